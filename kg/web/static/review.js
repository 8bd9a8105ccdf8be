// What a person holds of assertions, on every page that shows them: forms that answer in place, a name that this
// browser remembers, decisions that wait while the graph is being written, keys on the review page.

import { element, paused } from "./workbench.js";

const NAME = "kg.reviewer", KEYS = "kg.review.keys", WAITING = "kg.review.waiting", AGAIN = 3000, LOOK = 2000;
const WORDS = { accepted: "Accepted", rejected: "Rejected", unsure: "Doubted", same: "Held to be one", different: "Held to be two" };
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } };
let last = null; // the form of the last decision, for its undo

document.documentElement.classList.add("scripted");
const spoken = element("p", { class: "unseen", role: "status" });
document.body.append(spoken);
const say = (text) => { spoken.textContent = text; };

// Names

// Return the name of who reviews; ask for it where it is not known. Null where nobody wants to say.
function reviewer() {
  const field = document.getElementById("reviewer") ?? document.getElementById("by");
  const known = (field?.value ?? stored(NAME) ?? "").trim();
  if (known) { store(NAME, known); return Promise.resolve(known); }
  return askName(field);
}

function askName(field) {
  const input = element("input", { type: "text", id: "reviewer-asked", autocomplete: "name", maxlength: "200", required: true });
  const form = element("form", { method: "dialog", class: "again" },
    element("div", { class: "field" }, element("label", { for: "reviewer-asked" }, "Your name"), input),
    element("p", { class: "note" }, "Stands beside everything that you decide. Kept in this browser alone."),
    element("p", { class: "line" }, element("button", { class: "main", value: "yes" }, "Go on"), element("button", { value: "no", formnovalidate: true }, "Not now")));
  const dialog = element("dialog", { class: "sheet", "aria-labelledby": "asked-heading" }, element("h2", { id: "asked-heading" }, "Who decides?"), form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    const name = dialog.returnValue === "yes" ? input.value.trim() : "";
    dialog.remove();
    if (name) { store(NAME, name); if (field) field.value = name; }
    resolve(name || null);
  }));
}

// Deciding

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-review], [data-joining], [data-undo]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const button = event.submitter;
  if (button?.name) body.set(button.name, button.value);
  if (!form.matches("[data-undo]")) {
    const name = await reviewer();
    if (!name) return;
    body.set("by", name);
  }
  await send(form, form.getAttribute("action"), body);
});

// Send a decision; while the graph is being written it waits in this browser and is sent again.
async function send(form, path, body) {
  working(form, true);
  try {
    const got = await fetch(path, { method: "POST", headers: { Accept: "application/json" }, body });
    if (got.ok) { took(form, await got.json()); return; }
    const problem = await got.json().catch(() => ({}));
    if (got.status === 503 && !form.matches("[data-undo]")) { wait(form, path, body, problem.detail); return; }
    tell(form, problem.detail ?? "This could not be written. Load the page again.", true);
  } catch {
    wait(form, path, body, "the server could not be reached");
  } finally {
    working(form, false);
  }
}

function working(form, is) {
  form.setAttribute("aria-busy", String(is));
  for (const button of form.querySelectorAll("button")) button.disabled = is;
}

function took(form, { reviews, standing, linking, undone }) {
  if (form.matches("[data-undo]")) { form.closest("tr")?.remove(); say("Undone."); if (reviews.some((one) => one.relation)) watchLinking(); return; }
  for (const one of reviews) if (one.assertion) showVerdict(one.assertion, standing[one.assertion] ?? null, undone ? null : one);
  if (form.matches("[data-joining]")) showJoining(form, undone ? null : reviews[0]);
  if (linking) watchLinking();
  last = undone ? null : form;
}

// Show what is held of an assertion wherever it stands on the page.
function showVerdict(key, verdict, written) {
  for (const form of document.querySelectorAll("form[data-review]")) {
    if (form.dataset.review !== key) continue;
    for (const button of form.querySelectorAll("button[name=verdict]")) press(button, button.value === verdict);
    const other = written && verdict !== written.verdict ? ` The verdict that counts is another one: ${(WORDS[verdict] ?? "none").toLowerCase()}.` : "";
    showWritten(form, written && `${WORDS[written.verdict]} by ${written.by}.${other}`, written?.review);
    form.closest(".item")?.classList.toggle("done", Boolean(written));
  }
}

function showJoining(form, written) {
  for (const button of form.querySelectorAll("button[name=relation]")) press(button, button.value === written?.relation);
  showWritten(form, written && `${WORDS[written.relation]} by ${written.by}.`, written?.review);
  form.closest(".item")?.classList.toggle("done", Boolean(written));
}

function press(button, is) {
  button.setAttribute("aria-pressed", String(is));
  if (button.dataset.label) button.textContent = is ? button.dataset.done : button.dataset.label;
}

function showWritten(form, text, review) {
  const said = form.querySelector(".review-said");
  said.className = "review-said";
  said.replaceChildren();
  if (!text) { say("Undone."); return; }
  const undo = element("button", { type: "button", class: "plain undo" }, "Undo");
  undo.addEventListener("click", () => undoIt(form, review));
  said.append(`${text} `, undo);
}

function undoIt(form, review) {
  return send(form, "/reviews/undo", new URLSearchParams({ review }));
}

function tell(form, text, isWrong = false) {
  const said = form.querySelector(".review-said");
  if (!said) { say(text); return; }
  said.className = isWrong ? "review-said warn" : "review-said";
  said.textContent = `${text[0].toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? "" : "."}`;
}

