"""JSON Feed (jsonfeed.org, versions 1 and 1.1), which feedparser does not read; one damaged item harms no other."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from kg.readers.dates import parse_date
from kg.readers.feeds.entries import Entry, Feed, choose_id, make_absolute, parse_title, parse_words

ITEMS = re.compile(r'"items"\s*:\s*\[')
NEXT_ITEM = re.compile(r"\}\s*,?\s*(?=\{)")
SPACE = re.compile(r"[\s,]*")
MOST_TRIES = 2_000
"""How often an item is looked for behind damage."""


def parse_json_feed(text: str) -> Iterator[Feed | tuple[int, str, Entry | None]]:
    """Parse a feed: first what it says of itself, then each item: its line, how it is written, what it says.

    Of one that cannot be read there is only the line.
    """
    found = ITEMS.search(text)
    start = found.end() if found else len(text)
    yield _parse_feed(text[: found.start()].rstrip().rstrip(",") if found else text, text[start:])
    decoder = json.JSONDecoder(strict=False)
    n_tries = 0
    line, counted = 1 + text.count("\n", 0, start), start
    while True:
        space = SPACE.match(text, start)
        start = space.end() if space else start
        if start >= len(text) or text[start] == "]":
            return
        line, counted = line + text.count("\n", counted, start), start
        try:
            item, end = decoder.raw_decode(text, start)
            yield line, text[start:end], _parse_item(item) if isinstance(item, dict) else None
        except (ValueError, RecursionError):
            n_tries += 1
            yield line, "", None
            following = NEXT_ITEM.search(text, start + 1)
            if following is None or n_tries > MOST_TRIES:
                return
            end = following.end()
        start = end


def _parse_feed(before: str, after: str) -> Feed:
    """Parse the fields around the items, as far as they can be read."""
    fields: dict[str, Any] = {}
    for name in ("title", "home_page_url"):
        found = re.search(rf'"{name}"\s*:\s*("(?:[^"\\]|\\.){{0,2000}}")', before) or re.search(
            rf'^\s*"{name}"\s*:\s*("(?:[^"\\]|\\.){{0,2000}}")', after[-20_000:]
        )
        if found:
            try:
                fields[name] = json.loads(found[1], strict=False)
            except ValueError:
                continue
    title, url = parse_words(fields.get("title")), make_absolute(fields.get("home_page_url"), None)
    return Feed(root="", closing="", title=title, url=url)


def _parse_item(item: dict[str, Any]) -> Entry:
    """Parse one item; fields of a wrong type are passed over."""
    url = make_absolute(item.get("url"), None) or make_absolute(item.get("external_url"), None)
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [parse_words(each.get("name")) for each in authors or [] if isinstance(each, dict)]
    written = parse_words(item.get("date_published")) or parse_words(item.get("date_modified"))
    content, plain, summary = item.get("content_html"), item.get("content_text"), item.get("summary")
    bodies = [content] if isinstance(content, str) else []
    if isinstance(plain, str):
        bodies.append("".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n|\n", plain)))
    return Entry(
        id=choose_id(parse_words(item.get("id")), url),
        url=url,
        title=parse_title(item.get("title")),
        author=", ".join(name for name in names if name) or None,
        published=parse_date(written) if written else None,
        bodies=tuple(bodies),
        summary=html.escape(summary) if isinstance(summary, str) else "",
    )
