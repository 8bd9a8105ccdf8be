// Wires the parts together.

function choose(chosen, moveFocus) {
  shown.chosen = chosen;
  if (chosen === null) network.unselectAll();
  restyle();
  showPanel();
  panel.scrollTop = 0;
  if (!moveFocus) return;
  if (chosen !== null && chosen.claim !== undefined) focusOn([claims[chosen.claim].source, claims[chosen.claim].target]);
  panel.focus({ preventScroll: window.innerWidth > 860 });
}

// After a switch was turned: count, redraw and list anew.
function refresh() {
  refreshClaims();
  if (shown.chosen !== null && shown.chosen.claim !== undefined && !claims[shown.chosen.claim].left.length) shown.chosen = null;
  restyle();
  showPanel();
  fillFound();
  showStatus();
}

function showStatus() {
  const left = claims.filter((claim) => claim.left.length);
  byId("status").textContent = left.length === claims.length
    ? `${plural(left.length, "claim")} shown`
    : `${left.length.toLocaleString("en")} of ${plural(claims.length, "claim")} shown`;
  byId("nothing").hidden = left.some((claim) => claim.drawn);
  byId("nothing").textContent = left.length ? "What is left names one thing each: see the list." : nothingText();
}

network.on("afterDrawing", drawLabels);
network.once("afterDrawing", () => { document.documentElement.dataset.drawn = Math.round(performance.now()); });
network.on("click", (event) => {
  const label = event.nodes.length ? null : labelAt(event.pointer.DOM.x, event.pointer.DOM.y);
  if (event.nodes.length) choose({ node: event.nodes[0] }, false);
  else if (label) choose(label.node === undefined ? { claim: label.claim } : { node: label.node }, false);
  else if (event.edges.length) choose({ claim: event.edges[0] }, false);
  else choose(null, false);
});
byId("zoom-in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.4 }));
byId("zoom-out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.4 }));
byId("zoom-all").addEventListener("click", () => fitAll(true));
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
fitAll(false);
document.documentElement.dataset.ready = Math.round(performance.now());
