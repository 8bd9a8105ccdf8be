"""The text of an entry: HTML fragments → paragraphs, without what feeds put under every entry."""

import re

from lxml import html
from lxml.etree import LxmlError, ParserError

BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
PICTURES = ("audio", "canvas", "embed", "figcaption", "figure", "iframe", "img", "object", "svg", "video")
CONTROLS = ("button", "form", "input", "select", "textarea")
APART = ("aside", "footer", "link", "meta", "nav", "noscript", "script", "style", "template")
LEFT_OUT = frozenset(PICTURES + CONTROLS + APART)
"""What is no sentence of the outlet's report: pictures with their captions, players, forms, navigation."""
FOOTER = re.compile(
    r"The (?:post|article|entry) .{1,300} (?:first )?appeared (?:first )?on .{1,200}"
    r"|(?:Continue reading|Read more|Read the (?:full|whole|rest)|Click here to read)\b.{0,300}"
    r"|(?:Filed under|Tagged(?: with| as)?|Share this|Advertisement)\b:?.{0,200}",
    re.IGNORECASE,
)
"""A paragraph that WordPress and other publishing systems put under an entry; `Continue reading`: it is cut there."""
CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:continue reading|read more|read the (?:full|whole|rest)\b.{0,80}))[\s→»>]*$",
    re.IGNORECASE,
)


def extract_paragraphs(markup: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a fragment of HTML, and those that were left out as no part of the report."""
    markup = markup.replace("\x00", "")
    if not markup.strip():
        return [], []
    try:
        root = html.document_fromstring(f"<div>{markup}</div>")
    except (LxmlError, ParserError, ValueError):
        return [], []
    lines = [" ".join(line.split()) for line in "".join(_walk(root)).split("\n")]
    paragraphs = [line for line in lines if line]
    footers = [line for line in paragraphs if FOOTER.fullmatch(line)]
    return [line for line in paragraphs if not FOOTER.fullmatch(line)], footers


def is_cut(paragraphs: list[str], footers: list[str]) -> bool:
    """Tell whether a text is only the beginning of one, by how it ends."""
    return bool(paragraphs and CUT.search(paragraphs[-1][-200:])) or any(CUT.search(line) for line in footers)


def _walk(root: html.HtmlElement) -> list[str]:
    """Return the words of a tree, with line feeds where blocks begin and end; walks without recursion."""
    found: list[str] = []
    stack: list[html.HtmlElement | str] = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            found.append(element)
            continue
        is_block = element.tag in BLOCKS
        stack.append(" ".join((element.tail or "").split("\n")))
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:  # comments have no name
            found.append("\n" if element.tag in APART + PICTURES else "")
            continue
        found.append("\n" if is_block else "")
        found.append(" ".join((element.text or "").split("\n")))
        stack.append("\n" if is_block else "")
        stack.extend(reversed(element))
    return found
