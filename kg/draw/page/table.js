// What the pictures that are tables share: cells that open what is said in them.

function cell(said, { title, note, label, mark }) {
  const button = element("button", { type: "button", class: "cell", "aria-label": label, onclick: () => choose({ title, note, said }, true) }, mark);
  return element("td", {}, button);
}

// The outlets that are switched on, by number.
const outletsOn = () => outlets.map((_, i) => i).filter((i) => shown.outlets[i]);

const columnHead = (...content) => element("th", { scope: "col" }, ...content);

function rowHead(...content) {
  return element("th", { scope: "row" }, ...content);
}

// A table takes no part in what a picture of a graph does beside it.
const asPicture = (draw, legend) => ({
  legend,
  restyle: draw,
  focusOn() {},
  start() {
    draw();
    requestAnimationFrame(() => { document.documentElement.dataset.drawn = Math.round(performance.now()); });
  },
});
