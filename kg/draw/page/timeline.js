// Assertions over time: outlets are rows, days (or weeks, or months) are columns, circles say how much is said.

const MOST_COLUMNS = 46;
const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const dayTime = (day) => Date.parse(`${day}T00:00:00Z`);
const MONTH_NAME = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const UNITS = {
  day: { of: (day) => day, next: (day) => iso(dayTime(day) + DAY), name: (day) => dateText(day) },
  week: {
    of: (day) => iso(dayTime(day) - ((new Date(dayTime(day)).getUTCDay() + 6) % 7) * DAY),
    next: (day) => iso(dayTime(day) + 7 * DAY), name: (day) => `the week from ${dateText(day)}`,
  },
  month: {
    of: (day) => `${day.slice(0, 7)}-01`, next: (day) => `${iso(dayTime(day) + 32 * DAY).slice(0, 7)}-01`,
    name: (day) => dateText(day).replace(/^\S+ /, ""),
  },
  year: { of: (day) => `${day.slice(0, 4)}-01-01`, next: (day) => `${Number(day.slice(0, 4)) + 1}-01-01`, name: (day) => day.slice(0, 4) },
};

// The columns from the first day to the last, in the smallest unit that leaves them few enough.
function columnsFrom(first, last) {
  for (const unit of Object.values(UNITS)) {
    const columns = [];
    for (let at = unit.of(first); at <= last && columns.length <= MOST_COLUMNS; at = unit.next(at)) columns.push(at);
    if (columns.length <= MOST_COLUMNS || unit === UNITS.year) return [unit, columns];
  }
  return [UNITS.day, []];
}

function circle(n, chosen, most, colour) {
  const size = (count) => Math.max(Math.round(26 * Math.sqrt(count / most)), 5);
  const made = element("span", { class: "circle" }, element("span", { class: "ring" }), chosen ? element("span", { class: "disc" }) : null);
  const [ring, disc] = made.children;
  Object.assign(ring.style, { width: `${size(n)}px`, height: `${size(n)}px`, borderColor: colour });
  if (disc) Object.assign(disc.style, { width: `${size(chosen)}px`, height: `${size(chosen)}px`, background: colour });
  return made;
}

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayTime(text));

function columnLabel(unit, at, before) {
  if (unit === UNITS.year) return [at.slice(0, 4)];
  const month = MONTH_NAME.format(new Date(dayTime(at))), fresh = !before || before.slice(0, 7) !== at.slice(0, 7);
  const year = fresh && (!before || before.slice(0, 4) !== at.slice(0, 4)) ? at.slice(0, 4) : "";
  const top = unit === UNITS.month ? year : fresh ? `${month} ${year}`.trim() : "";
  return [element("span", { class: "month" }, top), unit === UNITS.month ? month : String(Number(at.slice(8, 10)))];
}

function drawTimeline() {
  const pairs = claims.flatMap((claim) => claim.left.map((assertion) => [claim, assertion])).filter(([, { published }]) => isDay(published));
  const days = pairs.map(([, assertion]) => assertion.published).sort();
  byId("picture").hidden = days.length === 0;
  if (!days.length) { byId("picture").replaceChildren(); return; }
  const [unit, columns] = columnsFrom(days[0], days[days.length - 1]);
  const cells = new Map();
  for (const pair of pairs) {
    const key = `${pair[1].outlet} ${unit.of(pair[1].published)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(pair);
  }
  const most = Math.max(...[...cells.values()].map((said) => said.length));
  const row = (outlet) => element("tr", {}, rowHead(swatch("dot", outletColour(outlet)), outlets[outlet].name),
    ...columns.map((at) => {
      const said = cells.get(`${outlet} ${at}`);
      if (!said) return element("td", {});
      const near = said.filter(([claim]) => isNear(claim));
      const all = shown.chosen === null || shown.chosen.said;
      const label = `${outlets[outlet].name}, ${unit.name(at)}: ${plural(said.length, "assertion")}${all ? "" : `, ${near.length} of what is chosen`}`;
      const opened = all ? said : near.length ? near : said;
      opened.sort((a, b) => a[0].id - b[0].id);
      return cell(opened, {
        title: `${outlets[outlet].name}, ${unit.name(at)}`, note: `${plural(opened.length, "assertion")} of ${plural(new Set(opened.map(([claim]) => claim)).size, "claim")}.`,
        label, mark: circle(said.length, near.length, most, outletColour(outlet)),
      });
    }));
  const undated = claims.reduce((sum, claim) => sum + claim.left.filter(({ published }) => !isDay(published)).length, 0);
  const caption = element("caption", {}, `Assertions by outlet and ${Object.keys(UNITS).find((name) => UNITS[name] === unit)} of publication${undated ? `; ${plural(undated, "undated one")} left out` : ""}`);
  byId("picture").replaceChildren(element("table", { class: "grid timeline" }, caption,
    element("thead", {}, element("tr", {}, columnHead("Outlet"), ...columns.map((at, i) => columnHead(...columnLabel(unit, at, columns[i - 1]))))),
    element("tbody", {}, ...outletsOn().filter((outlet) => columns.some((at) => cells.has(`${outlet} ${at}`))).map(row))));
}

const picture = asPicture(drawTimeline, [
  [circle(1, 1, 1, "currentColor"), "assertions; the more, the larger"],
  [circle(1, 0, 1, "currentColor"), "none of them is of what is chosen"],
]);
