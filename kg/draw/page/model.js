// What is shown: the data as Python wrote it, the reader's switches, and what they leave.

const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, edges, claims, outlets, articles, sentences, looks } = data;

// Links are checked a second time, here, where they would be followed.
const isWebAddress = (url) => /^https?:\/\//i.test(url || "");

const nodeById = new Map(nodes.map((node) => [node.id, node]));
nodes.sort((a, b) => a.id - b.id);
claims.forEach((claim, i) => {
  claim.id = i;
  claim.drawn = claim.edge !== undefined;
  for (const assertion of claim.assertions) {
    assertion.outlet = articles[assertion.article].outlet;
    assertion.published = articles[assertion.article].published || "";
    assertion.own = assertion.voice === "narrator";
  }
});
const bendByClaim = new Map(edges.map((edge) => [edge.id, edge.bend || 0]));

const CERTAINTIES = [
  ["certain", "As certain"], ["probable", "As probable"], ["possible", "As possible"], ["unknown", "Asked, demanded, open"],
];
const VOICES = [["own", "The outlet’s own voice"], ["attributed", "Somebody it quotes"]];

const shown = {
  outlets: outlets.map(() => true),
  certainties: new Set(CERTAINTIES.map(([key]) => key)),
  voices: new Set(VOICES.map(([key]) => key)),
  since: "",
  until: "",
  chosen: null, // {claim: number} or {node: number}
};

function isShown(assertion) {
  return shown.outlets[assertion.outlet]
    && shown.certainties.has(assertion.certainty)
    && shown.voices.has(assertion.own ? "own" : "attributed")
    && (!shown.since || assertion.published.slice(0, 10) >= shown.since)
    && (!shown.until || (assertion.published !== "" && assertion.published.slice(0, 10) <= shown.until));
}

// Count anew, after a switch was turned, what each claim still rests on.
function refreshClaims() {
  for (const claim of claims) {
    claim.left = claim.assertions.filter(isShown);
    claim.outlets = [...new Set(claim.left.map((assertion) => assertion.outlet))].sort((a, b) => a - b);
    claim.open = claim.left.length > 0
      && claim.left.every((assertion) => assertion.certainty === "possible" || assertion.certainty === "unknown");
  }
}

// The claims that are left, those of most outlets first.
function claimsLeft(node) {
  return claims
    .filter((claim) => claim.left.length && (node === undefined || claim.source === node || claim.target === node))
    .sort((a, b) => b.outlets.length - a.outlets.length || b.left.length - a.left.length || a.id - b.id);
}

const nameOf = (id) => (nodeById.has(id) ? nodeById.get(id).name : "");

const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let themeName = darkness.matches ? "dark" : "light"; // asked for at every mark, so it is not looked up each time
const theme = () => themeName;
const colours = () => data.themes[theme()];
function outletColour(outlet) {
  const own = colours().outlets;
  return outlet < own.length ? own[outlet] : colours().quiet;
}
const claimColour = (claim) => (claim.outlets.length === 1 ? outletColour(claim.outlets[0]) : colours().ink);
// What a claim says of its subject: the words of a clause, or the name of the thing.
const objectOf = (claim) => claim.words || (claim.drawn ? nameOf(claim.target) : "");
const nothingText = () => (claims.length ? "No claim is left under these switches." : "No claims match.");
const plural = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

// Make an element; text is always a text node, so no word of an article is ever read as HTML.
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick" || name === "onchange") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
function swatch(className, colour) {
  const made = element("span", { class: className, "aria-hidden": "true" });
  made.style.background = colour;
  return made;
}
