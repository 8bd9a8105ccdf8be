// An answer as a small graph: its triples, or two of its columns that name things. Nodes are links, edges have words.

import { element } from "./workbench.js";
import { drawn } from "./ask-chart.js";
import { isNode } from "./ask-terms.js";

const MOST_EDGES = 120, ROUNDS = 320, WIDTH = 960, HEIGHT = 560;

// Say which columns are nodes and which one is the edge between them: {from, to, by}, or null.
export function graphOf({ form, columns, rows }) {
  if (!rows.length) return null;
  if (form === "triples") return rows.some((row) => isNode(row[2])) ? { from: 0, by: 1, to: 2 } : null;
  const nodes = columns.map((_, i) => i).filter((i) => rows.some((row) => row[i]) && rows.every((row) => !row[i] || isNode(row[i])));
  if (nodes.length < 2) return null;
  return nodes.length === 2 ? { from: nodes[0], to: nodes[1], by: null } : { from: nodes[0], by: nodes[1], to: nodes[2] };
}

export function graphView({ columns, rows }, shape, terms) {
  const edges = edgesOf(rows, shape);
  const drawnEdges = edges.slice(0, MOST_EDGES);
  const nodes = placed(drawnEdges);
  const words = (value) => terms.words(value);
  const what = `${nodes.size} things and ${drawnEdges.length} edges between them; all of them stand in the list below.`;
  const marks = drawnEdges.map(({ from, to, by }) => edgeDrawing(nodes.get(key(from)), nodes.get(key(to)), by ? words(by) : ""));
  const circles = [...nodes.values()].map((node) => nodeDrawing(node, words(node.term), node.term.type === "uri" ? terms.link(node.term.value) : null));
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": what },
    drawn("defs", {}, drawn("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, drawn("path", { class: "tip", d: "M0 0 8 4 0 8z" }))),
    ...marks, ...circles);
  const left = edges.length > MOST_EDGES ? ` The first ${MOST_EDGES} of ${edges.length.toLocaleString("en")} edges are drawn; the table has all.` : "";
  const list = element("details", {}, element("summary", {}, "The same as a list"),
    element("ul", { class: "edge-list" }, ...drawnEdges.map(({ from, to, by }) => element("li", {}, terms.node(from), by ? element("i", {}, ` ${words(by)} `) : " – ", terms.node(to)))));
  return element("figure", { class: "answer-graph" }, element("div", { class: "drawing", tabindex: "0", role: "region", "aria-label": "Drawing of the answer" }, svg),
    element("figcaption", { class: "note" }, `${columns[shape.from]} → ${columns[shape.to]}. ${what}${left}`), list);
}

const key = (term) => `${term.type} ${term.value}`;

function edgesOf(rows, { from, to, by }) {
  const found = new Map();
  for (const row of rows) {
    if (!isNode(row[from]) || !row[to] || !isNode(row[to])) continue;
    const edge = { from: row[from], to: row[to], by: by === null ? null : row[by] };
    found.set([key(edge.from), key(edge.to), edge.by?.value].join("\n"), edge);
  }
  return [...found.values()];
}

// Find places for nodes: they push each other away, edges draw them together (Fruchterman and Reingold, 1991).
// Nothing is left to chance: the same answer is always drawn alike.
function placed(edges) {
  const nodes = new Map();
  for (const { from, to } of edges) for (const term of [from, to]) if (!nodes.has(key(term))) nodes.set(key(term), { term, n: 0 });
  const all = [...nodes.values()];
  all.forEach((node, i) => { const turn = i * 2.399963; const far = 12 * Math.sqrt(i + .5); node.x = far * Math.cos(turn); node.y = far * Math.sin(turn); });
  const pairs = edges.map(({ from, to }) => [nodes.get(key(from)), nodes.get(key(to))]).filter(([one, other]) => one !== other);
  for (const [one, other] of pairs) { one.n += 1; other.n += 1; }
  const ideal = 90;
  for (let round = 0; round < ROUNDS; round += 1) step(all, pairs, ideal, 40 * (1 - round / ROUNDS));
  fit(all);
  return nodes;
}

function step(all, pairs, ideal, most) {
  for (const node of all) { node.dx = -node.x * .02 * ideal / 10; node.dy = -node.y * .03 * ideal / 10; }
  for (let i = 0; i < all.length; i += 1) {
    for (let j = i + 1; j < all.length; j += 1) {
      const dx = all[i].x - all[j].x, dy = all[i].y - all[j].y;
      const force = (ideal * ideal) / Math.max(dx * dx + dy * dy, 25);
      all[i].dx += dx * force; all[i].dy += dy * force; all[j].dx -= dx * force; all[j].dy -= dy * force;
    }
  }
  for (const [one, other] of pairs) {
    const dx = one.x - other.x, dy = one.y - other.y, force = Math.hypot(dx, dy) / ideal;
    one.dx -= dx * force; one.dy -= dy * force; other.dx += dx * force; other.dy += dy * force;
  }
  for (const node of all) {
    const size = Math.hypot(node.dx, node.dy) || 1, share = Math.min(size, most) / size;
    node.x += node.dx * share; node.y += node.dy * share;
  }
}

function fit(all) {
  const edge = 36, xs = all.map(({ x }) => x), ys = all.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const node of all) {
    node.x = edge + ((node.x - left) / (right - left || 1)) * (WIDTH - 2 * edge);
    node.y = 24 + ((node.y - top) / (bottom - top || 1)) * (HEIGHT - 70);
  }
}

function edgeDrawing(one, other, words) {
  if (one === other) return drawn("circle", { class: "edge", cx: one.x, cy: one.y - 14, r: 12 });
  const far = Math.hypot(other.x - one.x, other.y - one.y) || 1, stop = Math.max(0, far - 9) / far;
  const line = drawn("line", { class: "edge", x1: one.x, y1: one.y, x2: one.x + (other.x - one.x) * stop, y2: one.y + (other.y - one.y) * stop, "marker-end": "url(#tip)" });
  const label = words ? drawn("text", { class: "edge-words", x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 - 3, "text-anchor": "middle" }, words.replace(/^\w+:/, "")) : "";
  return drawn("g", {}, line, label);
}

function nodeDrawing({ x, y, n }, words, link) {
  const short = words.length > 26 ? `${words.slice(0, 25)}…` : words;
  const parts = [drawn("title", {}, words), drawn("circle", { class: "node", cx: x, cy: y, r: Math.min(12, 5 + Math.sqrt(n)) }), drawn("text", { class: "node-words", x: x < 90 ? x - 8 : x > WIDTH - 90 ? x + 8 : x, y: y + 21, "text-anchor": x < 90 ? "start" : x > WIDTH - 90 ? "end" : "middle" }, short)];
  return link ? drawn("a", { href: link }, ...parts) : drawn("g", {}, ...parts);
}
