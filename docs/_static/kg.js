// A browser lets no page read another from the disk: there the search lists titles, without words around what was found.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
// The list of commands is longer than the window: the page's own entry comes into view.
document.addEventListener("DOMContentLoaded", () => {
  const own = document.querySelector(".sidebar-tree .current-page");
  const box = document.querySelector(".sidebar-scroll");
  if (own && box && own.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom) {
    box.scrollTop += own.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  }
});
