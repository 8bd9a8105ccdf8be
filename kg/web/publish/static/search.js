// The search of a site without a server: every word typed must begin a word of an entry of assets/index.js.
(() => {
  const MOST = 60;
  const index = window.kgIndex ?? [];
  const input = document.getElementById("q");
  const hits = document.getElementById("hits");
  const told = document.getElementById("told");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const folded = index.map(([, label, , , more]) => ` ${wordsOf(`${label} ${more}`).join(" ")}`);
  const kinds = { outlet: 5, name: 6, topic: 3, story: 4, article: 2, claim: 1 };

  function find(query) {
    const words = wordsOf(query);
    if (!words.length) return [];
    const start = ` ${words.join(" ")}`;
    const found = [];
    folded.forEach((text, number) => {
      if (words.every((word) => text.includes(` ${word}`))) {
        const score = (text === start ? 20 : text.startsWith(start) ? 10 : 0) + kinds[index[number][0]];
        found.push([score, number]);
      }
    });
    return found.sort((one, other) => other[0] - one[0] || one[1] - other[1]).map(([, number]) => index[number]);
  }

  // Text is always a text node, so no word of an article is ever read as HTML; places are ours.
  function lineOf([kind, label, detail, place, more]) {
    const item = document.createElement("li");
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = place;
    link.textContent = label;
    line.append(link);
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = [kind, detail, more && `also ${more}`].filter(Boolean).join(" · ");
    item.append(line, note);
    return item;
  }

  function show() {
    const query = input.value.trim();
    const found = find(query);
    hits.replaceChildren(...found.slice(0, MOST).map(lineOf));
    if (!query) told.textContent = "";
    else if (!found.length) told.textContent = "Nothing has these words. Try fewer of them, or the beginning of one.";
    else told.textContent = found.length > MOST ? `${found.length} found, the first ${MOST} are shown.` : `${found.length} found.`;
  }

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", show);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    show();
  });
  show();
  input.focus();
})();
