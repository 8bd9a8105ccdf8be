// Answers as the endpoint sends them, term by term; every word of them is shown as text and nothing else.

import { element } from "./workbench.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"].map((name) => XSD + name));
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));
const DAY = /^\d{4}(-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const PAGES = new Set(["entity", "topic", "claim", "outlet", "article", "assertion"]);
const LONG = 48;

// Read SPARQL results in JSON: {columns, rows, truth}; a row is a list of terms, null where a column is empty.
export function readSolutions(json) {
  if (typeof json.boolean === "boolean") return { form: "boolean", truth: json.boolean, columns: [], rows: [] };
  const columns = json.head.vars;
  return { form: "solutions", columns, rows: json.results.bindings.map((row) => columns.map((name) => row[name] ?? null)) };
}

const TERM = /\s*(?:<([^<>]*)>|(_:[^\s.]+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^<>]*)>)?)/y;

// Read N-Triples, line by line, as rows of subject, predicate and object.
export function readTriples(text) {
  const rows = [];
  for (const line of text.split("\n")) {
    const row = [];
    TERM.lastIndex = 0;
    for (let found; row.length < 3 && (found = TERM.exec(line)); ) row.push(termOf(found));
    if (row.length === 3) rows.push(row);
  }
  return { form: "triples", columns: ["subject", "predicate", "object"], rows };
}

function termOf([, iri, blank, text, language, datatype]) {
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return { type: "literal", value: unescaped(text), "xml:lang": language, datatype };
}

const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, letter) =>
    letter ? ESCAPES[letter] ?? letter : String.fromCodePoint(parseInt(four ?? eight, 16)));
}

export const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype);
export const isDate = (term) => term?.type === "literal" && (DATES.has(term.datatype) || (!isNumber(term) && DAY.test(term.value)));
export const isNode = (term) => term?.type === "uri" || term?.type === "bnode";

// How terms are written and where they lead.
export class Terms {
  constructor({ base, prefixes }) {
    this.base = base;
    this.prefixes = Object.entries(prefixes).sort((one, other) => other[1].length - one[1].length);
    this.labels = new Map();
  }

  short(iri) {
    const found = this.prefixes.find(([, namespace]) => iri.startsWith(namespace) && !iri.slice(namespace.length).includes("/"));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  words(term) {
    if (!term) return "";
    return term.type === "uri" ? this.labels.get(term.value) ?? this.short(term.value) : String(term.value?.subject ? "(triple)" : term.value);
  }

  // The page of a thing of the graph, or an http address; any other scheme leads nowhere.
  link(iri) {
    if (iri.startsWith(this.base)) {
      const [room, key, ...more] = iri.slice(this.base.length).split("/");
      if (!key || more.length) return null;
      if (PAGES.has(room)) return `/${room}/${key}`;
      return room === "story" ? `/matrix?story=${key}` : null;
    }
    return /^https?:\/\/[^/]/i.test(iri) ? iri : null;
  }

  // A node with the words of a term, as a link where it leads somewhere.
  node(term) {
    if (!term) return document.createTextNode("");
    const link = term.type === "uri" ? this.link(term.value) : null;
    const words = this.words(term);
    if (!link) return document.createTextNode(words);
    const foreign = !link.startsWith("/");
    return element("a", { href: link, "data-iri": term.value, title: foreign ? null : this.short(term.value), rel: foreign ? "noopener noreferrer nofollow" : null }, words);
  }

  kind(term) {
    if (!term) return "none";
    if (term.type === "uri") return "iri";
    if (isNumber(term)) return "number";
    if (isDate(term)) return "date";
    return term.type === "literal" && term.value.length >= LONG ? "sentence" : "text";
  }

  // Which things of the graph a list of rows names that have no label yet.
  unlabelled(rows, most) {
    const found = new Set();
    for (const row of rows) {
      for (const term of row) {
        if (term?.type === "uri" && term.value.startsWith(this.base) && !this.labels.has(term.value) && this.link(term.value)) found.add(term.value);
        if (found.size >= most) return [...found];
      }
    }
    return [...found];
  }
}

const AT_ONCE = 120;
const SAFE_IRI = /^[^\u0000-\u0020<>"{}|\\^`]+$/;

// Ask the endpoint what things are called and keep it; true where anything new was learnt.
export async function learnLabels(terms, iris, signal) {
  let learnt = false;
  for (let begin = 0; begin < iris.length; begin += AT_ONCE) {
    const values = iris.slice(begin, begin + AT_ONCE).filter((iri) => SAFE_IRI.test(iri)).map((iri) => `<${iri}>`);
    if (!values.length) continue;
    const query = `SELECT ?thing (MIN(?name) AS ?label) WHERE { VALUES ?thing { ${values.join(" ")} } ?thing kg:text|rdfs:label|schema:headline ?name } GROUP BY ?thing`;
    const answer = await ask(query, "application/sparql-results+json", signal);
    if (!answer.ok) return learnt;
    for (const { thing, label } of (await answer.json()).results.bindings) {
      if (thing && label) terms.labels.set(thing.value, label.value);
      learnt = true;
    }
  }
  return learnt;
}

// Send a query to the endpoint.
export function ask(query, accept, signal) {
  return fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: query, signal });
}
