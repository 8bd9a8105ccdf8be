// The panel: a list of claims, or the evidence for one.

const panel = document.getElementById("panel");
const PAGE = 60; // claims listed at a time
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function dateText(published) {
  if (!published) return "undated";
  const day = new Date(published.slice(0, 10) + "T00:00:00Z");
  return Number.isNaN(day.getTime()) ? published : DATE.format(day);
}

function claimWords(claim) {
  const made = element("span", { class: "words" });
  const source = nameOf(claim.source), target = objectOf(claim);
  if (source) made.append(element("b", {}, source), " ");
  if (claim.negative) made.append(element("span", { class: "not" }, "not "));
  made.append(element("i", {}, claim.predicate));
  if (target) made.append(" ", element(claim.words ? "span" : "b", {}, target)); // a clause is read, a name is seen
  return made;
}

function claimButton(claim) {
  const by = element("span", { class: "by" });
  for (const outlet of claim.outlets.slice(0, 4)) {
    by.append(element("span", { class: "outlet-name" }, swatch("dot", outletColour(outlet)), outlets[outlet].name));
  }
  if (claim.outlets.length > 4) by.append(element("span", {}, `and ${claim.outlets.length - 4} more`));
  return element("button", { type: "button", class: "claim", onclick: () => choose({ claim: claim.id }, true) }, claimWords(claim), by);
}

function listOf(found) {
  const list = element("div", {});
  const extend = (from) => {
    found.slice(from, from + PAGE).forEach((claim) => list.append(claimButton(claim)));
    if (found.length <= from + PAGE) return;
    const more = element("button", { type: "button", class: "more" }, `Show more of ${found.length.toLocaleString("en")}`);
    more.addEventListener("click", () => { more.remove(); extend(from + PAGE); });
    list.append(more);
  };
  extend(0);
  return list;
}

function showAllClaims() {
  const found = claimsLeft();
  panel.replaceChildren(
    element("h2", {}, "Claims"),
    element("p", { class: "note" }, found.length
      ? "Those that most outlets carry come first. Choose one, here or in the picture, to read who says so and in which words."
      : nothingText()),
    listOf(found),
  );
}

const nodeActions = []; // functions that return a button for a node, or null

function showNode(id) {
  const node = nodes[id], found = claimsLeft(id);
  const of = found.filter((claim) => claim.drawn && claim.source === id);
  const about = found.filter((claim) => claim.drawn && claim.source !== id);
  const alone = found.filter((claim) => !claim.drawn);
  panel.replaceChildren(backButton(), element("h2", {}, node.name),
    element("p", { class: "note" }, `${looks[node.kind].name}, in ${plural(found.length, "claim")}.`),
    ...nodeActions.map((make) => make(node)).filter(Boolean));
  for (const [title, group] of [["As the subject", of], ["As the object", about], ["Of it alone", alone]]) {
    if (group.length) panel.append(element("h3", {}, title), listOf(group));
  }
}

function backButton() {
  return element("button", { type: "button", class: "back", onclick: () => choose(null, true) }, "All claims");
}

function sentenceQuote({ sentence, start, end }) {
  // Offsets count code points, a JavaScript string counts UTF-16 units.
  const chars = [...sentence];
  const quote = element("blockquote", {});
  if (start < 0) { quote.append(sentence); return quote; }
  quote.append(chars.slice(0, start).join(""), element("mark", {}, chars.slice(start, end).join("")), chars.slice(end).join(""));
  return quote;
}

function speakerText(assertion, told) {
  if (assertion.own || !told.speakers) return assertion.own ? "In the outlet’s own voice" : "A source that is not named";
  const chain = told.speakers.join(", citing ");
  return `${chain}${told.cue ? ` (“${told.cue}”)` : ""}`;
}

function tagsOf(claim, assertion, told) {
  const tags = element("ul", { class: "tags" });
  const add = (text, strong) => tags.append(element("li", strong ? { class: "strong" } : {}, text));
  if (claim.negative) add("denied or negated", true);
  add({ certain: "as certain", probable: "as probable", possible: "as possible", unknown: "asked, demanded or open" }[assertion.certainty]
    || assertion.certainty, assertion.certainty !== "certain");
  add({ direct: "direct speech", indirect: "indirect speech", mixed: "partly quoted", narrator: "own voice" }[assertion.voice] || assertion.voice);
  if (told.verdict) add(`${told.verdict} by a reviewer`, told.verdict !== "accepted");
  if (told.tense) add(told.tense);
  if (told.time) add(`when: ${told.time}`);
  if (told.place) add(`where: ${told.place}`);
  for (const argument of told.arguments || []) add(argument);
  return tags;
}

