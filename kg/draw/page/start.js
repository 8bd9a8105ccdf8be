// Wires the parts together.

function choose(chosen, moveFocus) {
  shown.chosen = chosen;
  picture.restyle();
  showPanel();
  panel.scrollTop = 0;
  if (!moveFocus) return;
  if (chosen !== null && chosen.claim !== undefined) {
    picture.focusOn([claims[chosen.claim].source, claims[chosen.claim].target].filter((id) => id !== undefined));
  }
  panel.focus({ preventScroll: window.innerWidth > 860 });
}

// After a switch was turned: count, redraw and list anew.
function refresh() {
  refreshClaims();
  if (shown.chosen !== null && shown.chosen.claim !== undefined && !claims[shown.chosen.claim].left.length) shown.chosen = null;
  if (shown.chosen !== null && shown.chosen.said) shown.chosen = null;
  picture.restyle();
  showPanel();
  if (!byId("found").hidden) fillFound();
  showStatus();
}

function showStatus() {
  const left = claims.filter((claim) => claim.left.length);
  byId("status").textContent = left.length === claims.length
    ? `${plural(left.length, "claim")} shown`
    : `${left.length.toLocaleString("en")} of ${plural(claims.length, "claim")} shown`;
  byId("nothing").hidden = left.some((claim) => claim.drawn || picture.legend);
  byId("nothing").textContent = left.length ? "What is left names one thing each: see the list." : nothingText();
}

// A click on the picture: what lies there, or what the label there names.
function pick(found) {
  choose(found === null || found === undefined ? null
    : found.node !== undefined ? { node: found.node } : { claim: found.claim }, false);
}

if (picture.zoomBy) {
  byId("zoom-in").addEventListener("click", () => picture.zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => picture.zoomBy(1 / 1.4));
  byId("zoom-all").addEventListener("click", () => picture.fitAll(true));
}
byId("all-outlets").addEventListener("click", () => setOutlets(true));
byId("no-outlets").addEventListener("click", () => setOutlets(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shown.chosen !== null) choose(null, false); });
darkness.addEventListener("change", () => {
  themeName = darkness.matches ? "dark" : "light";
  fillSwitches();
  fillLegend();
  refresh();
});

document.body.classList.toggle("bare", claims.length === 0);
fillSwitches();
fillPeriod();
fillLegend();
connectSearch();
showPanel();
showStatus();
picture.start();
document.documentElement.dataset.ready = Math.round(performance.now());
