"""Markdown and HTML marks, taken out of lines with their words kept (CommonMark 0.31)."""

import html
import re
from dataclasses import replace

from kg.readers.draft import Draft, Line
from kg.records import Removal

HEADING = re.compile(r"^ {0,3}(#{1,6}[ \t]+)")
HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
RULE = re.compile(r"^\s*(?:(?:[-_*=~][ \t]*){3,}|[`~]{3,}\w*)$")
DEFINITION = re.compile(r"^ {0,3}\[[^\]]{1,80}\]:\s*(?:https?:|/|#|<)\S*.*$")
MARKS = tuple(
    # name of the kept group is "words"; everything else of the match is taken out
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("image", r"\[!\[[^\]]{0,500}\]\([^)\s]{1,2000}(?:\s+\"[^\"]*\")?\)\]\([^)\s]{0,2000}\)(?P<words>)"),
        ("image", r"!\[[^\]]{0,500}\](?:\([^)\s]{0,2000}(?:\s+\"[^\"]*\")?\)|\[[^\]]{0,80}\])(?P<words>)"),
        (
            "markup",
            r"(?<![\]\\])\[(?P<words>[^\[\]]{1,500})\]"
            r"\((?:https?:|/|#|mailto:|\.\.?/|www\.)[^)\s]{0,2000}(?:\s+\"[^\"]*\")?\)",
        ),
        ("markup", r"<(?P<words>https?://[^\s<>]{1,2000})>"),
        ("markup", r"<!--[^<]{0,1000}?-->(?P<words>)"),
        (
            "markup",
            r"</?(?:p|br|hr|b|i|u|em|strong|span|div|a|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|sup|sub|small|font)"
            r"(?:\s[^<>]{0,1000})?/?>(?P<words>)",
        ),
        ("markup", r"(?<![\w*\\])\*\*\*(?=[^\s*])(?P<words>[^*]{1,2000}?)(?<=[^\s*])\*\*\*(?![\w*])"),
        ("markup", r"(?<![*\\])\*\*(?=[^\s*])(?P<words>(?:[^*]|\*(?!\*)){1,2000}?)(?<=\S)\*\*(?!\*)"),
        ("markup", r"(?<![\w\\])__(?=[^\s_])(?P<words>[^_]{1,2000}?)(?<=[^\s_])__(?!\w)"),
        ("markup", r"(?<![\w*\\])\*(?=[^\s*])(?P<words>[^*]{1,2000}?)(?<=[^\s*])\*(?![\w*])"),
        ("markup", r"(?<![\w\\@/])_(?=[^\s_])(?P<words>[^_]{1,2000}?)(?<=[^\s_])_(?!\w)"),
        ("markup", r"`(?P<words>[^`]{1,500})`"),
        ("markup", r"^\s{0,3}(?:>\s?)+(?P<words>)"),
        ("markup", r"^\s{0,3}[*+-][ \t]+(?P<words>)(?=\S)"),
        ("markup", r"\\(?P<words>[\\`*_{}\[\]()#+.!|>~-])"),
    )
)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d{0,2});")
LONGEST_LINE = 10_000
"""Characters; a longer line is no Markdown that a person wrote, and searching it for pairs of marks takes long."""
SIGNS = frozenset("#*_`[]<&\\>+-=~!")


def strip_markup(draft: Draft) -> Draft:
    """Take the marks of Markdown and HTML out of every line; a line that is nothing but marks goes with them."""
    lines: list[Line] = []
    removed: list[Removal] = []
    for line in draft.lines:
        if SIGNS.isdisjoint(line.text) or len(line.text) > LONGEST_LINE:
            lines.append(line)
            continue
        stripped, taken = _strip_line(line)
        lines.append(stripped)
        removed += taken
    return replace(draft, lines=tuple(lines), removed=draft.removed + tuple(removed))


def _strip_line(line: Line) -> tuple[Line, list[Removal]]:
    """Take the marks out of one line."""
    if RULE.match(line.text) or DEFINITION.match(line.text):
        return replace(line, text=""), [Removal(kind="markup", text=line.text.strip(), line=line.number)]
    taken: list[tuple[str, str]] = []
    text = line.text
    heading = HEADING.match(text)
    if heading:
        closing = HEADING_END.search(text, heading.end())
        taken += [("markup", mark.group().strip()) for mark in (heading, closing) if mark]
        text = text[heading.end() : closing.start() if closing else None]
    for kind, pattern in MARKS:
        text = _take_out(text, kind, pattern, taken)
    text = ENTITY.sub(lambda found: _unescape(found.group(), taken), text)
    stripped = Line(line.number, text, heading=line.heading or heading is not None)
    return stripped, [Removal(kind=kind, text=piece, line=line.number) for kind, piece in taken if piece]


def _take_out(text: str, kind: str, pattern: re.Pattern[str], taken: list[tuple[str, str]]) -> str:
    """Take every match of a pattern out, its `words` kept; append what was taken."""

    def keep_words(found: re.Match[str]) -> str:
        start, end = found.span("words")
        before, after = found.string[found.start() : start], found.string[end : found.end()]
        taken.extend((kind, piece.strip()) for piece in (before, after) if piece.strip())
        return found["words"] or (" " if before[:1] == "<" else "")

    return pattern.sub(keep_words, text)


def _unescape(entity: str, taken: list[tuple[str, str]]) -> str:
    """Return the character that an HTML entity stands for."""
    char = html.unescape(entity)
    if char == entity or (not char.isprintable() and not char.isspace()):
        return entity
    taken.append(("markup", entity))
    return char
