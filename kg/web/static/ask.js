// The ask page: the editor, the forms of questions, running, stopping, the address and what was asked before.

import { element, paused } from "./workbench.js";
import { ask, readSolutions, readTriples, Terms } from "./ask-terms.js";
import { showAnswer, showProblem } from "./ask-views.js";

const HISTORY = "kg.asked", DRAFT = "kg.draft", MOST_KEPT = 40;
const settings = JSON.parse(document.getElementById("settings").textContent);
const terms = new Terms(settings);
const at = (id) => document.getElementById(id);
const [answerPlace, views, told, runButton, stopButton] = ["answer", "views", "told", "run", "stop"].map(at);
const address = new URLSearchParams(location.search);
let running = null, asked = location.search;

document.documentElement.classList.add("scripted");

// Run a query and show what comes of it; a run that is still on its way is stopped.
async function run(query, { file, begin, onProblem, onAnswer }) {
  running?.abort();
  const control = running = new AbortController();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  setRunning(true);
  begin?.();
  const clock = setInterval(() => { told.textContent = `Running … ${Math.round(seconds())} s`; }, 1000);
  try {
    const got = await ask(query, "application/sparql-results+json, application/n-triples;q=0.9", control.signal);
    if (!got.ok) {
      const problem = await problemOf(got);
      told.textContent = "";
      showProblem(views, problem, onProblem?.(problem));
      return;
    }
    const answer = read(got.headers.get("Content-Type") ?? "", await got.text());
    told.textContent = `${summary(answer)}, in ${seconds().toFixed(2)} s.`;
    show(answer, query, file);
    onAnswer?.(answer, seconds());
  } catch (problem) {
    if (problem.name === "AbortError") {
      if (running === control) told.textContent = "Stopped. Nothing was changed; run it again, or ask for less.";
    } else {
      told.textContent = "";
      showProblem(views, {});
    }
  } finally {
    clearInterval(clock);
    if (running === control) { running = null; setRunning(false); }
  }
}

function setRunning(is) {
  answerPlace.hidden = false;
  answerPlace.setAttribute("aria-busy", String(is));
  stopButton.disabled = !is;
  if (is) { told.textContent = "Running …"; views.replaceChildren(); }
}

async function problemOf(got) {
  const text = await got.text();
  try {
    return { ...JSON.parse(text), status: got.status };
  } catch {
    return { detail: text.slice(0, 500).trim(), status: got.status };
  }
}

function read(type, text) {
  const answer = type.includes("json") ? readSolutions(JSON.parse(text)) : readTriples(text);
  return { ...answer, raw: text };
}

function summary({ form, rows, truth }) {
  if (form === "boolean") return truth ? "Yes" : "No";
  const noun = form === "triples" ? "triple" : "row";
  return `${rows.length.toLocaleString("en")} ${noun}${rows.length === 1 ? "" : "s"}`;
}

function show(answer, query, file) {
  const order = /^(\d+)(d?)$/.exec(address.get("sort") ?? "");
  showAnswer(views, answer, {
    terms, query, file, view: address.get("view") ?? "table",
    order: order && Number(order[1]) < answer.columns.length ? { column: Number(order[1]), down: Boolean(order[2]) } : null,
    onView: (state) => {
      place("view", state.view === "table" ? null : state.view);
      place("sort", state.order ? `${state.order.column}${state.order.down ? "d" : ""}` : null);
      putAddress();
    },
  });
}

function place(name, value) {
  if (value === null) address.delete(name); else address.set(name, value);
}

function putAddress() {
  const query = address.toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  asked = location.search;
  const permanent = at("permanent");
  if (permanent && !settings.name) permanent.href = query ? `/ask?${query}` : "/ask";
}

// What was asked before

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.query === "string") : [];
  } catch {
    return []; // a browser that keeps nothing, or something else under our name
  }
}

function keep(entry) {
  const others = kept().filter((one) => one.query !== entry.query);
  try {
    localStorage.setItem(HISTORY, JSON.stringify([entry, ...others].slice(0, MOST_KEPT)));
  } catch { /* full or forbidden: the history is a convenience */ }
}

function listHistory(editor) {
  const box = at("history"), found = kept();
  box.hidden = !found.length;
  box.querySelector("ol").replaceChildren(...found.map(({ query, title, path, rows, when }) => {
    const words = title || query.split("\n").find((line) => line.trim() && !line.startsWith("#")) || query;
    const entry = typeof path === "string" && path.startsWith("/ask/") ? element("a", { href: path }, words) : element("button", { type: "button", class: "plain" }, words.slice(0, 120));
    if (entry.tagName === "BUTTON") entry.addEventListener("click", () => { editor.write(query); editor.focus(); });
    return element("li", {}, entry, element("span", { class: "note" }, ` ${rows}, ${new Date(when).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}`));
  }));
}

// The page of all questions, with the editor

