"""The block of `key: value` lines that Markdown files begin with, between two lines of three hyphens (Jekyll, Hugo)."""

import re
from collections.abc import Sequence

from kg.readers.draft import Line

FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):(?:\s+(.*))?$")
MOST_LINES = 60
NAMES = {
    "id": ("id", "slug"),
    "outlet": ("outlet", "publisher", "site", "newspaper"),
    "published": ("published", "date", "pubdate", "publish_date"),
    "title": ("title", "headline"),
    "author": ("author", "byline"),
    "url": ("url", "link", "canonical"),
}
"""The names of our fields, and those that are met in the wild."""


def parse_front_matter(lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    """Parse the front matter; return our fields' values, and the number of lines that it takes up (0 = none)."""
    if not lines or lines[0].text.strip() != "---":
        return {}, 0
    values: dict[str, str] = {}
    for at, line in enumerate(lines[1:MOST_LINES], start=1):
        text = line.text.rstrip()
        if text in ("---", "..."):
            return (_rename(values), at + 1) if values else ({}, 0)
        field = FIELD.match(text)
        if field:
            values[field[1].strip().lower()] = (field[2] or "").strip().strip("\"'")
        elif text and not text.startswith((" ", "\t", "-", "#")):
            return {}, 0  # a rule above ordinary text
    return {}, 0


def _rename(values: dict[str, str]) -> dict[str, str]:
    """Return the values under our names."""
    return {ours: values[name] for ours, names in NAMES.items() for name in reversed(names) if values.get(name)}
