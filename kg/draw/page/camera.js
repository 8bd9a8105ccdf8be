// How the picture is moved: by mouse, by fingers, by keys. While it moves, what was drawn last moves as a bitmap, since
// to draw twenty thousand edges anew takes longer than a frame; when it rests, it is drawn anew.

const MARGIN = 160; // pixels drawn beyond the picture on each side
const REST = 110; // milliseconds after which a moving picture is drawn
const NEAREST = 4, FARTHEST = 0.004; // zoom

function makeCamera(room, stage, { draw, click, hover }) {
  const view = { x: 0, y: 0, scale: 1 }; // middle of the picture in the graph, and pixels for one of its units
  let drawn = { ...view }, resting = null, flight = null;

  // Move the bitmap to where its content belongs now.
  function place() {
    const [dx, dy] = [(drawn.x - view.x) * view.scale, (drawn.y - view.y) * view.scale];
    stage.style.transform = `translate(${dx}px, ${dy}px) scale(${view.scale / drawn.scale})`;
  }
  function drawNow() {
    clearTimeout(resting);
    resting = null;
    draw({ ...view });
  }
  function moved(few) {
    place();
    clearTimeout(resting);
    if (few) drawNow();
    else resting = setTimeout(drawNow, REST);
  }
  const few = () => claims.length <= MANY;

  function set(next) {
    Object.assign(view, next);
    view.scale = Math.min(Math.max(view.scale, FARTHEST), NEAREST);
    moved(few());
  }
  function panBy(dx, dy) { set({ x: view.x - dx / view.scale, y: view.y - dy / view.scale }); }
  function zoomAt(factor, x, y) {
    const scale = Math.min(Math.max(view.scale * factor, FARTHEST), NEAREST);
    set({ x: view.x + x / view.scale - x / scale, y: view.y + y / view.scale - y / scale, scale });
  }
  function flyTo(next, animated) {
    cancelAnimationFrame(flight);
    if (!animated || still) { Object.assign(view, next); place(); drawNow(); return; }
    const from = { ...view }, start = performance.now();
    const step = (now) => {
      const part = Math.min((now - start) / 350, 1), eased = part * (2 - part), scale = from.scale * (next.scale / from.scale) ** eased;
      set({ x: from.x + (next.x - from.x) * eased, y: from.y + (next.y - from.y) * eased, scale });
      if (part < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  }

  // Pointers: one moves the picture, two zoom it.
  const pointers = new Map();
  let travelled = 0;
  const middle = () => {
    const all = [...pointers.values()], n = all.length;
    const x = all.reduce((sum, point) => sum + point.x, 0) / n, y = all.reduce((sum, point) => sum + point.y, 0) / n;
    return { x, y, spread: n < 2 ? 0 : Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) };
  };
  const inRoom = (event) => {
    const box = room.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const fromMiddle = ({ x, y }) => [x - room.clientWidth / 2, y - room.clientHeight / 2];
  room.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    room.setPointerCapture(event.pointerId);
    if (!pointers.size) travelled = 0;
    pointers.set(event.pointerId, inRoom(event));
  });
  room.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) { hover(inRoom(event)); return; }
    const before = middle();
    pointers.set(event.pointerId, inRoom(event));
    const after = middle(), [dx, dy] = [after.x - before.x, after.y - before.y];
    travelled += Math.hypot(dx, dy);
    if (travelled < 4) return;
    hover(null);
    room.classList.add("moving");
    panBy(dx, dy);
    if (before.spread > 0 && after.spread > 0) zoomAt(after.spread / before.spread, ...fromMiddle(after));
  });
  const release = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    room.classList.remove("moving");
    if (travelled < 4 && event.type === "pointerup") click(inRoom(event));
    else if (!pointers.size && resting !== null) drawNow();
  };
  room.addEventListener("pointerup", release);
  room.addEventListener("pointercancel", release);
  room.addEventListener("pointerleave", () => hover(null));
  room.addEventListener("wheel", (event) => {
    event.preventDefault();
    hover(null);
    zoomAt(Math.exp(-Math.max(Math.min(event.deltaY * (event.deltaMode ? 20 : 1), 240), -240) * 0.002), ...fromMiddle(inRoom(event)));
  }, { passive: false });
  room.addEventListener("dblclick", (event) => zoomAt(2, ...fromMiddle(inRoom(event))));
  room.addEventListener("keydown", (event) => {
    const pan = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const zoom = { "+": 1.3, "=": 1.3, "-": 1 / 1.3 }[event.key];
    if ((!pan && !zoom) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (pan) panBy(...pan);
    else zoomAt(zoom, 0, 0);
  });

  return { view, flyTo, zoomAt, drawNow, showDrawn(state) { drawn = state; place(); } };
}
