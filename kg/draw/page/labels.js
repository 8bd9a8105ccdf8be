// Labels as on a map: always of one size on the screen, the most spoken of first, none over another.
//
// A view says where things are on the screen: {width, height, scale, place(node), radius(node), alongEdge(claim, part)}.

const NODE_FONT = 13, HUB_FONT = 14.5, EDGE_FONT = 11.5, AREA_FONT = 15;
const AREA_PER_LABEL = 5200, AREA_AFAR = 11000; // square pixels of screen
const FEW = 60; // claims, which keep their words at any zoom
const AFAR = 0.45; // zoom below which lines are too short for words
const TRIES = 1500; // nodes that are tried at most
const NAMED = [17, 170]; // radius on the screen, in pixels, at which a group is named rather than its nodes
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

// Boxes by the squares of the screen that they lie in, so that a new one is compared with its neighbours alone.
class Boxes {
  constructor() { this.cells = new Map(); }

  * squares({ left, right, top, bottom }) {
    for (let x = Math.floor(left / 96); x <= Math.floor(right / 96); x += 1) {
      for (let y = Math.floor(top / 96); y <= Math.floor(bottom / 96); y += 1) yield 4096 * x + y;
    }
  }

  add(box) {
    for (const square of this.squares(box)) {
      if (!this.cells.has(square)) this.cells.set(square, []);
      this.cells.get(square).push(box);
    }
  }

