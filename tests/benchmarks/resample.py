"""Make a graph of many articles out of a few real ones, for the measure of scale: resampling with renamed words.

    articles.sqlite of a real graph → sources → groups of articles on one story → articles.sqlite and quads

A group is twelve articles by twelve outlets within three days, made of three real ones that were published next to each
other. Within a group all use the same new words: names are renamed (one in five stays, as the famous do), so is half
of all other words but verbs, and dates are shifted. Each article keeps its own three fifths of the sentences, with
other function words than the next one has, so that groups share names, words and events but no passages; but the last
three are reprints. Offsets stay true, since a word is replaced by one of its length.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import Literal, RdfFormat

from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL, KG, LABEL
from kg.records import Form
from kg.store import GraphStore
from tests.benchmarks.sources import Source

GROUP, BASES = 12, 3
"""Articles of a group, and the real articles that they are made of."""
PER_DAY = 250
KEPT = 0.62
"""Of the sentences of an article."""
FAMOUS, SAME_WORDS = 5, 2
"""One in so many names, and one in so many other words, is not renamed."""
START = date(2001, 1, 1)
LINES = 200_000
"""Pieces of N-Quads that are gathered before they are written."""
_ARTICLE = "key, id, outlet, published, title, url, author, text, text_hash, reader, path, line, run, quads_hash"
_RDF, _KG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", str(KG)
_LETTERS = ("bcdfghjklmnprstvwz", "aeiou", *("abcdefghijklmnoprstuvwyz",) * 2)
_WORD = re.compile(r"[^\W\d_]{4,}")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_FUNCTION = tuple(
    re.findall(
        r"\w+", "and to in that for on with was as at is has had have not it be but were are an would will which this"
    )
)


class Renaming:
    """The new words of one group."""

    def __init__(self, group: int, *, names: frozenset[str], verbs: frozenset[str]) -> None:
        self._group, self._names, self._verbs = group, names, verbs
        self._beginnings: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """Return words renamed: every one gets another beginning, so inflected forms stay those of one word."""
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = _WORD.sub(lambda match: self._rename(match[0]), words)
        return found

    def _rename(self, word: str) -> str:
        old = word[:4].lower()
        new = self._beginnings.get(old)
        if new is None:
            new = self._beginnings[old] = self._new(old) if len(old) == 4 else old
        cased = new.upper() if word[:4].isupper() else new.capitalize() if word[0].isupper() else new
        return cased + word[4:]

    def _new(self, old: str) -> str:
        number = int.from_bytes(sha256(old.encode()).digest()[:4], "big")
        if number % FAMOUS == 0 if old in self._names else old in self._verbs or number % SAME_WORDS:
            return old
        number = int.from_bytes(sha256(f"{self._group} {old}".encode()).digest()[:8], "big")
        return "".join(letters[(number >> 8 * n) % len(letters)] for n, letters in enumerate(_LETTERS))


def make_graph(sources: list[Source], path: Path, *, n_articles: int) -> None:
    """Write a graph of so many articles, of which nothing is linked; quads are those that linking reads.

    These are types and labels of entities and topics, type, text, subject and predicate of claims, and in the articles'
    own graphs the assertions that give somebody an office.
    """
    names = frozenset(part[:4] for source in sources for part in _words_of_names(source))
    verbs = frozenset(row[6][:4] for source in sources for row in source.mentions if row[5] == Form.VERB.value)
    with GraphStore.create(path) as graph:
        db = graph.tables.connection
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
        lines: list[str] = []
        with db:
            for first in range(0, n_articles, GROUP):
                number = first // GROUP
                rename = Renaming(number, names=names, verbs=verbs)
                bases = [sources[(number * BASES + n) % len(sources)] for n in range(BASES)]
                group = Group(bases, rename, number=number, base=graph.base)
                lines += group.lines()
                for place in range(min(GROUP, n_articles - first)):
                    lines += _write_article(db, group, place)
                if len(lines) > LINES:
                    graph.store.bulk_load("".join(lines).encode(), RdfFormat.N_QUADS, lenient=True)
                    lines.clear()
        graph.store.bulk_load("".join(lines).encode(), RdfFormat.N_QUADS, lenient=True)
        graph.store.flush()


def _words_of_names(source: Source) -> Iterator[str]:
    for row in source.mentions:
        room, _, key = unquote(row[4]).rpartition("/")
        if room.endswith("/entity"):
            yield from _WORD.findall(key)


class Group:
    """The real articles of one group with its new words."""

    def __init__(self, bases: list[Source], rename: Renaming, *, number: int, base: str) -> None:
        self.number, self.bases, self._rename, self._base = number, bases, rename, base
        self.day = START + timedelta(days=number * GROUP // PER_DAY)
        self._shift = self.day - date.fromisoformat(bases[0].published)
        self.titles = [rename(source.title) for source in bases]
        self.pieces = [[rename(piece) for piece in source.pieces] for source in bases]
        self.mentions = [[self._mention(row) for row in source.mentions] for source in bases]
        self._claims: dict[str, dict[str, Any]] = {}
        self.assertions = [[self._assertion(row) for row in source.assertions] for source in bases]

    def _mention(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        start, end, kind, label, iri, form, lemma, chain, partners, *rest = row
        iri, lemma = (self._later(self._rename(words)) if words else words for words in (iri, lemma))
        return start, end, kind, label, iri, form, lemma, chain, self._rename(partners) if partners else partners, *rest

    def _assertion(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        *place, facts = row
        new = dict(facts)
        for name in ("subject", "object", "about", "place", "time"):
            if name in new:
                new[name] = self._thing(new[name])
        new["speakers"] = [self._thing(thing) for thing in facts.get("speakers", ())]
        new["arguments"] = [(role, self._thing(thing)) for role, thing in facts.get("arguments", ())]
        new["text"] = self._rename(facts["text"])
        if new["text"] != facts["text"]:
            new["claim"] = _key("claim", facts["claim"], self.number)
        if "object_claim" in new:
            new["object_claim"] = _key("claim", facts["object_claim"], self.number)
        self._claims[new["claim"]] = new
        return *place, json.dumps(new, ensure_ascii=False, separators=(",", ":"))

    def _thing(self, thing: str) -> str:
        return self._later(self._rename(thing))

    def _later(self, words: str) -> str:
        return _DAY.sub(lambda match: _shift(match[0], self._shift), words) if words[-1:].isdigit() else words

    def office(self, person: str, words: str) -> tuple[str, str]:
        """Return an office's holder and its words, renamed."""
        return self._rename(person), self._rename(words)

    def room(self, room: str, key: str) -> str:
        """Return an IRI in angle brackets."""
        return f"<{self._base}{room}/{quote(key, safe='-._~')}>"

    def lines(self) -> Iterator[str]:
        """Yield N-Quads of the things and claims of the group."""
        graph = self.room("graph", "entities")
        for iri, label in {row[4]: row[3] for rows in self.mentions for row in rows}.items():
            room, key = iri.removeprefix(self._base).split("/", 1)
            if room in ("entity", "topic"):
                name = unquote(key).replace("-", " ")
                name = name.title() if room == "entity" else name
                types = ["Topic"] if room == "topic" else ["Entity", CLASS_BY_ENTITY_LABEL.get(label, "Entity")]
                yield "".join(f"<{iri}> <{_RDF}type> <{_KG}{one}> {graph} .\n" for one in types)
                yield f"<{iri}> {LABEL} {Literal(name)} {graph} .\n"
        graph = self.room("graph", "claims")
        for key, facts in self._claims.items():
            this, (room, _, thing) = self.room("claim", key), (facts.get("subject") or "topic/it").partition("/")
            yield f"{this} <{_RDF}type> <{_KG}Claim> {graph} .\n"
            yield f"{this} <{_KG}text> {Literal(facts['text'])} {graph} .\n"
            yield f"{this} <{_RDF}subject> {self.room(room, thing)} {graph} .\n"
            yield f"{this} <{_RDF}predicate> {self.room('relation', facts['predicate'])} {graph} .\n"