// Decisions that wait

const waiting = () => { try { return JSON.parse(stored(WAITING) ?? "[]"); } catch { return []; } };

function wait(form, path, body, reason) {
  const others = waiting().filter((one) => one.body !== body.toString());
  store(WAITING, JSON.stringify([...others, { path, body: body.toString(), at: Date.now() }]));
  tell(form, `Not written yet: ${reason}. It is kept in this browser and tried again until it is written.`);
  sendSoon();
}

let timer = null;
function sendSoon() {
  if (timer === null && waiting().length) timer = setTimeout(sendWaiting, AGAIN);
}

async function sendWaiting() {
  timer = null;
  for (const { path, body } of waiting()) {
    const form = formOf(path, new URLSearchParams(body));
    let got = null;
    try {
      got = await fetch(path, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(body) });
    } catch { break; }
    if (got.status === 503) break;
    store(WAITING, JSON.stringify(waiting().filter((one) => one.body !== body)));
    if (got.ok) {
      say("What waited is written.");
      if (form) took(form, await got.json());
    } else if (form) {
      tell(form, (await got.json().catch(() => ({}))).detail ?? "This could not be written.", true);
    }
  }
  sendSoon();
}

function formOf(path, body) {
  const forms = [...document.querySelectorAll("form[data-review], form[data-joining]")];
  return forms.find((form) => form.getAttribute("action") === path && (form.dataset.review
    ? form.dataset.review === body.get("assertion")
    : form.elements.left.value === body.get("left") && form.elements.right.value === body.get("right")));
}

// Linking anew

const SAID = {
  waiting: "The graph is linked anew in a few seconds, with all that you join or part until then.",
  linking: "Linking the graph anew after a merge or split … The pages show the state before until that is done.",
  reading: "Linked. The pages are taking it in …",
  idle: "The graph is linked anew: load the page again to see it.",
};
let looking = false;

async function watchLinking() {
  if (looking) return;
  looking = true;
  const box = document.getElementById("linking") ?? element("p", { id: "linking", role: "status" });
  if (!box.isConnected) document.querySelector("main").prepend(box);
  box.className = "warn";
  box.hidden = false;
  for (let state = ""; state !== "idle" && state !== "failed"; ) {
    const got = await fetch("/reviews/linking").catch(() => null);
    if (got?.ok) {
      const now = await got.json();
      if (now.state !== state) {
        state = now.state;
        box.textContent = state === "failed" ? `The graph could not be linked anew: ${now.reason}. What was decided is kept; kg resolve makes it show.` : SAID[state];
      }
    }
    if (state !== "idle" && state !== "failed") await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  looking = false;
}

// The review page: its name, its keys

function startPage() {
  for (const id of ["reviewer", "by"]) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value ||= stored(NAME) ?? "";
    field.addEventListener("change", () => store(NAME, field.value.trim()));
  }
  for (const input of document.querySelectorAll("input[data-things]")) input.addEventListener("input", paused(() => proposeTo(input), 150));
  const state = document.getElementById("linking")?.dataset.state;
  if (["waiting", "linking", "reading"].includes(state)) watchLinking();
  if (document.getElementById("queue")) startKeys(document.getElementById("queue"));
  sendSoon();
}

async function proposeTo(input) {
  const got = await fetch(`/api/review/suggest?${new URLSearchParams({ q: input.value })}`).catch(() => null);
  if (!got?.ok) return;
  const { values } = await got.json();
  input.list.replaceChildren(...values.map(({ value, label }) => element("option", { value, label }, label)));
}

const BY_KEY = { a: ["accepted", "same"], r: ["rejected", "different"], u: ["unsure"] };

function startKeys(queue) {
  const on = document.getElementById("keys-on");
  on.checked = stored(KEYS) !== "off";
  on.addEventListener("change", () => store(KEYS, on.checked ? "on" : "off"));
  const items = [...queue.querySelectorAll(".item")];
  let current = -1;
  const go = (number) => {
    if (number < 0 || number >= items.length) { say(number < 0 ? "This is the first one." : "This is the last one."); return; }
    items[current]?.classList.remove("current");
    current = number;
    items[current].classList.add("current");
    items[current].focus();
  };
  queue.addEventListener("focusin", (event) => {
    const number = items.indexOf(event.target.closest(".item"));
    if (number < 0 || number === current) return;
    items[current]?.classList.remove("current");
    current = number;
    items[current].classList.add("current");
  });
  document.addEventListener("keydown", (event) => {
    // Keys work where nothing is typed, without Ctrl, Alt or Meta, and can be switched off (WCAG 2.1.4).
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select, [contenteditable], dialog, .scroll")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); go(event.key === "ArrowDown" ? current + 1 : current - 1); return; }
    const key = event.key.toLowerCase();
    if (key === "z" && last) { event.preventDefault(); last.querySelector(".undo")?.click(); return; }
    if (!BY_KEY[key]) return;
    event.preventDefault();
    if (current < 0) { go(0); return; } // the first key shows where one is; nothing is decided unseen
    const button = [...items[current].querySelectorAll("button[name=verdict], button[name=relation]")].find((one) => BY_KEY[key].includes(one.value) && !one.disabled);
    if (!button) return;
    const here = current;
    button.form.requestSubmit(button);
    if (stored(NAME) && here + 1 < items.length) go(here + 1);
  });
}

startPage();
