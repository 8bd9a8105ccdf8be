// An answer as a table: sorted by a click on a heading, its rows put in as they are wanted.

import { element } from "./workbench.js";
import { isNumber } from "./ask-terms.js";

const FIRST = 200, STEP = 200, MOST_AT_ONCE = 1000;
const WORDS = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

// Make the table of an answer. `order` is {column, down}, or null for the order of the answer.
export function tableView({ columns, rows }, terms, order, onOrder) {
  const body = element("tbody");
  const long = columns.map((_, i) => isLong(rows, i, terms));
  const kind = (term, i) => { const found = terms.kind(term); return found === "text" || found === "sentence" ? (long[i] ? "sentence" : "text") : found; };
  const headings = columns.map((name, i) => heading(name, i, order, onOrder, terms.kind(rows.find((row) => row[i])?.[i])));
  const table = element("table", { class: "answer-table" },
    element("caption", { class: "unseen" }, "The answer, row by row. The headings are buttons that sort it."),
    element("thead", {}, element("tr", {}, ...headings)), body);
  const told = element("p", { class: "note", role: "status" });
  const further = element("button", { type: "button" });
  const more = element("p", { class: "line" }, told, further);
  const sorted = order ? [...rows].sort(comparison(order, terms)) : rows;
  let shown = 0;

  const add = (n) => {
    const made = sorted.slice(shown, shown + n).map((row) => element("tr", {}, ...row.map((term, i) => element("td", { class: kind(term, i) }, terms.node(term)))));
    body.append(...made);
    shown += made.length;
    told.textContent = `${shown.toLocaleString("en")} of ${sorted.length.toLocaleString("en")} rows are shown.`;
    further.textContent = `Show ${Math.min(STEP * 5, sorted.length - shown).toLocaleString("en")} more`;
    more.hidden = shown >= sorted.length;
    table.dispatchEvent(new CustomEvent("shown", { bubbles: true })); // whoever knows labels may put them in
  };
  // The first thousand come by themselves, a screenful at a time, so that the page answers meanwhile.
  const fill = () => {
    if (!table.isConnected && shown > FIRST) return;
    add(STEP);
    if (shown < Math.min(sorted.length, MOST_AT_ONCE)) requestAnimationFrame(fill);
  };
  further.addEventListener("click", () => { add(STEP * 5); if (more.hidden) table.parentElement.focus(); });
  add(FIRST);
  if (shown < sorted.length) requestAnimationFrame(fill);
  const scroll = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the answer" }, table);
  return element("div", {}, scroll, more);
}

// Tell whether a column is mostly of sentences, which are set in another face.
function isLong(rows, column, terms) {
  const kinds = rows.slice(0, FIRST).map((row) => terms.kind(row[column])).filter((kind) => kind === "text" || kind === "sentence");
  return kinds.filter((kind) => kind === "sentence").length * 2 > kinds.length;
}

function heading(name, column, order, onOrder, kind) {
  const here = order?.column === column;
  const button = element("button", { type: "button", class: "sort" }, name.replaceAll("_", " "),
    element("span", { "aria-hidden": "true" }, here ? (order.down ? " ▼" : " ▲") : ""));
  // Up, down, and back to the order of the answer.
  button.addEventListener("click", () => onOrder(here ? (order.down ? null : { column, down: true }) : { column, down: false }, column));
  return element("th", { scope: "col", class: kind === "number" ? kind : null, "aria-sort": here ? (order.down ? "descending" : "ascending") : null }, button);
}

function comparison({ column, down }, terms) {
  const sign = down ? -1 : 1;
  return (one, other) => {
    const left = one[column], right = other[column];
    if (!left || !right) return left ? -1 : right ? 1 : 0; // empty ones last, whichever way
    if (isNumber(left) && isNumber(right)) return sign * (Number(left.value) - Number(right.value));
    return sign * WORDS.compare(terms.words(left), terms.words(right));
  };
}
