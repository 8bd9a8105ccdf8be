/* Writes what the bundled editor is made of, with the licence of each part, into kg/web/static/LICENSES.md. */

import { readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const MODULES = "node_modules";
const bundled = JSON.parse(readFileSync("package.json", "utf8")).dependencies;

function licence(name) {
  const folder = join(MODULES, name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return { name, version: about.version, licence: about.license, text };
}

const nested = existsSync(join(MODULES, "@marijn")) ? readdirSync(join(MODULES, "@marijn")).map((name) => `@marijn/${name}`) : [];
const parts = [...Object.keys(bundled), ...nested].sort().map(licence);
const texts = new Map();
for (const part of parts) texts.set(part.text, [...(texts.get(part.text) ?? []), part]);

const table = parts.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join("\n");
const full = [...texts].map(([text, users]) => `## ${users.map((part) => part.name).join(", ")}\n\n${text}\n`).join("\n");
writeFileSync(
  "../static/LICENSES.md",
  `# Licences of what is bundled in editor.js\n\nMade by \`npm run build\` in kg/web/bundle; do not edit.\n\n| package | version | licence |\n|---|---|---|\n${table}\n\n${full}`,
);
