"""Texts out of cells: plain ones as they stand, pieces of HTML without their tags, with their paragraphs.

A piece of HTML is what an editor stored, so all of it is the article but what pages show beside it (scripts, captions,
forms). A parser that calls back for every tag takes any depth of nesting.
"""

import re
from dataclasses import dataclass

from lxml import etree

from kg.readers.decoding import CONTROL, INVISIBLE, decode
from kg.records import Removal

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr html "
        "li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
KIND_BY_LEFT_OUT = {
    "script": "script",
    "style": "script",
    "noscript": "script",
    "template": "script",
    "iframe": "script",
    "svg": "image",
    "figcaption": "image",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "head": "markup",
    "title": "markup",
}
"""What pages show beside a text, and the kind of its removal."""
INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b br cite code em font i img ins del mark q s small span strong sub sup time u video audio picture",
    )
)
TAG = re.compile(rf"</?(?:{'|'.join(sorted({*BLOCKS, *INLINE, *KIND_BY_LEFT_OUT}))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
BLOCK = re.compile(rf"<(?:br|{'|'.join(sorted(BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
LONGEST_MARKUP = 1_000_000
"""Characters; the longest text that is read has a fifth of them."""
LONGEST_LINE = 2_000
"""Characters of a title or a name; what is longer is none, and cut."""
RETURN = re.compile(r"\r\n?")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """What a cell says."""

    text: str
    removed: tuple[Removal, ...] = ()
    """What of it is left out."""
    defects: tuple[tuple[str, str], ...] = ()
    """Kind and message of what was wrong with it."""


def is_page(cell: str) -> bool:
    """Tell whether a cell holds a whole web page, which has more in it than the article."""
    return PAGE.match(cell) is not None


def read_cell(cell: str, *, line: int) -> CellText:
    """Read a text out of a cell; `line` is where its row stands. What is longer than any article is left as it is."""
    if len(cell) > LONGEST_MARKUP:
        return CellText(text=cell)
    text = RETURN.sub("\n", cell)
    removed: tuple[Removal, ...] = ()
    defects: tuple[tuple[str, str], ...] = ()
    if not text.isascii() or CONTROL.search(text):
        decoded = decode(text.encode("utf-8", errors="replace"))
        if decoded.is_text:
            text, removed, defects = "\n".join(decoded.lines), decoded.removed, decoded.defects
        else:
            text = INVISIBLE.sub("", CONTROL.sub("", text))
            defects = (("control-characters", "null bytes or control characters were left out"),)
    if TAG.search(text) or ENTITY.search(text):
        text, left_out = strip_tags(text)
        removed += tuple(Removal(kind=kind, text=piece, line=line) for kind, piece in left_out)
    return CellText(text=text, removed=tuple(_at(removal, line) for removal in removed), defects=defects)


def read_line(cell: str) -> str:
    """Read a title, a name or the like: one line without tags."""
    cell = cell[:LONGEST_LINE]
    if TAG.search(cell) or ENTITY.search(cell):
        cell = strip_tags(cell)[0]
    if not cell.isascii() or CONTROL.search(cell):
        cell = " ".join(decode(cell.encode("utf-8", errors="replace")).lines)
    return " ".join(cell.split())


def strip_tags(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a piece of HTML, and what it leaves out as kind and text.

    Where nothing in it is a block, its own line ends are kept; else blocks are paragraphs and white space is one space.
    """
    target = _Collector(keeps_lines=BLOCK.search(markup) is None)
    parser = etree.HTMLParser(target=target, huge_tree=True)
    try:
        parser.feed(f"<html><body>{markup}")  # the parser wants a root before text
        parser.close()
    except etree.XMLSyntaxError:  # what was told before it is kept
        pass
    return target.finish(), target.left_out


class _Collector:
    """Takes what the parser tells: paragraphs, and what is left out."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self.left_out: list[tuple[str, str]] = []
        self._keeps_lines = keeps_lines
        self._paragraphs: list[str] = []
        self._held: list[str] = []
        self._inside: list[str] = []
        self._unread: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - lxml's interface
        if self._inside or tag in KIND_BY_LEFT_OUT:
            self._inside.append(tag)
        elif tag == "br":
            self._held.append("\n" if self._keeps_lines else "\x00")
        elif tag in BLOCKS:
            self._end_paragraph()

    def end(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()
            if not self._inside:
                piece = " ".join("".join(self._unread).split())
                self._unread.clear()
                if piece:
                    self.left_out.append((KIND_BY_LEFT_OUT.get(tag, "markup"), piece))
        elif tag in BLOCKS:
            self._end_paragraph()

    def data(self, text: str) -> None:
        (self._unread if self._inside else self._held).append(text)

    def comment(self, text: str) -> None:
        """Pass over a comment."""

    def close(self) -> None:
        """Do nothing; `finish` returns what was told."""

    def finish(self) -> str:
        self._end_paragraph()
        return ("\n" if self._keeps_lines else "\n\n").join(self._paragraphs)

    def _end_paragraph(self) -> None:
        held = "".join(self._held)
        self._held.clear()
        if self._keeps_lines:
            self._paragraphs += [held] if held else []
            return
        lines = [SPACES.sub(" ", line).strip() for line in held.split("\x00")]  # two line breaks are a paragraph
        joined = "\n".join(lines).strip("\n")
        self._paragraphs += [piece for piece in re.split(r"\n{2,}", joined) if piece]


def _at(removal: Removal, line: int) -> Removal:
    return Removal(kind=removal.kind, text=removal.text, line=line)
