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

function showNode(id) {
  const node = nodeById.get(id), found = claimsLeft(id);
  const of = found.filter((claim) => claim.drawn && claim.source === id);
  const about = found.filter((claim) => claim.drawn && claim.source !== id);
  const alone = found.filter((claim) => !claim.drawn);
  panel.replaceChildren(backButton(), element("h2", {}, node.name),
    element("p", { class: "note" }, `${looks[node.kind].name}, in ${plural(found.length, "claim")}.`));
  for (const [title, group] of [["As the subject", of], ["As the object", about], ["Of it alone", alone]]) {
    if (group.length) panel.append(element("h3", {}, title), listOf(group));
  }
}

function backButton() {
  return element("button", { type: "button", class: "back", onclick: () => choose(null, true) }, "All claims");
}

function sentenceQuote(assertion) {
  // Offsets count code points, a JavaScript string counts UTF-16 units.
  const chars = [...sentences[assertion.sentence]];
  const quote = element("blockquote", {});
  if (!assertion.mark) { quote.append(chars.join("")); return quote; }
  const [start, end] = assertion.mark;
  quote.append(chars.slice(0, start).join(""), element("mark", {}, chars.slice(start, end).join("")), chars.slice(end).join(""));
  return quote;
}

function speakerText(assertion) {
  if (assertion.own || !assertion.speakers) return assertion.own ? "In the outlet’s own voice" : "A source that is not named";
  const chain = assertion.speakers.join(", citing ");
  return `${chain}${assertion.cue ? ` (“${assertion.cue}”)` : ""}`;
}

function tagsOf(claim, assertion) {
  const tags = element("ul", { class: "tags" });
  const add = (text, strong) => tags.append(element("li", strong ? { class: "strong" } : {}, text));
  if (claim.negative) add("denied or negated", true);
  add({ certain: "as certain", probable: "as probable", possible: "as possible", unknown: "asked, demanded or open" }[assertion.certainty]
    || assertion.certainty, assertion.certainty !== "certain");
  add({ direct: "direct speech", indirect: "indirect speech", mixed: "partly quoted", narrator: "own voice" }[assertion.voice] || assertion.voice);
  if (assertion.verdict) add(`${assertion.verdict} by a reviewer`, assertion.verdict !== "accepted");
  if (assertion.tense) add(assertion.tense);
  if (assertion.time) add(`when: ${assertion.time}`);
  if (assertion.place) add(`where: ${assertion.place}`);
  for (const argument of assertion.arguments || []) add(argument);
  return tags;
}

function originOf(article) {
  const title = article.title || "Untitled article";
  const link = isWebAddress(article.url)
    ? element("a", { href: article.url, target: "_blank", rel: "noopener noreferrer nofollow" }, title)
    : title;
  return element("p", { class: "origin" }, link);
}

function assertionCard(claim, assertion) {
  const article = articles[assertion.article];
  const date = element("time", article.published ? { datetime: article.published } : {}, dateText(article.published));
  return element("article", { class: "assertion" },
    element("p", { class: "outlet" }, swatch("dot", outletColour(assertion.outlet)), outlets[assertion.outlet].name, date),
    element("p", { class: "who" }, speakerText(assertion)),
    sentenceQuote(assertion), tagsOf(claim, assertion), originOf(article));
}

function showClaim(id) {
  const claim = claims[id], hidden = claim.assertions.length - claim.left.length;
  const heading = element("h2", {}, claimWords(claim));
  const note = `${plural(claim.left.length, "assertion")} by ${plural(claim.outlets.length, "outlet")}.`
    + (hidden ? ` ${plural(hidden, "more")} switched off.` : "");
  panel.replaceChildren(backButton(), heading, element("p", { class: "note" }, note),
    ...claim.left.map((assertion) => assertionCard(claim, assertion)));
}

function showPanel() {
  if (shown.chosen === null) showAllClaims();
  else if (shown.chosen.claim !== undefined) showClaim(shown.chosen.claim);
  else showNode(shown.chosen.node);
}
