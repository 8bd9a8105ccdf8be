// The article: what a marked place claims is shown beside it as soon as it is pointed at or focused.
const text = document.getElementById("text");
const shown = document.getElementById("shown");
const panel = shown.closest(".panel");
const cards = [...document.querySelectorAll("#cards > .card")];
const MOST = 4; // claims of one place that are shown together, the innermost first
const PATIENCE = 90; // milliseconds that the pointer has to rest
let now = "";
let waiting = 0;

const numbers = (piece) => (piece.dataset.n ?? "").trim().split(" ").filter(Boolean);
const pieceOf = (target) => (target instanceof Element ? target.closest("#text .k") : null);
const piecesByNumber = new Map();
for (const piece of text.querySelectorAll(".k")) {
  for (const number of numbers(piece)) {
    if (!piecesByNumber.has(number)) piecesByNumber.set(number, []);
    piecesByNumber.get(number).push(piece);
  }
}

function bodyOf(number) {
  const body = cards[Number(number)].querySelector(".card-body").cloneNode(true);
  for (const one of body.querySelectorAll("[id]")) one.removeAttribute("id");
  return body;
}

function light(found, name) {
  for (const piece of text.querySelectorAll(`.${name}`)) piece.classList.remove(name);
  for (const number of found) for (const piece of piecesByNumber.get(String(number)) ?? []) piece.classList.add(name);
}

function show(piece) {
  const found = numbers(piece);
  const first = piece.dataset.own;
  const ordered = first === undefined ? found : [first, ...found.filter((number) => number !== first)];
  if (!ordered.length || ordered.join() === now) return;
  now = ordered.join();
  light(ordered.slice(0, 1), "lit");
  const rest = ordered.length - MOST;
  shown.replaceChildren(...ordered.slice(0, MOST).map(bodyOf));
  if (rest > 0) shown.append(Object.assign(document.createElement("p"), { className: "note", textContent: `and ${rest} more here` }));
  panel.classList.add("shows");
}

function hide() {
  now = "";
  light([], "lit");
  panel.classList.remove("shows");
  shown.replaceChildren();
}

text.addEventListener("pointerover", (event) => {
  const piece = pieceOf(event.target);
  clearTimeout(waiting);
  if (piece && event.pointerType !== "touch") waiting = setTimeout(show, PATIENCE, piece);
});
text.addEventListener("focusin", (event) => {
  const piece = pieceOf(event.target);
  if (piece) show(piece);
});
// A finger cannot point without pressing: the first touch shows, the second one on the same place goes on.
let pressed = "";
text.addEventListener("pointerdown", () => {
  pressed = now;
});
text.addEventListener("click", (event) => {
  const piece = pieceOf(event.target);
  if (!piece) hide();
  if (!piece || event.pointerType !== "touch") return;
  show(piece);
  if (pressed !== now) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

// #a-KEY: every piece of the assertion is marked, not its beginning alone.
function seek() {
  const place = location.hash.startsWith("#a-") ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  light([], "sought");
  if (!place) return;
  const card = document.getElementById(`c-${place.id.slice(2)}`);
  light([card.dataset.n], "sought");
  const [piece] = (piecesByNumber.get(card.dataset.n) ?? []).filter((one) => one.dataset.own === card.dataset.n);
  if (piece) {
    piece.focus({ preventScroll: true });
    show(piece);
  } else {
    now = card.dataset.n;
    shown.replaceChildren(bodyOf(card.dataset.n));
    panel.classList.add("shows");
  }
  place.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", seek);
// Until the page has loaded, the browser itself scrolls to the place and takes the focus away.
if (document.readyState === "complete") seek();
else addEventListener("load", () => setTimeout(seek));
