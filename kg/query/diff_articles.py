"""What two graphs read differently in the same articles: merge-joined by outlet and id, one article at a time."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from kg.query.diff_records import Change, Kind, Turn
from kg.store import GraphStore
from kg.store.tables import LedgerEntry

Name = tuple[str, str]
"""An article's outlet and id."""

_ROWS = "SELECT key, start, end, facts FROM assertions WHERE article = ? ORDER BY start, end, key"
NOT_SHOWN = frozenset({"claim", "text"})
"""Facts that the words of a change tell already."""


class Told(NamedTuple):
    """An assertion as articles.sqlite keeps it."""

    key: str
    place: tuple[int, int]
    facts: dict[str, Any]


def diff_articles(old: GraphStore, new: GraphStore) -> Iterator[Change]:
    """Yield which articles are in one graph only or were revised, and what is asserted differently in the others."""
    for (outlet, article), before, after in _joined(old, new):
        if not before or not after:
            change = (
                Change(what=Kind.ARTICLE, turn=Turn.REMOVED, name=before[-1].key, old=_title(old, before[-1]))
                if before
                else Change(what=Kind.ARTICLE, turn=Turn.ADDED, name=after[-1].key, new=_title(new, after[-1]))
            )
            yield replace(change, outlet=outlet, article=article)
            continue
        for change in _revisions(old, new, before, after):
            yield replace(change, outlet=outlet, article=article)


def _title(graph: GraphStore, entry: LedgerEntry) -> str | None:
    row = graph.tables.connection.execute("SELECT title FROM articles WHERE key = ?", (entry.key,)).fetchone()
    return row[0] if row else None


def _revisions(
    old: GraphStore, new: GraphStore, before: Sequence[LedgerEntry], after: Sequence[LedgerEntry]
) -> Iterator[Change]:
    """Yield what differs in an article that both graphs have."""
    hash_before, hash_after = ({entry.key: entry.quads_hash for entry in entries} for entries in (before, after))
    if hash_before.keys() != hash_after.keys():
        last, latest = before[-1].key, after[-1].key
        yield Change(what=Kind.ARTICLE, turn=Turn.REVISED, name=latest, old=last, new=latest)
        if latest not in hash_before:
            yield from compare_assertions(_told(old, last), _told(new, latest), same_text=False)
    for key in sorted(hash_before.keys() & hash_after.keys()):
        if hash_before[key] != hash_after[key]:
            yield Change(what=Kind.ARTICLE, turn=Turn.READ_ANEW, name=key)
            yield from compare_assertions(_told(old, key), _told(new, key), same_text=True)


def _joined(old: GraphStore, new: GraphStore) -> Iterator[tuple[Name, list[LedgerEntry], list[LedgerEntry]]]:
    """Yield each article of either graph with its revisions in both, in order of outlet and id."""
    streams = [_by_name(graph) for graph in (old, new)]
    heads = [next(stream, None) for stream in streams]
    while names := [head[0] for head in heads if head is not None]:
        name = min(names)
        found: list[list[LedgerEntry]] = []
        for place, head in enumerate(heads):
            if head is not None and head[0] == name:
                found.append(head[1])
                heads[place] = next(streams[place], None)
            else:
                found.append([])
        yield name, found[0], found[1]


def _by_name(graph: GraphStore) -> Iterator[tuple[Name, list[LedgerEntry]]]:
    for name, entries in groupby(graph.tables.entries(), key=lambda entry: (entry.outlet, entry.id)):
        yield name, list(entries)


def _told(graph: GraphStore, article: str) -> list[Told]:
    rows = graph.tables.connection.execute(_ROWS, (article,))
    return [Told(key, (start, end), json.loads(facts)) for key, start, end, facts in rows]


def compare_assertions(before: Sequence[Told], after: Sequence[Told], *, same_text: bool) -> Iterator[Change]:
    """Yield what was asserted of an article in one reading only, or otherwise.

    Args:
        before: its assertions.
        after: those of the other reading.
        same_text: whether places in the one are places in the other; if not, claims alone tell what is the same.
    """
    steps: list[Callable[[Told], object]] = [lambda one: one.facts["claim"]]
    if same_text:
        steps = [lambda one: (one.place, one.facts["claim"]), lambda one: one.place]
    for step in (*steps, lambda one: one.facts["text"]):
        pairs, before, after = _pair(before, after, step)
        yield from (_changed(left, right) for left, right in pairs if left.facts != right.facts)
    for turn, rest in ((Turn.REMOVED, before), (Turn.ADDED, after)):
        for one in rest:
            yield Change(what=Kind.ASSERTION, turn=turn, name=one.key, **{_SIDE[turn]: one.facts["text"]})


_SIDE = {Turn.REMOVED: "old", Turn.ADDED: "new"}


def _pair(
    before: Sequence[Told], after: Sequence[Told], of: Callable[[Told], object]
) -> tuple[list[tuple[Told, Told]], list[Told], list[Told]]:
    """Return the assertions that pair up one to one, in order, and what is left on both sides."""
    waiting: dict[object, list[Told]] = defaultdict(list)
    for one in after:
        waiting[of(one)].append(one)
    pairs, left = [], []
    for one in before:
        if others := waiting[of(one)]:
            pairs.append((one, others.pop(0)))
        else:
            left.append(one)
    return pairs, left, [one for one in after if any(one is other for other in waiting[of(one)])]


def _changed(before: Told, after: Told) -> Change:
    names = sorted((before.facts.keys() | after.facts.keys()) - NOT_SHOWN)
    differ = [name for name in names if before.facts.get(name) != after.facts.get(name)]
    old, new = (
        f"{one.facts['text']} ({', '.join(f'{name}: {_shown(one.facts.get(name))}' for name in differ)})"
        for one in (before, after)
    )
    return Change(what=Kind.ASSERTION, turn=Turn.CHANGED, name=after.key, old=old, new=new)


def _shown(value: object) -> str:
    if value is None:
        return "none"
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)