function originOf(article, told) {
  const title = article.title || "Untitled article";
  if (isOwnAddress(told.address)) return element("p", { class: "origin" }, element("a", { href: told.address }, title));
  const link = isWebAddress(article.url)
    ? element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer nofollow" }, title)
    : title;
  return element("p", { class: "origin" }, link);
}

function assertionCard(claim, assertion) {
  const article = articleOf(assertion), told = toldOf(assertion);
  const date = element("time", article.published ? { datetime: article.published } : {}, dateText(article.published));
  return element("article", { class: "assertion" },
    element("p", { class: "outlet" }, swatch("dot", outletColour(assertion.outlet)), outlets[assertion.outlet].name, date),
    element("p", { class: "who" }, speakerText(assertion, told)),
    sentenceQuote(told), tagsOf(claim, assertion, told), originOf(article, told));
}

// A list of cards, the first of them at once.
function cardsOf(pairs, parent) {
  const extend = (from) => {
    for (const [claim, assertion] of pairs.slice(from, from + PAGE)) parent.append(assertionCard(claim, assertion));
    if (pairs.length <= from + PAGE) return;
    const more = element("button", { type: "button", class: "more" }, `Show more of ${pairs.length.toLocaleString("en")}`);
    more.addEventListener("click", () => { more.remove(); extend(from + PAGE); });
    parent.append(more);
  };
  extend(0);
}

function showClaim(id) {
  const claim = claims[id], hidden = claim.assertions.length - claim.left.length;
  const heading = element("h2", {}, claimWords(claim));
  const note = `${plural(claim.left.length, "assertion")} by ${plural(claim.outlets.length, "outlet")}.`
    + (hidden ? ` ${plural(hidden, "more")} switched off.` : "");
  const page = isOwnAddress(claim.address)
    ? element("p", { class: "note" }, element("a", { href: claim.address }, "All that is known of this claim")) : null;
  panel.replaceChildren(...[backButton(), heading, element("p", { class: "note" }, note), page].filter(Boolean));
  const told = claim.told || (claim.assertions[0].source.readTold || claim.assertions[0].source.told ? claim.assertions : null);
  if (told === null) askForSentences(claim);
  else cardsOf(told.filter(isShown).map((assertion) => [claim, assertion]), panel);
}

// Where sentences are not on the page: a page that is served asks for them (growing.js).
let fetchSentences = null;

async function askForSentences(claim) {
  const note = element("p", { class: "note", role: "status" }, "Reading the sentences …");
  panel.append(note);
  try {
    claim.told = await fetchSentences(claim);
    if (shown.chosen !== null && shown.chosen.claim === claim.id) showPanel();
  } catch (error) {
    note.textContent = "The server did not answer. Choose the claim again to try once more.";
    if (!(error instanceof TypeError) && !/^\d+$/.test(error.message)) throw error;
  }
}

// What somebody said of something, or on some days: a choice of assertions of several claims.
function showSaid({ title, note, said }) {
  panel.replaceChildren(backButton(), element("h2", {}, title), element("p", { class: "note" }, note));
  const heads = said.some(([claim]) => claim !== said[0][0]);
  let last = null;
  for (const [claim, assertion] of said.slice(0, 4 * PAGE)) {
    if (heads && claim !== last) {
      panel.append(element("h3", { class: "of" },
        element("button", { type: "button", class: "more", onclick: () => choose({ claim: claim.id }, true) }, claimWords(claim))));
    }
    last = claim;
    panel.append(assertionCard(claim, assertion));
  }
  if (said.length > 4 * PAGE) panel.append(element("p", { class: "note" }, `${plural(said.length - 4 * PAGE, "more")} are not listed here.`));
}

function showPanel() {
  if (shown.chosen === null) showAllClaims();
  else if (shown.chosen.claim !== undefined) showClaim(shown.chosen.claim);
  else if (shown.chosen.said) showSaid(shown.chosen);
  else showNode(shown.chosen.node);
}
