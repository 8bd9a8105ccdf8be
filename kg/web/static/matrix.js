// The matrix: arrow keys move from cell to cell, and a cell's sentences open beside it without leaving the page.
const table = document.getElementById("matrix");
const frame = document.getElementById("with-cell");
const panel = document.getElementById("cell-panel");
const content = document.getElementById("cell-content");
const status = document.getElementById("cell-status");
const select = document.getElementById("sort");
let opener = null;

select?.addEventListener("change", () => select.form.requestSubmit());

function grid() {
  return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
}

// One cell takes the tab; the arrow keys move on from it (ARIA Authoring Practices, grid).
function rove() {
  const cells = [...table.querySelectorAll("a.cell")];
  const first = cells.find((cell) => cell.getAttribute("aria-current")) ?? cells[0];
  for (const cell of cells) cell.tabIndex = cell === first ? 0 : -1;
}

function move(event) {
  const rows = grid();
  const y = rows.findIndex((row) => row.includes(event.target));
  if (y < 0 || event.altKey || event.metaKey) return;
  const x = rows[y].indexOf(event.target);
  const along = (places) => places.map(([row, column]) => rows[row]?.[column]).find(Boolean);
  const from = (start, end, step) => Array.from({ length: Math.max(0, (end - start) * step + 1) }, (_, i) => start + i * step);
  const width = rows[y].length - 1;
  const height = rows.length - 1;
  const next = {
    ArrowRight: () => along(from(x + 1, width, 1).map((column) => [y, column])),
    ArrowLeft: () => along(from(x - 1, 0, -1).map((column) => [y, column])),
    ArrowDown: () => along(from(y + 1, height, 1).map((row) => [row, x])),
    ArrowUp: () => along(from(y - 1, 0, -1).map((row) => [row, x])),
    Home: () => along(from(event.ctrlKey ? 0 : y, y, 1).flatMap((row) => from(0, width, 1).map((column) => [row, column]))),
    End: () => along(from(event.ctrlKey ? height : y, y, -1).flatMap((row) => from(width, 0, -1).map((column) => [row, column]))),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  const found = next();
  if (!found) return;
  if (found.matches(".cell")) {
    for (const cell of table.querySelectorAll("a.cell[tabindex='0']")) cell.tabIndex = -1;
    found.tabIndex = 0;
  }
  found.focus();
}

function mark(cell) {
  for (const one of table.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  cell?.setAttribute("aria-current", "true");
}

async function open(cell) {
  const address = new URL(cell.href);
  opener = cell;
  mark(cell);
  status.textContent = "Looking for the sentences …";
  const answer = await fetch(`/matrix/cell${address.search}`, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  // The server escapes what it renders; a document made by a parser runs no script in any case.
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  content.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
  panel.hidden = false;
  frame.classList.add("open");
  panel.scrollTop = 0;
  history.replaceState(null, "", address);
  status.textContent = "";
  document.getElementById("cell-name").focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function close() {
  panel.hidden = true;
  frame.classList.remove("open");
  content.replaceChildren();
  mark(null);
  const address = new URL(location.href);
  address.searchParams.delete("cell");
  history.replaceState(null, "", address);
  (opener ?? table.querySelector("a.cell[tabindex='0']"))?.focus();
}

if (table) {
  rove();
  table.addEventListener("keydown", move);
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("a.cell");
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(cell);
  });
  document.getElementById("close-cell").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  opener = table.querySelector("a.cell[aria-current]");
}