def _shift(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except (ValueError, OverflowError):
        return day


def _key(*parts: object) -> str:
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _write_article(db: sqlite3.Connection, group: Group, place: int) -> Iterator[str]:
    """Write one article of a group, the number of whose telling of its base says what it keeps and how it is worded."""
    base, telling = place % BASES, min(place // BASES, GROUP // BASES - 2)
    source, pieces = group.bases[base], group.pieces[base]
    key, random = _key("article", group.number, place), Random(f"{group.number} {base} {telling}")
    kept = [random.random() < KEPT for _ in pieces] + [False]
    text = "".join(piece if keep else " " * len(piece) for piece, keep in zip(pieces, kept, strict=False))
    text = _reword(text, telling)
    day = (group.day + timedelta(days=place % 3)).isoformat()
    row = (
        key,
        f"{group.number}-{place}",
        f"outlet-{place}",
        day,
        group.titles[base],
        None,
        None,
        text,
        key,
        "text",
        key,
    )
    db.execute(f"INSERT INTO articles ({_ARTICLE}) VALUES ({', '.join('?' * 14)})", (*row, None, "run", key))
    at = source.piece_by_place
    mentions = [
        (key, *mention, None)
        for mention in group.mentions[base]
        if kept[at[mention[0]]] and at[mention[0]] == at[mention[1] - 1]
    ]
    db.executemany(f"INSERT INTO mentions VALUES ({', '.join('?' * 15)})", mentions)
    assertions = [(_key(key, one[0]), key, *one[1:]) for one in group.assertions[base] if kept[at[one[3]]]]
    db.executemany("INSERT INTO assertions VALUES (?, ?, ?, ?, ?, ?, ?)", assertions)
    for number, (rule, person, words) in enumerate(source.offices):
        holder, office = group.office(person, words)
        claim, this = (group.room(room, _key(room, key, number)) for room in ("claim", "assertion"))
        graph = group.room("article", key)
        yield f"{claim} <{_RDF}subject> {group.room('entity', holder)} {group.room('graph', 'claims')} .\n"
        yield f"{this} <{_KG}claim> {claim} {graph} .\n"
        yield f"{this} <{_KG}rule> {Literal(rule)} {graph} .\n{this} <{_KG}objectText> {Literal(office)} {graph} .\n"


def _reword(text: str, telling: int) -> str:
    """Spell function words otherwise in each telling, so that no five words in a row are another telling's."""
    if telling:
        for word in _FUNCTION:
            text = text.replace(f" {word} ", f" {word[:-1]}{'xqz'[telling]} ")
    return text
