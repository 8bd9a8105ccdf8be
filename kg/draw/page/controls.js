// The switches, the search and the legend.

const FIRST = 14; // outlets in sight

function switchRow({ text, count, checked, turn, colour }) {
  const box = element("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => { turn(box.checked); refresh(); });
  return element("label", { class: colour ? "switch" : "switch plain" }, box, colour ? swatch("stroke", colour) : null,
    element("span", { class: "name" }, text), element("span", { class: "count" }, count.toLocaleString("en")));
}

function countBy(test) {
  return claims.reduce((sum, claim) => sum + claim.assertions.filter(test).length, 0);
}

function fillSwitches() {
  const rows = outlets.map((outlet, i) => switchRow({
    text: outlet.name, count: outlet.said, checked: shown.outlets[i], colour: outletColour(i),
    turn: (on) => { shown.outlets[i] = on; },
  }));
  byId("outlets").replaceChildren(...rows.slice(0, FIRST));
  if (rows.length > FIRST) {
    byId("outlets").append(element("details", {}, element("summary", {}, `${rows.length - FIRST} more`), ...rows.slice(FIRST)));
  }
  const setSwitches = (place, options, chosen, matches) => byId(place).replaceChildren(...options
    .map(([key, text]) => ({ key, text, count: countBy((assertion) => matches(assertion, key)) }))
    .filter(({ count }) => count > 0)
    .map(({ key, text, count }) => switchRow({
      text, count, checked: chosen.has(key), turn: (on) => { if (on) chosen.add(key); else chosen.delete(key); },
    })));
  setSwitches("voices", VOICES, shown.voices, (assertion, key) => (assertion.own ? "own" : "attributed") === key);
  setSwitches("certainties", CERTAINTIES, shown.certainties, (assertion, key) => assertion.certainty === key);
}

function setOutlets(on) {
  shown.outlets.fill(on);
  fillSwitches();
  refresh();
}

// Two handles on the days on which something was published.
function fillPeriod() {
  const days = [...new Set(articles.map((article) => article.published.slice(0, 10)).filter(Boolean))].sort();
  byId("period").hidden = days.length < 2;
  if (days.length < 2) return;
  const last = days.length - 1;
  const say = (key, i) => {
    byId(`${key}-day`).textContent = dateText(days[i]);
    byId(key).setAttribute("aria-valuetext", dateText(days[i]));
  };
  const turn = () => {
    const [from, to] = [Number(byId("since").value), Number(byId("until").value)];
    shown.since = from > 0 ? days[from] : "";
    shown.until = to < last ? days[to] : "";
    say("since", from);
    say("until", to);
    refresh();
  };
  const set = (key, value, keepOrder) => {
    Object.assign(byId(key), { min: 0, max: last, step: 1 });
    byId(key).value = value;
    say(key, value);
    byId(key).oninput = () => { keepOrder(); turn(); };
  };
  const found = (day, otherwise) => { const i = days.findIndex((one) => one >= day); return day && i >= 0 ? i : otherwise; };
  set("since", found(shown.since, 0), () => { if (+byId("since").value > +byId("until").value) byId("until").value = byId("since").value; });
  set("until", found(shown.until, last), () => { if (+byId("until").value < +byId("since").value) byId("since").value = byId("until").value; });
}

const SVG = "http://www.w3.org/2000/svg";
function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
const SHAPES = {
  dot: () => ["circle", { cx: 8, cy: 8, r: 5.5 }],
  square: () => ["rect", { x: 3, y: 3, width: 10, height: 10 }],
  diamond: () => ["path", { d: "M8 1.5 14.5 8 8 14.5 1.5 8Z" }],
  triangle: () => ["path", { d: "M8 2 14.5 13.5H1.5Z" }],
  triangleDown: () => ["path", { d: "M8 14 1.5 2.5H14.5Z" }],
  star: () => ["path", { d: "M8 1l2 4.8 5.2.4-4 3.3 1.3 5L8 11.8 3.5 14.5l1.3-5-4-3.3 5.2-.4Z" }],
  hexagon: () => ["path", { d: "M4.5 2h7L15 8l-3.5 6h-7L1 8Z" }],
};
function markOf(look) {
  const [tag, shape] = SHAPES[look.shape]();
  const colour = look[theme()];
  return drawing("svg", { width: 16, height: 16, "aria-hidden": "true" },
    drawing(tag, { ...shape, fill: look.hollow ? "none" : colour, stroke: colour, "stroke-width": look.hollow ? 2 : 0 }));
}
function strokeOf(attributes) {
  return drawing("svg", { width: 34, height: 10, "aria-hidden": "true" },
    drawing("path", { d: "M1 5H33", stroke: colours().ink, "stroke-width": 2, fill: "none", ...attributes }));
}

function fillLegend() {
  const item = (mark, text, className) => element("li", className ? { class: className } : {}, mark, element("span", {}, text));
  const used = picture.legend ? [] : looks.filter((look, i) => nodes.some((node) => node.kind === i));
  const lines = picture.legend || [
    [strokeOf({ stroke: outletColour(0) }), "one outlet, in its colour"],
    [strokeOf({ "stroke-width": 5 }), "several outlets, the more the wider"],
    [strokeOf({ "stroke-dasharray": "7 4" }), "denied or negated"],
    [strokeOf({ "stroke-dasharray": "1.5 4" }), "possible, asked or demanded only"],
  ];
  byId("legend").replaceChildren(...used.map((look) => item(markOf(look), look.name)),
    ...lines.map(([mark, text], i) => item(mark, text, i === 0 && used.length ? "break" : "")));
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function fillFound() {
  const wanted = folded(byId("search").value.trim());
  const list = byId("found");
  list.hidden = wanted === "";
  if (!wanted) return;
  const hits = nodes.filter((node) => nodesUsed.has(node.id) && folded(node.name).includes(wanted))
    .sort((a, b) => folded(b.name).startsWith(wanted) - folded(a.name).startsWith(wanted) || a.id - b.id).slice(0, 12);
  const choice = (node) => element("li", {}, element("button", { type: "button", onclick: () => find(node.id) }, node.name));
  list.replaceChildren(...(hits.length ? hits.map(choice) : [element("li", {}, element("p", {}, "Nothing of that name is shown."))]));
}

function find(id) {
  byId("found").hidden = true;
  choose({ node: id }, true);
  picture.focusOn([id]);
}

function connectSearch() {
  const search = byId("search"), list = byId("found");
  search.addEventListener("input", fillFound);
  search.addEventListener("keydown", (event) => {
    const first = list.querySelector("button");
    if (!first || list.hidden) return;
    if (event.key === "Enter") { event.preventDefault(); first.click(); }
    if (event.key === "ArrowDown") { event.preventDefault(); first.focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll("button")];
    (buttons[buttons.indexOf(document.activeElement) + step] || search).focus();
  });
}
