// What is shown: the data as Python wrote it, the reader's switches, and what they leave.

const byId = (id) => document.getElementById(id);
const readBlock = (id) => JSON.parse(byId(id).textContent);
const data = readBlock("data");
const { looks } = data;
const nodes = [], claims = [], outlets = [], articles = [];

// A column holds each of its texts once, and where they stand.
const at = (column, i) => (column.at[i] < 0 ? undefined : column.values[column.at[i]]);

// Add a block of data, and return the nodes and claims in it that are new; of those that are known already nothing is
// added. Its sentences are read when the first of them is asked for.
function grow(block, readTold) {
  const [source, firstArticle] = growArticles(block, readTold);
  const [nodeIds, newNodes] = growNodes(block.nodes);
  return { nodes: newNodes, claims: growClaims(block, source, nodeIds, firstArticle) };
}

function growArticles(block, readTold) {
  const source = { told: null, readTold }, firstArticle = articles.length;
  const outletIds = block.outlets.map((name, i) => {
    const known = outlets.findIndex((outlet) => outlet.name === name);
    if (known >= 0) return known;
    shown.outlets.push(true);
    return outlets.push({ name, said: 0, hue: block.hues[i] }) - 1;
  });
  block.articles.outlet.forEach((outlet, i) => articles.push({
    outlet: outletIds[outlet], published: at(block.articles.published, i) || "", story: block.articles.story[i], source, number: i,
  }));
  return [source, firstArticle];
}

function assertionAt(assertions, number, source, firstArticle) {
  const article = firstArticle + assertions.article[number], voice = at(assertions.voice, number);
  return {
    source, number, article, outlet: articles[article].outlet, published: articles[article].published.slice(0, 10),
    voice, own: voice === "narrator", certainty: at(assertions.certainty, number),
  };
}

const nodeByKey = new Map();

function growNodes(columns) {
  const fresh = [];
  const ids = columns.name.map((name, i) => {
    const key = columns.key ? columns.key[i] : undefined;
    if (key !== undefined && nodeByKey.has(key)) return nodeByKey.get(key);
    const node = {
      id: nodes.length, key, name, kind: columns.kind[i], size: columns.size[i], x: columns.x[i], y: columns.y[i],
      caption: columns.caption[i],
    };
    nodes.push(node);
    fresh.push(node);
    if (key !== undefined) nodeByKey.set(key, node.id);
    return node.id;
  });
  return [ids, fresh];
}

const claimKeys = new Set();

function growClaims({ claims: columns, assertions }, source, nodeIds, firstArticle) {
  const fresh = [], negative = new Set(columns.negative);
  let first = 0;
  for (let i = 0; i < columns.source.length; i += 1) {
    const end = first + columns.count[i];
    const key = columns.key ? columns.key[i] : undefined;
    if (key === undefined || !claimKeys.has(key)) {
      claimKeys.add(key);
      const claim = {
        id: claims.length, key, drawn: i < columns.drawn, source: nodeIds[columns.source[i]], target: nodeIds[columns.target[i]],
        predicate: at(columns.predicate, i), negative: negative.has(i), words: columns.words[i], bend: columns.bend[i] || 0,
        address: columns.address ? columns.address[i] : undefined, assertions: [], left: [], outlets: [], open: false,
      };
      for (let number = first; number < end; number += 1) {
        const assertion = assertionAt(assertions, number, source, firstArticle);
        outlets[assertion.outlet].said += 1;
        claim.assertions.push(assertion);
      }
      claims.push(claim);
      fresh.push(claim);
    }
    first = end;
  }
  return fresh;
}

function toldIn(source) {
  if (source.told === null) source.told = source.readTold();
  return source.told;
}

// The sentence and all else that is known of an assertion, by name; what is not known is left out.
function toldOf({ source, number }) {
  const told = toldIn(source), found = { start: told.start[number], end: told.end[number] };
  for (const [name, column] of Object.entries(told.assertions)) found[name] = at(column, number);
  return found;
}

function articleOf({ article }) {
  const { source, number, published } = articles[article], told = toldIn(source).articles;
  return { published, title: at(told.title, number), url: at(told.url, number) };
}