async function startEditor() {
  const area = at("query"), form = at("query-form");
  const draft = !address.has("query") && !address.has("example") && views.childElementCount === 0 ? sessionStorage.getItem(DRAFT) : null;
  if (draft) area.value = draft;
  let editor = { text: () => area.value, write: (text) => { area.value = text; }, mark() {}, unmark() {}, focus: () => area.focus() };
  const runNow = () => {
    const query = editor.text();
    if (!query.trim()) { at("answer").hidden = false; showProblem(views, { detail: "There is no query to run", status: 400 }); return; }
    at("came")?.remove();
    place("query", query);
    place("example", null);
    place("q", null);
    putAddress();
    run(query, {
      file: "answer",
      begin: () => editor.unmark(),
      onProblem: ({ line, column, detail }) => {
        if (!line) return null;
        editor.mark(line, column, detail);
        return () => { editor.mark(line, column, detail); editor.focus(); };
      },
      onAnswer: (answer) => { keep({ query, rows: summary(answer), when: Date.now() }); listHistory(editor); },
    });
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); runNow(); });
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); runNow(); } });
  document.querySelector("form.example").addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = at("example").value;
    const found = [...document.querySelectorAll("template[data-example]")].find((one) => one.dataset.example === wanted);
    editor.write(found.content.textContent);
    editor.focus();
  });
  at("forget").addEventListener("click", () => { localStorage.removeItem(HISTORY); listHistory(editor); });
  listHistory(editor);
  document.querySelectorAll("form.find input").forEach((input) => input.addEventListener("input", paused(filterQuestions, 80)));
  editor = await openEditor(area, runNow) ?? editor;
}

async function openEditor(area, onRun) {
  try {
    const [{ openEditor: open }, got] = await Promise.all([import("./editor.js"), fetch("/api/ask/vocabulary")]);
    const vocabulary = got.ok ? await got.json() : { prefixes: settings.prefixes, terms: [] };
    const made = open(at("editor"), {
      text: area.value, vocabulary, onRun,
      label: "Query in SPARQL. Control or Command with Enter runs it, Control with Space proposes words, Tab leaves the editor.",
      onChange: (text) => { area.value = text; sessionStorage.setItem(DRAFT, text); },
    });
    area.hidden = true;
    area.required = false;
    at("editor").dataset.ready = "";
    return made;
  } catch (problem) {
    console.warn("The editor could not be opened; the plain field stays.", problem);
    return null;
  }
}

function filterQuestions() {
  const words = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let n = 0;
  for (const group of document.querySelectorAll(".group")) {
    let here = 0;
    for (const item of group.querySelectorAll("li")) {
      item.hidden = !words.every((word) => item.dataset.words.toLowerCase().includes(word));
      here += item.hidden ? 0 : 1;
    }
    group.hidden = !here;
    group.open = words.length > 0;
    group.querySelector(".number").textContent = String(here);
    n += here;
  }
  at("found").textContent = words.length ? `${n} question${n === 1 ? " has" : "s have"} these words.` : "";
  at("none-found").hidden = n > 0;
}

// The page of one question

function startQuestion() {
  const form = at("question-form");
  for (const input of form.querySelectorAll("input[data-suggest]")) {
    input.addEventListener("input", paused(() => proposeTo(input), 150));
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); askQuestion(form); });
  const data = at("answer-data");
  if (data) {
    const { form: kind, seconds, body } = JSON.parse(data.textContent);
    const answer = kind === "triples" ? readTriples(body) : readSolutions(body);
    answer.raw = kind === "triples" ? body : JSON.stringify(body, null, 1);
    told.textContent = `${summary(answer)}, in ${seconds.toFixed(2)} s.`;
    show(answer, queryOf(), settings.name);
    keepQuestion(answer);
  } else if (views.querySelector(".answer-table")) {
    const all = element("button", { type: "button" }, "Load all rows, to sort and to draw them");
    all.addEventListener("click", () => run(queryOf(), { file: settings.name }));
    views.prepend(all);
  }
}

// Ask with what stands in the form; the address becomes that of the answer.
async function askQuestion(form) {
  const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const got = await fetch(`/api/ask/query/${encodeURIComponent(settings.name)}?${values}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!got?.ok) {
    answerPlace.hidden = false;
    showProblem(views, got ? await problemOf(got) : {});
    return;
  }
  const { query } = await got.json();
  const view = address.get("view");
  for (const name of [...address.keys()]) address.delete(name);
  for (const [name, value] of values) address.set(name, value);
  place("view", view);
  history.pushState(null, "", `?${address}`);
  asked = location.search;
  at("permanent").href = `/ask?${new URLSearchParams({ query })}`;
  at("permanent").hidden = false;
  run(query, { file: settings.name, onAnswer: keepQuestion });
}

function keepQuestion(answer) {
  const path = `${location.pathname}${location.search}`;
  keep({ query: queryOf(), title: document.querySelector("h1").textContent, path, rows: summary(answer), when: Date.now() });
}

// The query of the question, as the link to the editor has it.
const queryOf = () => new URL(at("permanent").href).searchParams.get("query");

async function proposeTo(input) {
  const got = await fetch(`/api/ask/suggest?${new URLSearchParams({ kind: input.dataset.suggest, q: input.value })}`).catch(() => null);
  if (!got?.ok) return;
  const { values } = await got.json();
  input.list.replaceChildren(...values.map((value) => element("option", { value })));
}

stopButton.addEventListener("click", () => running?.abort());
// Another answer of the same question; a place within the page has the same query.
if (settings.name) window.addEventListener("popstate", () => { if (location.search !== asked) location.reload(); });
if (settings.name) startQuestion(); else startEditor();
