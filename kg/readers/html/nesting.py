"""How deep a page's elements are nested; one that is too deep is written anew, with the deep blocks as paragraphs.

libxml2 throws away what lies deeper than 256 elements, and trafilatura silently returns nothing from some hundred
nested blocks. Old pages that never close `<font>` are as deep as generated ones.
"""

from collections import Counter

from kg.readers.html.tags import TAG

DEEPEST = 120
"""News pages are 15 to 40 deep."""
VOID = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input"}
    | {"keygen", "link", "meta", "param", "source", "track", "wbr"}
)
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var"}
)
IMPLIED_END = {
    # start tags that end an open element of these names (HTML standard, 13.1.2.4)
    "li": ("li", "p"),
    **dict.fromkeys(("dd", "dt"), ("dd", "dt", "p")),
    **dict.fromkeys(("td", "th"), ("td", "th", "p")),
    "tr": ("tr", "td", "th", "p"),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ("tr", "td", "th", "tbody", "thead", "tfoot", "p")),
    **dict.fromkeys(("option", "optgroup"), ("option",)),
}
OFTEN_UNCLOSED = frozenset({"p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option"})
SCOPES = frozenset({"table", "td", "th", "ul", "ol", "dl", "select", "body", "html"})
"""Elements that no implied end goes beyond."""
MOST_IMPLIED = 50
"""Elements that one start tag looks back at."""


def may_be_deep(page: str) -> bool:
    """Tell whether more elements may be open at one place than may be nested; quick, and never wrongly False.

    What is not nested but never closed is counted as well, elements aside whose end is implied.
    """
    n_open: Counter[str] = Counter()
    depth = 0
    for tag in TAG.finditer(page):
        name = (tag["name"] or "").lower()
        if not name or name in VOID or name in OFTEN_UNCLOSED:
            continue
        if not tag["close"]:
            n_open[name] += 1
            depth += 1
            if depth > DEEPEST // 2:
                return True
        elif n_open[name]:
            n_open[name] -= 1
            depth -= 1
    return False


def flatten(page: str) -> str:
    """Write a page anew with balanced tags; blocks deeper than `DEEPEST` become paragraphs, deep inline tags go."""
    writer = _Writer()
    at = 0
    for tag in TAG.finditer(page):
        writer.add_text(page[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name and tag["close"]:
            writer.close(name)
        elif name:
            writer.open(name, tag[0])
    writer.add_text(page[at:])
    writer.close_all()
    return "".join(writer.written)


class _Writer:
    """Keeps the open elements while a page is written anew."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open: list[str] = []
        self._n_open: Counter[str] = Counter()
        self._at_paragraph = False

    def add_text(self, text: str) -> None:
        if text:
            self.written.append(text)
            self._at_paragraph = self._at_paragraph and text.isspace()

    def open(self, name: str, tag: str) -> None:
        if name in VOID:
            self.written.append(tag)
            return
        for each in IMPLIED_END.get(name) or (() if name in INLINE else ("p",)):
            if self._n_open[each] and self._is_in_scope(each):
                while self._pop() != each:
                    pass
        self._open.append(name)
        self._n_open[name] += 1
        self._write(name, tag)

    def close(self, name: str) -> None:
        """Close the innermost element of a name, and all that is open in it; an end tag that closes nothing goes."""
        if self._n_open[name]:
            while self._pop() != name:
                pass

    def close_all(self) -> None:
        while self._open:
            self._pop()

    def _is_in_scope(self, name: str) -> bool:
        """Tell whether an element is open within the innermost one that no implied end goes beyond."""
        for each in self._open[: -MOST_IMPLIED - 1 : -1]:
            if each == name:
                return True
            if each in SCOPES:
                return False
        return False

    def _pop(self) -> str:
        name = self._open[-1]
        self._write(name, f"</{name}>")
        self._open.pop()
        self._n_open[name] -= 1
        return name

    def _write(self, name: str, tag: str) -> None:
        """Write a tag, or what stands in its place where the element is too deep: a new paragraph, if none begins."""
        if len(self._open) <= DEEPEST:
            self.written.append(tag)
            self._at_paragraph = False
        elif name not in INLINE and not self._at_paragraph:
            self.written.append("<p>")
            self._at_paragraph = True
