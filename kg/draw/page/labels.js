// Labels as on a map: always of one size on the screen, the most spoken of first, none over another.

const NODE_FONT = 13, HUB_FONT = 14.5, EDGE_FONT = 11.5;
const AREA_PER_LABEL = 5200, AREA_AFAR = 11000; // square pixels of screen
const FEW = 60; // claims, which keep their words at any zoom
const AFAR = 0.45; // zoom below which lines are too short for words
const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";
const SERIF = "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'DejaVu Serif', serif";
const widthByText = new Map();
let placedLabels = []; // boxes in screen pixels, with the node or claim that they name

function measured(context, font, text) {
  const key = font + text;
  if (!widthByText.has(key)) {
    context.font = font;
    widthByText.set(key, context.measureText(text).width);
  }
  return widthByText.get(key);
}

const clashes = (box, others) => others.some((other) =>
  box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
const boxAround = (x, y, width, height) =>
  ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const within = (box, view) => box.left > 2 && box.right < view.width - 2 && box.top > 2 && box.bottom < view.height - 2;

// Places for a node's label: below, above, right and left of its mark, then aslant.
function candidates(point, radius, width, height) {
  const away = radius + 3 + height / 2, aside = radius + 5 + width / 2;
  const near = 0.7 * away, beside = radius * 0.7 + 3 + width / 2;
  const places = [[0, away], [0, -away], [aside, 0], [-aside, 0], [beside, near], [-beside, near], [beside, -near], [-beside, -near]];
  return places.map(([dx, dy]) => boxAround(point.x + dx, point.y + dy, width, height));
}

function drawText(context, lines, box, font, size, colour) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colours().paper;
  context.fillStyle = colour;
  lines.forEach((line, i) => {
    const x = (box.left + box.right) / 2, y = box.top + (i + 0.5) * size * 1.2;
    context.strokeText(line, x, y);
    context.fillText(line, x, y);
  });
}

function drawNodeLabels(context, points, view, room) {
  const bright = (node) => nodesNear === null || nodesNear.has(node.id);
  const first = nodes.filter((node) => nodesNear !== null && nodesNear.has(node.id));
  let left = room;
  for (const node of [...first, ...nodes.filter((node) => !first.includes(node))]) {
    const point = points.get(node.id);
    if (!point || left <= 0) continue;
    if (point.x < 0 || point.y < 0 || point.x > view.width || point.y > view.height) continue;
    if (nodesNear !== null && !bright(node) && nodes.length > 80) continue;
    const hub = node.id < Math.max(3, nodes.length / 12);
    const size = hub ? HUB_FONT : NODE_FONT;
    const font = `${hub ? 600 : 400} ${size}px ${SANS}`;
    const lines = node.label.split("\n");
    const width = Math.max(...lines.map((line) => measured(context, font, line))) + 4;
    const places = candidates(point, node.size * grown * view.scale, width, lines.length * size * 1.2)
      .filter((place) => within(place, view));
    // A hub is named even where that covers a mark, never where it covers another name.
    const box = places.find((place) => !clashes(place, placedLabels))
      || (hub ? places.find((place) => !clashes(place, placedLabels.filter((other) => other.mark === undefined))) : undefined);
    if (!box) continue;
    placedLabels.push({ ...box, node: node.id });
    context.globalAlpha = bright(node) ? 1 : 0.3;
    drawText(context, lines, box, font, size, looks[node.kind].hollow ? colours().ink : looks[node.kind][theme()]);
    context.globalAlpha = 1;
    left -= 1;
  }
}

// A claim's predicate on its line, where the line is long enough on the screen to carry it.
function drawEdgeLabels(context, points, view, room) {
  let left = room;
  const font = `italic 400 ${EDGE_FONT}px ${SERIF}`;
  for (const claim of claims) {
    if (left <= 0) return;
    if (!claim.drawn || !claim.left.length || claim.source === claim.target) continue;
    const from = points.get(claim.source), to = points.get(claim.target);
    const near = shown.chosen === null || shown.chosen.claim === claim.id
      || (shown.chosen.node !== undefined && (claim.source === shown.chosen.node || claim.target === shown.chosen.node));
    if (!from || !to || !near) continue;
    const text = claim.negative ? `not ${claim.predicate}` : claim.predicate;
    const width = measured(context, font, text) + 6;
    if (Math.hypot(from.x - to.x, from.y - to.y) < Math.min(width + 24, 110)) continue;
    const box = [0.5, 0.36, 0.64].map((part) => {
      const point = pointOnEdge(claim, part, view) || { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      return boxAround(point.x, point.y, width, EDGE_FONT * 1.3);
    }).find((place) => within(place, view) && !clashes(place, placedLabels));
    if (!box) continue;
    placedLabels.push({ ...box, claim: claim.id });
    drawText(context, [text], box, font, EDGE_FONT, claimColour(claim));
    left -= 1;
  }
}

// vis-network knows its own curves, though it does not say so in public; without it the straight line serves.
function pointOnEdge(claim, part, view) {
  const edge = network.body && network.body.edges[claim.edge];
  if (!edge || !edge.edgeType || !edge.edgeType.getPoint || bendByClaim.get(claim.edge) === 0) return null;
  return view.onScreen(edge.edgeType.getPoint(part));
}

function drawLabels(context) {
  const picture = document.getElementById("picture");
  const scale = network.getScale(), centre = network.getViewPosition();
  const width = picture.clientWidth, height = picture.clientHeight;
  const onScreen = (point) => ({ x: (point.x - centre.x) * scale + width / 2, y: (point.y - centre.y) * scale + height / 2 });
  const view = { width, height, scale, onScreen };
  const positions = network.getPositions();
  const points = new Map(nodes.filter((node) => nodesUsed.has(node.id)).map((node) => [node.id, onScreen(positions[node.id])]));
  placedLabels = nodes.length > 250 ? [] : [...points].map(([id, point]) => {
    const size = 2 * nodeById.get(id).size * grown * scale;
    return { ...boxAround(point.x, point.y, size, size), mark: id };
  });
  const room = Math.ceil((width * height) / (scale < AFAR ? AREA_AFAR : AREA_PER_LABEL));
  context.save();
  // From the coordinates of the graph to those of the screen, whatever the pixel ratio.
  context.translate(centre.x, centre.y);
  context.scale(1 / scale, 1 / scale);
  context.translate(-width / 2, -height / 2);
  drawNodeLabels(context, points, view, room);
  if (scale >= AFAR || claims.length <= FEW || shown.chosen !== null) drawEdgeLabels(context, points, view, room);
  context.restore();
}

function labelAt(x, y) {
  return placedLabels.find((box) => box.mark === undefined && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
}
