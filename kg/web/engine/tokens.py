"""Tell of SPARQL, without parsing it, whether it may ask another server, how deep it nests, and what it calls.

Oxigraph's parser has no separate tokens: `SERVICE:x` and `1SERVICE <x>` are clauses to it, what looks like an IRI may
be a comparison (`?a<?b)SERVICE:x#>`), and a prefixed name that makes no valid IRI is read as its prefix with the rest
standing free. So every reading of `<` is followed, and the word counts wherever it may stand free in one of them; in
texts, comments, variables and ordinary names it does not. Codepoint escapes are read both ways (SPARQL 1.1, 19.2).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_STRING = (
    r"'''(?:'{0,2}(?:[^'\\]|\\[tbnrf\\\"'uU]))*'''"
    r'|"""(?:"{0,2}(?:[^"\\]|\\[tbnrf\\"\'uU]))*"""'
    r"|'(?:[^'\\\r\n]|\\[tbnrf\\\"'uU])*'"
    r'|"(?:[^"\\\r\n]|\\[tbnrf\\"\'uU])*"'
)
_TOKEN = re.compile(
    rf"(?P<blank>[ \t\r\n]+|\#[^\r\n]*)|(?P<string>{_STRING})"
    r'|(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)'
    r"|(?P<name>[?$]\w+|_:[\w.\-]*|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<local>:(?:[\w.\-:%\u00b7\u203f\u2040]|\\[^\w\s])*)|(?P<word>\w[\w.\-]*)|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BROKEN_ESCAPE = re.compile(
    r"\\u(?![0-9A-Fa-f]{4})|\\u[dD][89A-Fa-f]|\\U(?!00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|\\U0000[dD][89A-Fa-f]"
)
"""What stands for no character: a text that holds one is no text to Oxigraph, so that other bounds are tried."""
_IS_IRI = re.compile(r"<[^#']*//")
"""What no comparison can be: two strokes never follow each other in one."""
_PLAIN_LOCAL = re.compile(r":[A-Za-z0-9_\-.]*")
_OPENING, _CLOSING = frozenset("{[("), frozenset("}])")
_CHANGING = ("now", "rand", "uuid", "bnode")
"""Functions whose value is another each time; STRUUID ends like UUID."""
_LONGEST_PREFIX = 200
_KEPT = 256
"""Queries whose reading is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is told of a query."""

    addresses: tuple[str | None, ...]
    """What SERVICE (or LOAD) is given in each place; None where it is no IRI that is written out."""
    depth: int
    """Brackets, braces and parentheses that stand in each other."""
    changes: bool
    """Whether it may be answered otherwise each time."""
    names_graphs: bool
    """Whether it says itself with FROM which graphs it asks."""


@lru_cache(maxsize=_KEPT)
def read_query(text: str, *, outward: str = "service") -> Reading:
    """Read a query, or an update with `outward="load"`.

    Args:
        text: SPARQL of anybody.
        outward: the keyword, in lower case, that is followed by the address of another server.
    """
    plain = unescape(text)
    low = plain.lower()
    addresses: set[str | None] = set()
    if outward in low:
        addresses = {one for variant in {text, plain} for one in _addresses(variant, outward)}
        if _BROKEN_ESCAPE.search(text):
            addresses.add(None)
    may_change = any(word in low for word in _CHANGING)
    return Reading(
        addresses=tuple(sorted(addresses, key=str)),
        depth=_depth(plain),
        changes=may_change and any(word.endswith(_CHANGING) for word in _words(plain)),
        names_graphs="from" in low and "from" in _words(plain),
    )


def unescape(text: str) -> str:
    """Replace SPARQL's codepoint escapes, which may stand inside keywords."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)


def _depth(text: str) -> int:
    """Return how deep brackets stand in each other; not counted one by one where there are few."""
    n_opening = sum(map(text.count, _OPENING))
    if n_opening <= 50:
        return n_opening
    depth = deepest = 0
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "other":
            depth += (found[0] in _OPENING) - (found[0] in _CLOSING)
            deepest = max(deepest, depth)
    return deepest


def _words(text: str) -> Iterator[str]:
    return (
        found[0].lower()
        for start in _starts(text)
        if (found := _TOKEN.match(text, start)) and found.lastgroup == "word"
    )


def _starts(text: str) -> Iterator[int]:
    """Yield every place where a token begins in some reading of the text."""
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        place = waiting.pop()
        while place < len(text) and place not in seen:
            seen.add(place)
            yield place
            found = _TOKEN.match(text, place)
            assert found is not None  # any character is a token
            if found.lastgroup == "iri" and not _IS_IRI.match(found[0]):
                waiting.append(place + 1)
            place = found.end()


def _addresses(text: str, outward: str) -> Iterator[str | None]:
    """Yield what each clause that may ask outside is given."""
    namespaces = _namespaces(text)
    for start in _starts(text):
        found = _TOKEN.match(text, start)
        assert found is not None
        if outward not in found[0].lower():
            continue
        if found.lastgroup == "word":
            yield _address(text, found.end()) if found[0].lower() == outward else None
        elif found.lastgroup == "local" and not _is_plain(text, found, namespaces):
            yield None


def _is_plain(text: str, local: re.Match[str], namespaces: dict[str, set[str]]) -> bool:
    """Tell whether a prefixed name makes a valid IRI whatever its local part, so that it is read as one name."""
    given = namespaces.get(_prefix(text, local.start()), set())
    return _PLAIN_LOCAL.fullmatch(local[0]) is not None and all(one.endswith(("/", "#")) for one in given)


def _namespaces(text: str) -> dict[str, set[str]]:
    """Return every IRI that stands after `prefix:` in some reading, which is what declares it."""
    found = defaultdict(set)
    for start in _starts(text):
        token = _TOKEN.match(text, start)
        if token is not None and token[0] == ":" and (namespace := _address(text, token.end())) is not None:
            found[_prefix(text, start)].add(namespace)
    return found


def _prefix(text: str, end: int) -> str:
    found = re.search(r"[\w.\-]*\Z", text[max(0, end - _LONGEST_PREFIX) : end])
    return found[0] if found else ""


def _address(text: str, place: int) -> str | None:
    """Return the IRI that stands after SERVICE or LOAD and SILENT."""
    for _ in range(len(text)):
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup not in ("blank", "word", "iri"):
            return None
        if found.lastgroup == "iri":
            return found[0][1:-1]
        if found.lastgroup == "word" and found[0].lower() != "silent":
            return None
        place = found.end()
    return None
