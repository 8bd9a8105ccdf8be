// A picture that grows: more neighbours of a node are asked for, and take their places around it.

const TURN = Math.PI * (3 - Math.sqrt(5)); // no two of many turns of this angle point the same way
const APART_NEW = 105;
const askedFor = new Map(); // by node, how often its neighbours were asked for

// Set new nodes around the one that they were asked for, each on the next free place of a spiral.
function placeAround(node, fresh) {
  const taken = nodes.filter((other) => !fresh.includes(other)).map(({ x, y }) => [x, y]);
  let step = 2;
  for (const one of fresh) {
    for (; ; step += 1) {
      const away = APART_NEW * Math.sqrt(step), x = node.x + away * Math.cos(step * TURN), y = node.y + 0.8 * away * Math.sin(step * TURN);
      if (step < 4000 && taken.some(([u, v]) => Math.hypot(u - x, v - y) < 0.8 * APART_NEW)) continue;
      Object.assign(one, { x: Math.round(x), y: Math.round(y) });
      taken.push([x, y]);
      step += 1;
      break;
    }
  }
}

async function askFor(parameters) {
  const address = new URL("/api/graph", location.href);
  address.search = location.search;
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

fetchSentences = async ({ key, negative }) => {
  const { data: block, told } = await askFor({ told: key.slice(1), ...(negative ? { denied: "1" } : {}) });
  const [source, firstArticle] = growArticles(block, () => told);
  return block.assertions.article.map((_, number) => assertionAt(block.assertions, number, source, firstArticle));
};

async function growAt(node, button, note) {
  const times = (askedFor.get(node.id) || 0) + 1;
  button.disabled = true;
  try {
    const more = await askFor({ node: node.key, times });
    askedFor.set(node.id, more.rest ? times : Infinity);
    const fresh = grow(more.data, null);
    placeAround(node, fresh.nodes);
    refreshClaims();
    picture.grow(fresh);
    fillSwitches();
    fillPeriod();
    fillLegend();
    refresh();
    const added = fresh.claims.length ? `${plural(fresh.claims.length, "claim")} more, ${plural(fresh.nodes.length, "name")} more.` : "Nothing more is known of it here.";
    byId("status").textContent = added;
    if (fresh.nodes.length) picture.focusOn([node.id, ...fresh.nodes.map(({ id }) => id)]);
    panel.focus({ preventScroll: true });
  } catch (error) {
    button.disabled = false;
    note.textContent = "The server did not answer. Try again.";
    if (!(error instanceof TypeError) && !/^\d+$/.test(error.message)) throw error;
  }
}

nodeActions.push((node) => {
  const parts = [];
  if (isOwnAddress(`/${node.key}`) && /^(entity|topic)\//.test(node.key)) {
    parts.push(element("a", { href: `/${node.key.split("/")[0]}/${encodeURIComponent(node.key.slice(node.key.indexOf("/") + 1))}` }, "All that is known of it"));
    if (askedFor.get(node.id) !== Infinity) {
      const note = element("span", { class: "note", role: "status" });
      const button = element("button", { type: "button", class: "grow" }, "Draw more of its neighbours");
      button.addEventListener("click", () => growAt(node, button, note));
      parts.push(button, note);
    }
  }
  return parts.length ? element("p", { class: "actions" }, ...parts) : null;
});
