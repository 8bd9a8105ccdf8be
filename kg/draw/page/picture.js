// The drawing: vis-network with physics off; nodes stand where Python put them.

const MANY = 600; // edges; from here on they are hidden while the picture moves
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const visNodes = new vis.DataSet();
const visEdges = new vis.DataSet();
const styleSeen = new Map(); // what was drawn last, so that only what changes is sent

function tooltip(text) {
  return element("div", {}, text);
}

function nodeStyle(node, near, used) {
  const look = looks[node.kind];
  const dim = near !== null && !near.has(node.id);
  const colour = look[theme()];
  return {
    hidden: !used.has(node.id),
    opacity: dim ? 0.22 : 1,
    color: { background: look.hollow ? colours().paper : colour, border: colour,
      highlight: { background: look.hollow ? colours().paper : colour, border: colours().ink },
      hover: { background: look.hollow ? colours().paper : colour, border: colours().ink } },
  };
}

function claimWidth(claim) {
  const more = Math.min(claim.outlets.length, 6) - 1;
  return claims.length > MANY ? 1 + 0.7 * more : (1.7 + 1.4 * more) * grown;
}

function edgeStyle(claim, near) {
  const chosen = shown.chosen !== null && shown.chosen.claim === claim.id;
  const dim = near !== null && !chosen
    && !(shown.chosen.node !== undefined && (claim.source === shown.chosen.node || claim.target === shown.chosen.node));
  const colour = claim.left.length ? claimColour(claim) : colours().quiet;
  const width = claimWidth(claim), dash = 4 + 2.5 * width, dot = 1 + 0.5 * width, gap = 3 + 1.2 * width;
  const dashes = claim.negative && claim.open ? [dash, gap, dot, gap] : claim.negative ? [dash, gap] : claim.open ? [dot, gap] : false;
  return {
    hidden: claim.left.length === 0,
    width: width + (chosen ? 2 : 0),
    dashes,
    color: { color: colour, highlight: colour, hover: colour, opacity: dim ? 0.12 : 1 },
  };
}

// The nodes that stay bright: the chosen one and its neighbours, or both ends of the chosen claim.
function neighbourhood() {
  if (shown.chosen === null) return null;
  if (shown.chosen.claim !== undefined) {
    const claim = claims[shown.chosen.claim];
    return new Set([claim.source, claim.target]);
  }
  const near = new Set([shown.chosen.node]);
  for (const claim of claims) {
    if (!claim.left.length) continue;
    if (claim.source === shown.chosen.node) near.add(claim.target);
    if (claim.target === shown.chosen.node) near.add(claim.source);
  }
  return near;
}

// The box around nodes, and the zoom at which it fills the picture. Labels keep their size on the screen, so the margin
// around them is one of the screen too.
function frameOf(positions) {
  const picture = document.getElementById("picture"), margin = Math.min(75, picture.clientWidth * 0.12);
  const [xs, ys] = [positions.map(({ x }) => x), positions.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((picture.clientWidth - 2 * margin) / (right - left + 1),
    (picture.clientHeight - 1.6 * margin) / (bottom - top + 1), 1.25);
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.02) };
}
// Marks and lines grow as the whole picture shrinks, so that they are still seen when it opens.
const grown = nodes.length && claims.length <= MANY ? Math.min(Math.max(0.8 / frameOf(nodes).scale, 1), 1.5) : 1;

let nodesUsed = new Set();
let nodesNear = null;

function collectStyles() {
  nodesNear = neighbourhood();
  nodesUsed = new Set();
  for (const claim of claims) if (claim.left.length) nodesUsed.add(claim.source).add(claim.target);
  const changed = (prefix, id, style) => {
    const text = JSON.stringify(style);
    if (styleSeen.get(prefix + id) === text) return false;
    styleSeen.set(prefix + id, text);
    return true;
  };
  const forNodes = nodes.map((node) => ({ id: node.id, ...nodeStyle(node, nodesNear, nodesUsed) }))
    .filter((style) => changed("n", style.id, style));
  const forEdges = claims.filter((claim) => claim.drawn).map((claim) => ({ id: claim.edge, ...edgeStyle(claim, nodesNear) }))
    .filter((style) => changed("e", style.id, style));
  return [forNodes, forEdges];
}

function restyle() {
  const [forNodes, forEdges] = collectStyles();
  if (forNodes.length) visNodes.update(forNodes);
  if (forEdges.length) visEdges.update(forEdges);
  network.redraw();
}

function fillPicture() {
  const [forNodes, forEdges] = collectStyles();
  const nodeStyles = new Map(forNodes.map((style) => [style.id, style]));
  visNodes.add(nodes.map((node) => ({
    x: node.x, y: node.y, shape: node.shape, size: node.size * grown, borderWidth: looks[node.kind].hollow ? 2 : 1,
    title: tooltip(`${node.name} · ${looks[node.kind].name.toLowerCase()}`), ...nodeStyles.get(node.id),
  })));
  const edgeStyles = new Map(forEdges.map((style) => [style.id, style]));
  visEdges.add(claims.filter((claim) => claim.drawn).map((claim) => {
    const bend = bendByClaim.get(claim.edge);
    return {
      from: claim.source, to: claim.target,
      smooth: bend === 0 ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
      title: tooltip(`${claimSentence(claim)} · ${claim.outlets.map((outlet) => outlets[outlet].name).join(", ")}`),
      ...edgeStyles.get(claim.edge),
    };
  }));
}

function claimSentence(claim) {
  const said = claim.negative ? `not ${claim.predicate}` : claim.predicate;
  return [nameOf(claim.source), said, objectOf(claim)].filter(Boolean).join(" – ");
}

refreshClaims();
fillPicture();
const drawnEdges = visEdges.length;
const network = new vis.Network(document.getElementById("picture"), { nodes: visNodes, edges: visEdges }, {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  nodes: { borderWidthSelected: 3, font: { size: 0 }, labelHighlightBold: false, chosen: true },
  edges: {
    arrows: { to: { enabled: true, scaleFactor: 0.55 } },
    arrowStrikethrough: false, smooth: false, selectionWidth: 0, hoverWidth: 0.8, chosen: true,
    selfReference: { size: 18 },
  },
  interaction: {
    hover: drawnEdges <= MANY, tooltipDelay: 150, hideEdgesOnDrag: drawnEdges > MANY, hideEdgesOnZoom: drawnEdges > MANY,
    keyboard: { enabled: true, bindToWindow: false }, selectConnectedEdges: false, multiselect: false,
  },
});

function fitAll(animated) {
  const visible = nodes.filter((node) => nodesUsed.has(node.id)).map((node) => node.id);
  if (!visible.length) return;
  const frame = frameOf(Object.values(network.getPositions(visible)));
  network.moveTo({ ...frame, animation: animated && !still ? { duration: 350 } : false });
}

function focusOn(ids) {
  const seen = ids.filter((id) => nodeById.has(id));
  if (!seen.length) return;
  const animation = still ? false : { duration: 350 };
  if (seen.length === 1) network.focus(seen[0], { scale: Math.max(network.getScale(), 0.9), animation });
  else network.fit({ nodes: seen, maxZoomLevel: Math.max(network.getScale(), 1), animation });
}
