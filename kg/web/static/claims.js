// The claims page, made quick: a choice fetches facets and results alone, and the address bar follows.
// Without this script the form and the links do the same by loading the page.

import { element, paused } from "./workbench.js";

const form = document.getElementById("choose");
const results = document.getElementById("results");
results.tabIndex = -1;
let underWay = null;
let shown = location.search; // the query whose results stand on the page

// What is chosen, as the address has it: empty fields and what is ordinary are left out.
function chosenNow() {
  const kept = [...new FormData(form)].filter(([name, value]) => value !== ""
    && !(name === "sort" && value === "newest") && !(name === "per_page" && value === "50"));
  return new URLSearchParams(kept).toString();
}

const addressOf = (query) => (query ? `/claims?${query}` : "/claims");

function swapIn(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement ? document.activeElement.id : "";
  for (const part of page.querySelectorAll("[data-swap]")) {
    const here = document.getElementById(part.id);
    if (!here) continue;
    here.replaceChildren(...part.childNodes);
    if (part.dataset.n) {
      const find = here.parentElement.querySelector(".find");
      const searched = find.querySelector("input");
      find.hidden = Number(part.dataset.n) <= here.querySelectorAll("input").length && !searched.value;
      if (searched.value) findValues(find);
    }
  }
  if (focused && document.activeElement.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function show(query, { history: how = "push", toTop = false } = {}) {
  if (underWay) underWay.abort();
  underWay = new AbortController();
  const { signal } = underWay;
  if (how === "push" && addressOf(query) !== location.pathname + location.search) history.pushState(null, "", addressOf(query));
  if (how === "replace") history.replaceState(null, "", addressOf(query));
  shown = location.search;
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/claims?${query}${query ? "&" : ""}part=results`, { signal });
    if (!answer.ok) { refuse((await answer.json().catch(() => ({}))).detail || "That did not work.", query); return; }
    swapIn(await answer.text());
    if (toTop) { results.focus({ preventScroll: true }); document.getElementById("count").scrollIntoView({ block: "start" }); }
  } catch (problem) {
    if (problem.name === "AbortError") return;
    refuse("The workbench does not answer. Is kg serve still running?", query);
  } finally {
    if (!signal.aborted) results.removeAttribute("aria-busy");
  }
}

function refuse(words, query) {
  document.getElementById("count").replaceChildren();
  results.replaceChildren(element("p", { class: "warn", role: "alert" }, words, " ",
    element("a", { href: addressOf(query), "data-whole": true }, "Try again"), " or ", element("a", { href: "/claims" }, "show all claims"), "."));
}

// After back or forward, fields that are not swapped show what the address says.
function fillForm() {
  const chosen = new URLSearchParams(location.search);
  for (const name of ["q", "since", "until"]) form.elements[name].value = chosen.get(name) || "";
  form.elements.contested.checked = chosen.get("contested") === "1";
  document.getElementById("sort").value = chosen.get("sort") || "newest";
  document.getElementById("per_page").value = chosen.get("per_page") || "50";
}

async function showValues(find) {
  const name = find.dataset.find, list = document.getElementById(`values-${name}`);
  const query = new URLSearchParams(chosenNow());
  query.delete("sort"); query.delete("per_page");
  query.set("find", find.querySelector("input").value.trim());
  query.set("part", "values");
  const answer = await fetch(`/claims/values/${name}?${query}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = new Set([...page.querySelectorAll("input")].map((box) => box.value));
  const chosen = [...list.querySelectorAll("label")].filter((label) => {
    const box = label.querySelector("input");
    return box.checked && !kept.has(box.value); // what is chosen stays chosen
  });
  list.replaceChildren(...chosen, ...page.body.childNodes);
}
const calls = new Map([...document.querySelectorAll(".find")].map((find) => [find, paused(() => showValues(find), 150)]));
const findValues = (find) => calls.get(find)();

async function unfold(details) {
  if (!details.open || !details.dataset.context) return;
  const address = details.dataset.context;
  delete details.dataset.context;
  try {
    const answer = await fetch(address);
    if (!answer.ok) return; // the sentence stands there already
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    details.querySelector(".unfolded").replaceChildren(...page.body.childNodes);
  } catch {
    details.dataset.context = address;
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); show(chosenNow()); });
form.addEventListener("change", (event) => { if (event.target.name && event.target.name !== "q") show(chosenNow()); });
document.getElementById("words").addEventListener("input", paused(() => show(chosenNow(), { history: "replace" }), 250));
for (const id of ["sort", "per_page"]) document.getElementById(id).addEventListener("change", () => show(chosenNow()));
for (const find of calls.keys()) find.addEventListener("input", () => findValues(find));
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest(".find")) event.preventDefault();
});
results.addEventListener("toggle", (event) => unfold(event.target), true);
results.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || link.pathname !== "/claims" || "whole" in link.dataset || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const query = link.search.slice(1);
  history.pushState(null, "", addressOf(query));
  fillForm();
  show(query, { history: "none", toTop: true });
});
window.addEventListener("popstate", () => {
  if (location.search === shown) return; // only the part of the page that is looked at has changed
  fillForm();
  show(location.search.slice(1), { history: "none" });
});
