// What every page has: the search box of the header suggests names, topics and outlets while one types
// (a combobox with a list, as the ARIA Authoring Practices describe it). Without this script it searches the claims.

// Make an element; text is always a text node, so no word of an article is ever read as HTML.
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Call a function once its calls have paused for so many milliseconds.
export function paused(call, wait) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => call(...given), wait); };
}

function suggestTo(form) {
  const input = form.querySelector("input[type=search]");
  const list = element("div", { class: "suggestions", id: `${input.id}-list`, role: "listbox", "aria-label": "Suggestions", hidden: true });
  const told = element("p", { class: "unseen", role: "status" });
  form.append(list, told);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  let chosen = -1, asked = null;

  const options = () => [...list.children];
  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (number) => {
    const all = options();
    chosen = all.length ? (number + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) return;
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const optionOf = (hit, i) => {
    const option = element("div", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", "data-path": hit.path },
      element("span", {}, hit.label), element("span", { class: "kind" }, hit.kind === "entity" ? "name" : hit.kind),
      hit.detail ? element("span", { class: "detail" }, hit.detail) : null);
    option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(hit.path); });
    return option;
  };
  const show = (hits) => {
    list.replaceChildren(...hits.map(optionOf));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    told.textContent = hits.length ? `${hits.length} suggestions` : "No suggestions; press Enter to search the claims";
  };
  const ask = paused(async () => {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (!text) { close(); told.textContent = ""; return; }
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).hits);
    } catch (problem) {
      if (problem.name !== "AbortError") close(); // without suggestions the search still works
    }
  }, 120);

  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) { ask(); return; }
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : (chosen < 0 ? 0 : chosen) - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.path);
    }
  });
}

document.documentElement.classList.add("scripted");
document.querySelectorAll("form[data-suggest]").forEach(suggestTo);