// Links are checked a second time, here, where they would be followed.
const isWebAddress = (url) => /^https?:\/\//i.test(url || "");
const isOwnAddress = (url) => /^\/[a-z]/.test(url || "");

const CERTAINTIES = [
  ["certain", "As certain"], ["probable", "As probable"], ["possible", "As possible"], ["unknown", "Asked, demanded, open"],
];
const VOICES = [["own", "The outlet’s own voice"], ["attributed", "Somebody it quotes"]];

const shown = {
  outlets: [],
  certainties: new Set(CERTAINTIES.map(([key]) => key)),
  voices: new Set(VOICES.map(([key]) => key)),
  since: "",
  until: "",
  chosen: null, // {claim: number}, {node: number}, or {title, note, said: [[claim, assertion], …]}
};

function isShown(assertion) {
  return shown.outlets[assertion.outlet]
    && shown.certainties.has(assertion.certainty)
    && shown.voices.has(assertion.own ? "own" : "attributed")
    && (!shown.since || assertion.published >= shown.since)
    && (!shown.until || (assertion.published !== "" && assertion.published <= shown.until));
}

let nodesUsed = new Set(); // ends of the drawn claims that are left

// Count anew, after a switch was turned, what each claim still rests on.
function refreshClaims() {
  nodesUsed = new Set();
  for (const claim of claims) {
    claim.left = claim.assertions.filter(isShown);
    claim.outlets = [...new Set(claim.left.map((assertion) => assertion.outlet))].sort((a, b) => a - b);
    claim.open = claim.left.length > 0
      && claim.left.every((assertion) => assertion.certainty === "possible" || assertion.certainty === "unknown");
    if (!claim.left.length) continue;
    if (claim.source !== undefined) nodesUsed.add(claim.source);
    if (claim.target !== undefined) nodesUsed.add(claim.target);
  }
}

// The claims that are left, those of most outlets first.
function claimsLeft(node) {
  return claims
    .filter((claim) => claim.left.length && (node === undefined || claim.source === node || claim.target === node))
    .sort((a, b) => b.outlets.length - a.outlets.length || b.left.length - a.left.length || a.id - b.id);
}

// The nodes that stay bright: the chosen one and its neighbours, or both ends of the chosen claim; null where all do.
function neighbourhood() {
  if (shown.chosen === null || shown.chosen.said) return null;
  if (shown.chosen.claim !== undefined) return new Set([claims[shown.chosen.claim].source, claims[shown.chosen.claim].target]);
  const near = new Set([shown.chosen.node]);
  for (const claim of claims) {
    if (!claim.left.length) continue;
    if (claim.source === shown.chosen.node) near.add(claim.target);
    if (claim.target === shown.chosen.node) near.add(claim.source);
  }
  return near;
}

// Whether a claim stays bright: nothing is chosen, or it, or one of its ends.
function isNear(claim) {
  const { chosen } = shown;
  if (chosen === null || chosen.said) return true;
  return chosen.claim === claim.id || (chosen.node !== undefined && (claim.source === chosen.node || claim.target === chosen.node));
}

const nameOf = (id) => (id === undefined ? "" : nodes[id].name);

const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let themeName = darkness.matches ? "dark" : "light"; // asked for at every mark, so it is not looked up each time
const theme = () => themeName;
const colours = () => data.themes[theme()];
function outletColour(outlet) {
  return colours().outlets[outlet < outlets.length ? outlets[outlet].hue : outlet] || colours().quiet;
}
const claimColour = (claim) => (claim.outlets.length === 1 ? outletColour(claim.outlets[0]) : colours().ink);
// What a claim says of its subject: the words of a clause, or the name of the thing.
const objectOf = (claim) => claim.words || (claim.drawn ? nameOf(claim.target) : "");
const nothingText = () => (claims.length ? "No claim is left under these switches." : "No claims match.");
const plural = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

function claimSentence(claim) {
  const said = claim.negative ? `not ${claim.predicate}` : claim.predicate;
  return [nameOf(claim.source), said, objectOf(claim)].filter(Boolean).join(" – ");
}

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

grow(data, byId("told") ? () => readBlock("told") : null);
refreshClaims();
