"""The pages of a site as a crawler without a browser sees them: links, ids, texts, and what is wrong in the HTML."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

VOID = frozenset(["meta", "link", "input", "br", "hr", "img", "rect", "line"])


@dataclass
class Seen(HTMLParser):
    """What stands in one page."""

    links: list[tuple[str, str]] = field(default_factory=list)
    """Tag and address, of links and of what is loaded."""
    ids: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note links, ids and handlers."""
        self.links += [
            (tag, value or "") for name, value in attrs if name in ("href", "src", "action", "poster", "data")
        ]
        self.ids += [value for name, value in attrs if name == "id"]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.wrong.append(f"an attribute twice in <{tag}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        """Note an element that is closed in the wrong place."""
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        """Keep the words that are shown."""
        if not self._open or self._open[-1] not in ("script", "style"):
            self.words.append(data)


def read_page(path: Path) -> Seen:
    """Read one page."""
    seen = Seen()
    seen.feed(path.read_text(encoding="utf-8"))
    seen.close()
    if len(set(seen.ids)) < len(seen.ids):
        seen.wrong.append(f"ids twice: {sorted(one for one in set(seen.ids) if seen.ids.count(one) > 1)[:3]}")
    return seen


@cache
def read_site(site: Path) -> dict[Path, Seen]:
    """Read, once, all pages but the drawing, which is a program of its own."""
    return {path.resolve(): read_page(path) for path in sorted(site.rglob("*.html")) if path.name != "graph.html"}


def broken_links(pages: dict[Path, Seen]) -> list[str]:
    """Return links and loads that lead nowhere, or to a place of a page that is not there."""
    found = []
    for path, seen in pages.items():
        for _, address in seen.links:
            if address.startswith(("http://", "https://")):
                continue
            place, mark = urldefrag(address)
            target = (path.parent / unquote(place)).resolve() if place else path
            ids = pages[target].ids if target in pages else ()
            if not target.is_file() or (mark and mark not in ids and unquote(mark) not in ids):
                found.append(f"{path.name}: {address}")
    return found