  clashes(box, counts = () => true) {
    for (const square of this.squares(box)) {
      for (const other of this.cells.get(square) || []) {
        if (counts(other) && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return true;
      }
    }
    return false;
  }
}

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

// The discs that groups stand on, under everything else.
function drawAreas(context, view) {
  context.fillStyle = colours().area;
  for (const area of data.areas) {
    const { x, y } = view.place(area), radius = area.radius * view.scale;
    if (x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) continue;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

const shortened = (name) => ([...name].length > 26 ? `${[...name].slice(0, 25).join("").trimEnd()}…` : name);

// The group that each node stands in, by number; nodes that were added later stand in none.
const areaByNode = nodes.map(({ x, y }) => data.areas.findIndex((area) => (x - area.x) ** 2 + (y - area.y) ** 2 <= area.radius ** 2));

// Seen from afar, a group is called by those of its nodes that most is said of, and none of its nodes by itself.
function isNamed(area, view) { return area.radius * view.scale <= NAMED[1]; }

function drawAreaNames(context, view, boxes) {
  for (const area of data.areas) {
    const radius = area.radius * view.scale, { x, y } = view.place(area);
    if (radius < NAMED[0] || !isNamed(area, view) || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const most = radius > 90 ? 3 : radius > 45 ? 2 : 1;
    const lines = area.names.slice(0, most).map(shortened);
    const fonts = lines.map((_, i) => `${i ? 400 : 600} ${i ? NODE_FONT : AREA_FONT}px ${SANS}`);
    const width = Math.max(...lines.map((line, i) => measured(context, fonts[i], line))) + 6;
    const box = boxAround(x, y, width, lines.length * AREA_FONT * 1.2);
    if (!within(box, view) || boxes.clashes(box)) continue;
    placedLabels.push({ ...box, area });
    boxes.add(box);
    lines.forEach((line, i) => drawText(context, [line], { ...box, top: box.top + i * AREA_FONT * 1.2 }, fonts[i], AREA_FONT, colours().ink));
  }
}

function nodesInView(view, near) {
  const bright = near === null ? [] : nodes.filter((node) => near.has(node.id));
  const inNamed = data.areas.map((area) => near === null && isNamed(area, view));
  const rest = near !== null && nodes.length > 80 ? [] : nodes.filter((node) => near === null || !near.has(node.id));
  const found = [];
  for (const node of [...bright, ...rest]) {
    if (!nodesUsed.has(node.id) || inNamed[areaByNode[node.id]]) continue;
    const { x, y } = view.place(node);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    found.push({ node, x, y });
    if (found.length === TRIES) break;
  }
  return found;
}

function drawNodeLabels(context, view, room, boxes) {
  const near = neighbourhood(), found = nodesInView(view, near), marked = found.length <= 250;
  if (marked) {
    for (const { node, x, y } of found) boxes.add({ ...boxAround(x, y, 2 * view.radius(node), 2 * view.radius(node)), mark: node.id });
  }
  let left = room;
  for (const { node, x, y } of found) {
    if (left <= 0) return;
    const hub = node.id < Math.max(3, nodes.length / 12);
    const size = hub ? HUB_FONT : NODE_FONT, font = `${hub ? 600 : 400} ${size}px ${SANS}`;
    const lines = (node.caption || node.name).split("\n");
    const width = Math.max(...lines.map((line) => measured(context, font, line))) + 4;
    const places = candidates({ x, y }, view.radius(node), width, lines.length * size * 1.2).filter((place) => within(place, view));
    // A hub is named even where that covers a mark, never where it covers another name.
    const box = places.find((place) => !boxes.clashes(place))
      || (hub && marked ? places.find((place) => !boxes.clashes(place, (other) => other.mark === undefined)) : undefined);
    if (!box) continue;
    const label = { ...box, node: node.id };
    placedLabels.push(label);
    boxes.add(label);
    context.globalAlpha = near === null || near.has(node.id) ? 1 : 0.3;
    drawText(context, lines, box, font, size, looks[node.kind].hollow ? colours().ink : looks[node.kind][theme()]);
    context.globalAlpha = 1;
    left -= 1;
  }
}

// A claim's predicate on its line, where the line is long enough on the screen to carry it.
function drawEdgeLabels(context, view, room, boxes) {
  let left = room;
  const font = `italic 400 ${EDGE_FONT}px ${SERIF}`;
  for (const claim of claims) {
    if (left <= 0) return;
    if (!claim.drawn || !claim.left.length || claim.source === claim.target || !isNear(claim)) continue;
    const from = view.place(nodes[claim.source]), to = view.place(nodes[claim.target]);
    if (Math.max(from.x, to.x) < 0 || Math.max(from.y, to.y) < 0 || Math.min(from.x, to.x) > view.width || Math.min(from.y, to.y) > view.height) continue;
    const text = claim.negative ? `not ${claim.predicate}` : claim.predicate;
    const width = measured(context, font, text) + 6;
    if (Math.hypot(from.x - to.x, from.y - to.y) < Math.min(width + 24, 110)) continue;
    const box = [0.5, 0.36, 0.64].map((part) => {
      const point = view.alongEdge(claim, part) || { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      return boxAround(point.x, point.y, width, EDGE_FONT * 1.3);
    }).find((place) => within(place, view) && !boxes.clashes(place));
    if (!box) continue;
    const label = { ...box, claim: claim.id };
    placedLabels.push(label);
    boxes.add(label);
    drawText(context, [text], box, font, EDGE_FONT, claimColour(claim));
    left -= 1;
  }
}

// Write the labels into a context whose unit is a pixel of the screen.
function drawLabels(context, view) {
  const boxes = new Boxes();
  placedLabels = [];
  const room = Math.ceil((view.width * view.height) / (view.scale < AFAR ? AREA_AFAR : AREA_PER_LABEL));
  if (neighbourhood() === null) drawAreaNames(context, view, boxes);
  drawNodeLabels(context, view, room, boxes);
  if (view.scale >= AFAR || claims.length <= FEW || (shown.chosen !== null && !shown.chosen.said)) drawEdgeLabels(context, view, room, boxes);
}

function labelAt(x, y) {
  return placedLabels.find((box) => !box.area && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
}

// The box around nodes, and the zoom at which it fills the picture. Labels keep their size on the screen, so the margin
// around them is one of the screen too.
function frameOf(positions) {
  const room = byId("picture"), margin = Math.min(75, room.clientWidth * 0.12);
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of positions) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const scale = Math.min((room.clientWidth - 2 * margin) / (box.right - box.left + 1),
    (room.clientHeight - 1.6 * margin) / (box.bottom - box.top + 1), 1.25);
  return { position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: Math.max(scale, 0.005) };
}

const MANY = 600; // edges; from here on they are hidden, or moved as a bitmap, while the picture moves
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function claimWidth(claim, grown) {
  const more = Math.min(claim.outlets.length, 6) - 1;
  return claims.length > MANY ? 1 + 0.7 * more : (1.7 + 1.4 * more) * grown;
}
