// Claims by outlets: who says so in its own voice, by somebody it quotes, who denies it, who leaves it out.

const ROWS = 80; // claims in sight at a time
let rowsWanted = ROWS;

const OWN = "M8 2.5a5.5 5.5 0 1 0 .01 0Z", CROSS = "M3 3 13 13M13 3 3 13";
const marks = {
  own: () => markSvg({ d: OWN, fill: colours().ink }),
  attributed: () => markSvg({ d: OWN, fill: "none", stroke: colours().ink, "stroke-width": 2 }),
  denied: () => markSvg({ d: CROSS, fill: "none", stroke: colours().ink, "stroke-width": 2.6 }),
};
function markSvg(shape) {
  return drawing("svg", { width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true" }, drawing("path", shape));
}
const SAYS = { own: "in its own voice", attributed: "by somebody it quotes", denied: "denied" };

const denialOf = new Map(Object.entries(data.claims.denial).map(([claim, denial]) => [Number(claim), denial]));
const denials = new Set(denialOf.values());

// A claim with its denial, and what each outlet makes of it.
function rowOf(claim) {
  const denial = denialOf.has(claim.id) ? claims[denialOf.get(claim.id)] : null;
  const said = [claim, denial].filter(Boolean).flatMap((one) => one.left.map((assertion) => [one, assertion]));
  const byOutlet = new Map();
  for (const [one, assertion] of said) {
    if (!byOutlet.has(assertion.outlet)) byOutlet.set(assertion.outlet, { own: [], attributed: [], denied: [] });
    byOutlet.get(assertion.outlet)[one.negative ? "denied" : assertion.own ? "own" : "attributed"].push([one, assertion]);
  }
  const stories = new Set(said.map(([, assertion]) => articles[assertion.article].story).filter((story) => story >= 0));
  const missing = new Map();
  for (const story of stories) {
    for (const [outlet, n] of Object.entries(data.stories[story])) {
      if (shown.outlets[outlet] && !byOutlet.has(Number(outlet))) missing.set(Number(outlet), (missing.get(Number(outlet)) || 0) + n);
    }
  }
  const having = (kind) => [...byOutlet.values()].filter((one) => one[kind].length).length;
  const told = [...byOutlet.values()], denying = having("denied"), affirming = told.filter((one) => one.own.length || one.attributed.length).length;
  return {
    claim, byOutlet, missing, n: said.length,
    disagreement: 100 * Math.min(denying, affirming) + 10 * Math.min(having("own"), told.length - having("own")) + Math.min(missing.size, told.length),
    day: said.map(([, assertion]) => assertion.published).sort()[0] || "9999",
  };
}

const ORDERS = {
  disagreement: (a, b) => b.disagreement - a.disagreement,
  outlets: () => 0,
  missing: (a, b) => b.missing.size - a.missing.size,
  day: (a, b) => a.day.localeCompare(b.day),
};

function outletCell(row, outlet) {
  const told = row.byOutlet.get(outlet), name = outlets[outlet].name;
  if (told) {
    const kinds = Object.keys(SAYS).filter((kind) => told[kind].length);
    const parts = kinds.map((kind) => `${SAYS[kind]}${told[kind].length > 1 ? ` ${told[kind].length} times` : ""}`);
    const mark = element("span", { class: "marks" }, ...kinds.map((kind) => element("span", {}, marks[kind](),
      told[kind].length > 1 ? String(told[kind].length) : "")));
    return cell(kinds.flatMap((kind) => told[kind]), {
      title: claimSentence(row.claim), note: `${name}: ${parts.join("; ")}.`, label: `${name}: ${parts.join("; ")}`, mark,
    });
  }
  const n = row.missing.get(outlet);
  if (!n) return element("td", {}, element("span", { class: "away" }, "nothing on the story"));
  return element("td", { class: "out" }, element("span", { title: `${name} leaves it out, with ${plural(n, "article")} on the story` },
    element("span", { class: "away" }, "leaves it out, articles on the story: "), `0 / ${n}`));
}

function drawMatrix() {
  const columns = outletsOn();
  const rows = claims.filter((claim) => !denials.has(claim.id) && isNear(claim)
      && (claim.left.length || (denialOf.has(claim.id) && claims[denialOf.get(claim.id)].left.length)))
    .map(rowOf)
    .sort((a, b) => ORDERS[byId("order").value](a, b) || b.byOutlet.size - a.byOutlet.size || b.n - a.n || a.claim.id - b.claim.id);
  const head = element("thead", {}, element("tr", {}, columnHead("Claim"),
    ...columns.map((outlet) => columnHead(swatch("dot", outletColour(outlet)), outlets[outlet].name))));
  const body = element("tbody", {}, ...rows.slice(0, rowsWanted).map((row) => element("tr", {},
    rowHead(element("button", { type: "button", class: "claim", onclick: () => choose({ claim: row.claim.id }, true) }, claimWords(row.claim))),
    ...columns.map((outlet) => outletCell(row, outlet)))));
  const caption = element("caption", {}, "What each outlet makes of each claim");
  byId("picture").replaceChildren(element("table", { class: "grid matrix" }, caption, head, body));
  if (rows.length > rowsWanted) {
    byId("picture").append(element("button", { type: "button", class: "more", onclick: () => { rowsWanted += 4 * ROWS; drawMatrix(); } },
      `Show more of ${rows.length.toLocaleString("en")} claims`));
  }
  byId("picture").hidden = rows.length === 0;
}

const picture = asPicture(drawMatrix, [
  [marks.own(), "asserts it in its own voice"],
  [marks.attributed(), "has somebody say it"],
  [marks.denied(), "denies it, or has it denied"],
  [element("span", { class: "out" }, "0 / 3"), "leaves it out; articles on the story"],
  [element("span", {}), "nothing there: it has no article on the story"],
]);
byId("order").addEventListener("change", drawMatrix);
