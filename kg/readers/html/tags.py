"""Tags as they stand in a page, found by one pattern in time linear in its length; what holds no text is cut out.

Scripts, styles and comments go; what scripts hold as JSON-LD is kept aside. Of long tags only short attributes stay:
libxml2 takes quadratic time over thousands of attributes of one element.
"""

import re
from dataclasses import dataclass

LONGEST_TAG = 2_000
"""Characters; of a longer tag only short attributes are kept, the first of them."""
MOST_ATTRIBUTES = 40
LONGEST_VALUE = 1_000

REST = r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)(?:>|\Z)"
TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/><]*+){REST}|<[!?/][^>]*+(?:>|\Z)")
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]{1,80})(?:\s*=\s*(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>`]++)))?"
)
CODE = frozenset(("script", "style", "iframe", "noembed", "xmp", "textarea"))
"""Elements that hold no tags; one that is never closed takes in the rest of the page (HTML standard, 13.2.5)."""
HIDDEN = frozenset(("svg", "math", "noscript", "template", "canvas", "object"))
"""Elements that go with all that is in them, if they are closed."""
_RAW = re.compile(rf"<!--|<(?P<name>{'|'.join(sorted(CODE | HIDDEN))})(?![^\s/>]){REST}", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """A page without what holds no text."""

    text: str
    json_ld: tuple[str, ...]
    """What its JSON-LD scripts hold."""


def strip_code(page: str) -> Stripped:
    """Cut scripts, styles, comments and hidden elements out, and shorten long tags."""
    kept: list[str] = []
    json_ld: list[str] = []
    never_closed: set[str] = set()  # searched for once only: pages of nothing but start tags
    at = 0
    while found := _RAW.search(page, at):
        kept.append(page[at : found.start()])
        at = found.end()
        name = (found["name"] or "").lower()
        if not name:
            end = _COMMENT_END.search(page, at)
            at = end.end() if end else len(page)
        elif not _is_empty(name, found["rest"]) and name not in never_closed:
            end = _end_tag(name).search(page, at)
            if name == "script" and "ld+json" in found["rest"].lower():
                json_ld.append(page[at : end.start() if end else None])
            if end is None:
                never_closed.add(name)
            at = end.end() if end else len(page) if name in CODE else at
    kept.append(page[at:])
    return Stripped(text=_shorten_tags("".join(kept)), json_ld=tuple(json_ld))


def _is_empty(name: str, rest: str) -> bool:
    """Tell whether nothing is to be cut out after a start tag; shadow roots are part of what a saved page shows."""
    return (name in HIDDEN and rest.rstrip().endswith("/")) or "shadowrootmode" in rest


def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?![^\s/>])[^>]*+(?:>|\Z)", re.IGNORECASE)


def _shorten_tags(page: str) -> str:
    def shorten(tag: re.Match[str]) -> str:
        is_short = not tag["name"] or tag.end() - tag.start() <= LONGEST_TAG
        return tag[0] if is_short else f"<{tag['close']}{tag['name'][:50]}{shorten_attributes(tag['rest'])}>"

    return TAG.sub(shorten, page)


def shorten_attributes(rest: str) -> str:
    """Return the attributes of a long tag: the first of them, and only short values."""
    kept: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(rest):
        value = found["double"] or found["single"] or found["bare"] or ""
        if len(value) <= LONGEST_VALUE:
            kept.setdefault(found["name"].lower(), value.replace('"', "&quot;"))
        if len(kept) == MOST_ATTRIBUTES:
            break
    return "".join(f' {name}="{value}"' for name, value in kept.items())
