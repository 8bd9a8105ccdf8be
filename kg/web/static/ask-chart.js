// An answer as a chart: lines where its numbers stand at dates, bars where they stand at names.

import { element } from "./workbench.js";
import { isDate, isNumber } from "./ask-terms.js";

const MOST_BARS = 40, MOST_SERIES = 8, MOST_POINTS = 2000;
const FIGURE = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

// Say how an answer can be drawn: {at, series, dates}, or null where it cannot.
// `at` is the column of dates or names; a series is {name, values: Map from the text of `at` to a number}.
export function chartOf({ columns, rows }, terms) {
  if (rows.length < 2 || rows.length > MOST_POINTS) return null;
  const filled = columns.map((_, i) => rows.map((row) => row[i]).filter(Boolean));
  const every = (test) => columns.map((_, i) => i).filter((i) => filled[i].length && filled[i].every(test));
  const numbers = every(isNumber), dates = every(isDate).filter((i) => !numbers.includes(i));
  const names = columns.map((_, i) => i).filter((i) => !numbers.includes(i) && !dates.includes(i) && filled[i].length);
  if (!numbers.length) return null;
  if (dates.length === 1 && names.length === 0) return plain(rows, dates[0], numbers, columns, terms, true);
  if (dates.length === 0 && names.length === 1) return plain(rows, names[0], numbers, columns, terms, false);
  if (dates.length === 1 && names.length === 1 && numbers.length === 1) return split(rows, dates[0], names[0], numbers[0], columns, terms);
  return null;
}

function plain(rows, at, numbers, columns, terms, dates) {
  const seen = new Set(rows.map((row) => terms.words(row[at])));
  if (seen.size < rows.length) return null; // several rows to a name: their numbers are of something else besides
  const series = numbers.slice(0, MOST_SERIES).map((i) => ({
    name: columns[i].replaceAll("_", " "),
    values: new Map(rows.filter((row) => row[i] && row[at]).map((row) => [terms.words(row[at]), Number(row[i].value)])),
  }));
  return { at: columns[at], dates, series, keys: [...seen], left: Math.max(0, numbers.length - MOST_SERIES) };
}

// One line for each name, those of the largest sums first.
function split(rows, at, by, number, columns, terms) {
  const found = new Map();
  for (const row of rows) {
    if (!row[at] || !row[number]) continue;
    const name = terms.words(row[by]) || "(none)";
    if (!found.has(name)) found.set(name, new Map());
    const values = found.get(name), day = terms.words(row[at]);
    values.set(day, (values.get(day) ?? 0) + Number(row[number].value));
  }
  const sum = (values) => [...values.values()].reduce((total, n) => total + n, 0);
  const series = [...found].map(([name, values]) => ({ name, values })).sort((one, other) => sum(other.values) - sum(one.values));
  return { at: columns[at], dates: true, series: series.slice(0, MOST_SERIES), keys: [...new Set(rows.map((row) => terms.words(row[at])))], left: series.length - MOST_SERIES };
}

export function chartView(chart) {
  const made = chart.dates && chart.keys.length > 1 ? lines(chart) : bars(chart);
  const left = chart.left > 0 ? element("p", { class: "note" }, `${chart.left} further series are left out; the table has them.`) : null;
  return element("figure", { class: "chart" }, legend(chart), made, left);
}

function legend({ series }) {
  if (series.length < 2) return null;
  return element("ul", { class: "legend" }, ...series.map(({ name }, i) => element("li", { class: `hue-${i + 1}` }, element("span", { class: "outlet-mark", "aria-hidden": "true" }), name)));
}

