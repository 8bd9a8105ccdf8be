"""What a page says of itself in JSON-LD (schema.org `NewsArticle` and its kin), however broken.

Read as tolerantly as search engines do: lists and `@graph`, types as lists or addresses, people and organisations by
reference (`@id`), trailing commas, raw line breaks, comments around the script, several objects one after the other.
"""

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {"newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "opinionnewsarticle"}
    | {"reviewnewsarticle", "askpublicnewsarticle", "advertisercontentarticle", "satiricalarticle", "article", "report"}
    | {"blogposting", "liveblogposting", "socialmediaposting", "techarticle", "scholarlyarticle", "reportage"}
)
PAGE_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage", "aboutpage", "contactpage"})
LISTS = frozenset({"itemlistelement", "relatedlink", "liveblogupdate", "comment", "haspart", "mentions", "citation"})
"""Fields whose articles are others than the page's."""
MOST_NODES = 2_000
DEEPEST = 40
LONGEST_SCRIPT = 2_000_000
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
FIELD = re.compile(r"\"(headline|datePublished|articleBody|url)\"\s*:\s*\"((?:[^\"\\]|\\.)*+)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The nodes of a page's JSON-LD."""

    article: Node
    """The node of the page's article; empty where there is none."""
    nodes: tuple[Node, ...] = ()

    @property
    def types(self) -> frozenset[str]:
        """Return the types of all nodes, in lower case."""
        return frozenset(kind for node in self.nodes for kind in types_of(node))

    def refer(self, value: object) -> Iterator[Node | str]:
        """Yield what a field points to: nodes, found by `@id` where only that is given, and strings."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                is_reference = set(each) <= {"@id", "@type"} and "@id" in each
                yield self._by_id(each) if is_reference else each
            elif isinstance(each, str) and each.strip():
                yield each

    def _by_id(self, reference: Node) -> Node:
        same = (node for node in self.nodes if node.get("@id") == reference["@id"] and len(node) > len(reference))
        return next(same, reference)


def parse_linked_data(scripts: Iterable[str]) -> LinkedData:
    """Parse what JSON-LD scripts hold; what cannot be parsed is passed over."""
    nodes: list[tuple[int, Node]] = []
    for script in scripts:
        for parsed in _parse_script(script[:LONGEST_SCRIPT]):
            nodes += _walk(parsed)
            del nodes[MOST_NODES:]
    articles = [(depth, node) for depth, node in nodes if types_of(node) & ARTICLE_TYPES]
    # the one that says most of itself among the least nested: pages list other articles too
    best = min(articles, key=lambda pair: (pair[0], -_count_fields(pair[1])), default=(0, {}))
    return LinkedData(article=best[1], nodes=tuple(node for _, node in nodes))


def types_of(node: Node) -> frozenset[str]:
    """Return a node's types in lower case, without their namespace."""
    named = node.get("@type") or []
    kinds = named if isinstance(named, list) else [named]
    return frozenset(re.split(r"[/:#]", kind)[-1].lower() for kind in kinds if isinstance(kind, str))


def strings_of(value: object) -> Iterator[str]:
    """Yield the strings of a field: itself, those of a list, the `name` or `@value` of nodes."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield from strings_of(each.get("name") or each.get("@value") or each.get("@id") or [])
        elif isinstance(each, str) and each.strip():
            yield " ".join(html.unescape(each).split())
        elif isinstance(each, int | float) and not isinstance(each, bool):
            yield str(each)


def _count_fields(node: Node) -> int:
    return sum(bool(node.get(name)) for name in ("headline", "datePublished", "author", "publisher", "articleBody"))


def _parse_script(script: str) -> Iterator[object]:
    text = WRAPPER.sub("", WRAPPER.sub("", script)).strip().rstrip(";")
    for candidate in (text, TRAILING_COMMA.sub("", text), html.unescape(text)):
        try:
            yield json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _parse_pieces(text)


def _parse_pieces(text: str) -> Iterator[object]:
    """Yield the objects that stand one after the other; of a broken one, the fields that can be made out."""
    decoder = json.JSONDecoder(strict=False)
    at, n_found = 0, 0
    while at < len(text) and n_found < MOST_NODES:
        try:
            parsed, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        n_found += 1
        yield parsed
        at += len(text[at:]) - len(text[at:].lstrip(" \n\r\t,;"))
    fields = {found[1]: found[2] for found in reversed(list(FIELD.finditer(text, at)))}
    kind = re.search(r"\"@type\"\s*:\s*\[?\s*\"([\w:/.#]{1,80})\"", text[at:])
    if fields and kind and types_of({"@type": kind[1]}) & ARTICLE_TYPES:
        yield {"@type": kind[1], **{name: _unescape(value) for name, value in fields.items()}}


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _walk(parsed: object) -> Iterator[tuple[int, Node]]:
    """Yield every node with how deep it lies, other articles' aside; breadth first, without recursion."""
    waiting: deque[tuple[int, object]] = deque([(0, parsed)])
    n_seen = 0
    while waiting and n_seen < MOST_NODES:
        depth, value = waiting.popleft()
        n_seen += 1
        if isinstance(value, list):
            waiting.extend((depth, each) for each in value[:MOST_NODES] if isinstance(each, dict | list))
        elif isinstance(value, dict) and depth < DEEPEST:
            if "@type" in value or "@id" in value:
                yield depth, value
            waiting.append((depth, value.get("@graph")))
            waiting.extend(
                (depth + 1, each)
                for name, each in value.items()
                if name != "@graph" and name.lower() not in LISTS and isinstance(each, dict | list)
            )
