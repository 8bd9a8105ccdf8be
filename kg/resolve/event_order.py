"""Events of one kind that are not one event: the third round and the second, the talks in May and those in June."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.lexicon import load_lexicon
from kg.records import Form
from kg.resolve.mention_nodes import MentionRecord, Node

EARLIER, LATER = "earlier", "later"


def clashing_events(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of events that differ in number, order, day or country."""
    marked = [number for number, node in enumerate(nodes) if any(" " in trait for trait in node.traits)]
    for left, right in combinations(marked, 2):
        if clash(nodes[left].traits, nodes[right].traits):
            yield left, right
    earlier = [number for number, node in enumerate(nodes) if EARLIER in node.traits]
    others = [number for number, node in enumerate(nodes) if _is_noun(node) and EARLIER not in node.traits]
    for left in earlier:
        for right in others:
            yield left, right


def parts_of(nodes: Sequence[Node], mentions: Sequence[MentionRecord]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which one is a round, a wave or the like of the other: the third round of talks."""
    places = {
        (mentions[node.mentions[0]].article, mentions[node.mentions[0]].start): number
        for number, node in enumerate(nodes)
    }
    for number, node in enumerate(nodes):
        whole = mentions[node.mentions[0]]
        part = places.get((whole.article, whole.governor)) if whole.governor is not None else None
        if part is not None and whole.role == "of" and nodes[part].heads & load_lexicon("portions").words():
            yield part, number


def clash(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether the traits of two events cannot be those of one."""
    if any(_are_disjoint(left, right, name) for name in ("nth ", "of ")):
        return True
    first, second = _values(left, "on "), _values(right, "on ")
    return bool(first and second) and not any(is_compatible(one, other) for one in first for other in second)


def is_compatible(left: str, right: str) -> bool:
    """Tell whether two ISO 8601 dates, months, years or intervals may mean one day.

    >>> is_compatible("2025-07", "2025-07-23"), is_compatible("2025-05-16", "2025-06-02")
    (True, False)
    """
    (first, last), (start, end) = _bounds(left), _bounds(right)
    return first <= end and start <= last


def _bounds(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    last = (last or first)[:10]
    return first[:10], last + "-99"[: max(0, 10 - len(last))] if len(last) < 10 else last


def _are_disjoint(left: frozenset[str], right: frozenset[str], name: str) -> bool:
    first, second = _values(left, name), _values(right, name)
    return bool(first and second) and not first & second


def _values(traits: frozenset[str], name: str) -> frozenset[str]:
    return frozenset(trait.removeprefix(name) for trait in traits if trait.startswith(name))


def _is_noun(node: Node) -> bool:
    return node.form is Form.NOUN