// Bars are a table, so that they can be read without being seen and wrap where there is little room.
function bars({ at, keys, series }) {
  const shown = keys.slice(0, MOST_BARS);
  const most = Math.max(...series.flatMap(({ values }) => shown.map((key) => values.get(key) ?? 0)), 0) || 1;
  const rows = shown.flatMap((key) => series.map(({ name, values }, i) => {
    const n = values.get(key);
    const share = Math.max(0, (100 * (n ?? 0)) / most);
    const rect = drawn("rect", { class: "value", width: share.toFixed(2), height: 8 });
    const bar = drawn("svg", { class: `bar hue-${i + 1}`, viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" }, rect);
    const first = i === 0 ? element("th", { scope: series.length > 1 ? "rowgroup" : "row", rowspan: series.length > 1 ? series.length : null }, key || "(none)") : null;
    return element("tr", { class: i === 0 ? "first" : null }, first, element("td", { class: "drawn" }, bar, series.length > 1 ? element("span", { class: "unseen" }, name) : null),
      element("td", { class: "number" }, n === undefined ? "–" : FIGURE.format(n)));
  }));
  const what = series.map(({ name }) => name).join(", ");
  const note = keys.length > MOST_BARS ? ` The first ${MOST_BARS} of ${keys.length} are drawn; the table has all.` : "";
  return element("table", { class: "bars" }, element("caption", {}, `${what} by ${at.replaceAll("_", " ")}.${note}`),
    element("thead", { class: "unseen" }, element("tr", {}, element("th", { scope: "col" }, at), element("th", { scope: "col" }, "Bar"), element("th", { scope: "col" }, "Number"))),
    element("tbody", {}, ...rows));
}

const HEIGHT = 260, LEFT = 52, RIGHT = 14, TOP = 12, BOTTOM = 34;

// Lines are drawn anew for the width that there is, so that their words keep their size.
function lines(chart) {
  const { at, series } = chart;
  const days = [...chart.keys].filter((key) => !Number.isNaN(time(key))).sort((one, other) => time(one) - time(other));
  const most = Math.max(...series.flatMap(({ values }) => [...values.values()]), 0) || 1;
  const least = Math.min(...series.flatMap(({ values }) => [...values.values()]), 0);
  const top = nice(most);
  const what = `${series.map(({ name }) => name).join(", ")} by ${at.replaceAll("_", " ")}, ${days[0]} to ${days.at(-1)}; highest ${FIGURE.format(most)}.`;
  const place = element("div", { class: "lines" });
  const draw = () => {
    const width = Math.max(260, place.clientWidth || 640);
    const [first, last] = [time(days[0]), time(days.at(-1))];
    const x = (day) => LEFT + ((time(day) - first) / (last - first || 1)) * (width - LEFT - RIGHT);
    const y = (n) => TOP + (1 - (n - least) / (top - least || 1)) * (HEIGHT - TOP - BOTTOM);
    const marks = [0, .25, .5, .75, 1].map((part) => least + part * (top - least)).flatMap((n) => [
      drawn("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(n), y2: y(n) }),
      drawn("text", { class: "tick", x: LEFT - 6, y: y(n) + 4, "text-anchor": "end" }, FIGURE.format(n))]);
    const ticks = roomy(days, x, width).map(({ day, at, anchor }) => drawn("text", { class: "tick", x: at, y: HEIGHT - 12, "text-anchor": anchor }, day.slice(0, 10)));
    const drawings = series.map(({ name, values }, i) => {
      const points = days.filter((day) => values.has(day)).map((day) => [x(day), y(values.get(day)), day, values.get(day)]);
      return drawn("g", { class: `hue-${i + 1}` },
        drawn("polyline", { class: "series", points: points.map(([left, up]) => `${left.toFixed(1)},${up.toFixed(1)}`).join(" ") }),
        ...points.map(([left, up, day, n]) => drawn("circle", { class: "point", cx: left, cy: up, r: points.length > 60 ? 2 : 4 }, drawn("title", {}, `${day}: ${FIGURE.format(n)} ${name}`))));
    });
    place.replaceChildren(drawn("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": what }, ...marks, ...ticks, ...drawings));
  };
  let before = 0;
  new ResizeObserver(() => { if (place.clientWidth !== before) { before = place.clientWidth; draw(); } }).observe(place);
  return element("div", {}, element("p", { class: "note" }, what), place);
}

const TICK = 84;

// The first and the last day, and of those between as many as have room for their words.
function roomy(days, x, width) {
  const last = days.at(-1);
  const found = [{ day: days[0], at: LEFT, anchor: "start", until: LEFT + TICK }];
  const end = { day: last, at: width - RIGHT, anchor: "end", from: width - RIGHT - TICK };
  for (const day of days.slice(1, -1)) {
    if (x(day) - TICK / 2 > found.at(-1).until && x(day) + TICK / 2 < end.from) found.push({ day, at: x(day), anchor: "middle", until: x(day) + TICK / 2 });
  }
  return [...found, end];
}

const time = (day) => Date.parse(/^\d{4}$/.test(day) ? `${day}-01-01` : day);

// The next number that is pleasant to read on an axis.
function nice(n) {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= n) ?? n;
}

export function drawn(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
