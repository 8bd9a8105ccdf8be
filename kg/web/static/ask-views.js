// The answer to one query: what came of it in words, its views, its downloads.

import { element } from "./workbench.js";
import { ask, learnLabels } from "./ask-terms.js";
import { tableView } from "./ask-table.js";
import { chartOf, chartView } from "./ask-chart.js";
import { graphOf, graphView } from "./ask-graph.js";

const MOST_LABELS = 600, MOST_RAW = 400000;
const DOWNLOADS = {
  solutions: [["csv", "CSV"], ["tsv", "TSV"], ["json", "JSON"], ["xml", "XML"]],
  boolean: [["json", "JSON"], ["xml", "XML"]],
  triples: [["ttl", "Turtle"], ["jsonld", "JSON-LD"], ["nt", "N-Triples"], ["rdf", "RDF/XML"]],
};

// Show an answer in `place`. `view` is the one to begin with; `onView` is told which one is chosen, and the order.
export function showAnswer(place, answer, { terms, query, file, view, order, onView }) {
  if (answer.form === "boolean") {
    place.replaceChildren(element("p", { class: "truth" }, answer.truth ? "Yes." : "No."), downloads(answer.form, query, file));
    return;
  }
  if (!answer.rows.length) {
    place.replaceChildren(element("div", { class: "empty" }, element("p", {}, "Nothing in the graph matches."),
      element("p", { class: "soft" }, "Leave a field empty, use fewer words, or a part of a name.")));
    return;
  }
  const chart = chartOf(answer, terms), graph = graphOf(answer);
  const panel = element("div", { class: "view" });
  const state = { view, order };
  const views = {
    table: { label: "Table", make: () => tableView(answer, terms, state.order, reorder) },
    chart: chart && { label: "Chart", make: () => chartView(chartOf(answer, terms)) },
    graph: graph && { label: "Graph", make: () => graphView(answer, graph, terms) },
    raw: { label: "Raw", make: () => rawView(answer, query) },
  };
  const names = Object.keys(views).filter((name) => views[name]);
  if (!names.includes(state.view)) state.view = "table";
  const buttons = names.map((name) => {
    const button = element("button", { type: "button", "aria-pressed": "false", "data-view": name }, views[name].label);
    button.addEventListener("click", () => { state.view = name; onView(state); draw(); });
    return button;
  });

  function draw() {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === state.view)));
    panel.replaceChildren(views[state.view].make());
    label();
  }

  function reorder(next, column) {
    state.order = next;
    onView(state);
    draw();
    panel.querySelectorAll("th .sort")[column]?.focus();
  }

  // Things of the graph are shown by their IRIs at once, and by their labels as soon as the endpoint has told them.
  async function label() {
    const wanted = terms.unlabelled(answer.rows, MOST_LABELS);
    if (wanted.length && await learnLabels(terms, wanted).catch(() => false)) {
      if (state.view === "graph" || state.view === "chart") panel.replaceChildren(views[state.view].make());
    }
    for (const link of panel.querySelectorAll("a[data-iri]")) {
      const known = terms.labels.get(link.dataset.iri);
      if (known && link.textContent !== known) {
        link.textContent = known;
        link.closest("td")?.classList.toggle("sentence", known.length > 48);
      }
    }
  }

  panel.addEventListener("shown", label);
  place.replaceChildren(element("div", { class: "line answer-bar" },
    element("div", { class: "views line", role: "group", "aria-label": "Show the answer as" }, ...buttons), downloads(answer.form, query, file)), panel);
  draw();
}

function downloads(form, query, file) {
  const links = DOWNLOADS[form].map(([format, label]) => {
    const address = `/sparql?${new URLSearchParams({ query, format, download: file })}`;
    return element("a", { href: address, download: "" }, label);
  });
  return element("p", { class: "links" }, "Download:", ...links);
}

// The answer as the endpoint writes it; triples in Turtle, which reads best.
function rawView(answer, query) {
  const box = element("pre", { class: "raw", tabindex: "0", role: "region", "aria-label": "The answer as it was sent" });
  const put = (text) => { box.textContent = text.length > MOST_RAW ? `${text.slice(0, MOST_RAW)}\n… (a download has the rest)` : text; };
  if (answer.form === "triples") {
    put("…");
    ask(query, "text/turtle").then((got) => got.text()).then(put).catch(() => put(answer.raw));
  } else {
    put(answer.raw);
  }
  return box;
}

// Say why there is no answer, and what to do next. `go` leads to the place in the query, where there is one.
export function showProblem(place, { detail, line, column, status }, go) {
  const [text, expected] = plain(detail, line, column);
  const parts = [element("p", {}, element("b", {}, "No answer. "), text)];
  if (line && go) {
    const button = element("button", { type: "button" }, `Go to line ${line}, column ${column}`);
    button.addEventListener("click", go);
    parts.push(element("p", {}, button));
  }
  const advice = adviceFor(status, detail ?? "");
  if (advice) parts.push(element("p", {}, advice));
  if (expected) parts.push(element("details", {}, element("summary", {}, "What could stand there"), element("p", { class: "note" }, expected)));
  place.replaceChildren(element("div", { class: "warn", role: "alert" }, ...parts));
}

// What went wrong as a sentence; what the parser expected instead, which is long, apart from it.
function plain(detail, line, column) {
  if (!detail) return ["The server could not be reached.", ""];
  const found = /^(.*?)\bexpected (?:one of )?(.*)$/s.exec(detail);
  if (found && line) return [`The query cannot be read from line ${line}, column ${column} on: something else should stand there.`, found[2]];
  const text = detail[0].toUpperCase() + detail.slice(1);
  return [/[.!?]$/.test(text) ? text : `${text}.`, ""];
}

function adviceFor(status, detail) {
  if (status === undefined) return "See whether kg serve still runs in its terminal, then run it again.";
  if (status === 422 || status === 413) return "Add LIMIT 1000 as the last line of the query, or ask for less in it.";
  if (status === 503 && /seconds|memory/.test(detail)) return "Ask for less: name an outlet, a person or words, or add LIMIT.";
  return status === 503 ? "Wait a moment, then run it again." : "";
}
