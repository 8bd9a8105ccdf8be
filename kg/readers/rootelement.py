"""The first element of XML and HTML, found without parsing: behind byte order mark, comments, instructions, doctype."""

import re
from typing import NamedTuple

NAME = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>]|$)")
DOCTYPE = re.compile(r"<!doctype\s+([\w:.-]+)", re.IGNORECASE)
SPACE = re.compile(r"\s*")


class Root(NamedTuple):
    """What a document begins with."""

    name: str
    """The element's local name, in lower case; `html` also where only the doctype says so."""
    is_xml: bool
    """Whether an XML declaration stands above it."""


def find_root(text: str) -> Root | None:
    """Return the first element of a text; None where it does not begin with one."""
    at, is_xml = 0, False
    text = text.lstrip("\ufeff")
    while True:
        space = SPACE.match(text, at)
        at = space.end() if space else at
        if text.startswith("<!--", at):
            at = _behind(text, "-->", at + 4)
        elif text.startswith("<?", at):
            is_xml = is_xml or text.startswith("<?xml", at)
            at = _behind(text, ">", at)
        elif text[at : at + 9].lower() == "<!doctype":
            named = DOCTYPE.match(text, at)
            if named and named[1].lower() == "html":
                return Root("html", is_xml)
            at = _behind_doctype(text, at)
        else:
            found = NAME.match(text, at)
            return Root(found[1].lower(), is_xml) if found else None
        if at < 0:
            return Root("", is_xml) if is_xml else None


def _behind(text: str, end: str, start: int) -> int:
    """Return the position behind the next `end`; -1 where there is none."""
    at = text.find(end, start)
    return at + len(end) if at >= 0 else -1


def _behind_doctype(text: str, start: int) -> int:
    """Return the position behind a doctype, which may hold declarations in brackets."""
    bracket, close = text.find("[", start), text.find(">", start)
    if 0 <= bracket < close:
        inner = text.find("]", bracket)
        return _behind(text, ">", inner) if inner >= 0 else -1
    return close + 1 if close >= 0 else -1
