"""From numbers to records: assertions, claims, things, articles, stories and outlets of an open flat table."""

from collections.abc import Iterable

from kg.errors import NotInGraph
from kg.flat.file import FlatFile, Line
from kg.flat.read_assertions import read_assertions
from kg.flat.records import ArticleLine, AssertionRow, ClaimLine, Outlet, Story, Thing

_CLAIMS = """SELECT c.id, c.key, c.text, c.is_denied, c.subject, c.predicate, c.object, c.n_assertions, c.n_outlets,
  c.n_origins, c.outlets, c.first, c.last, c.n_for, c.n_against, s.key
  FROM claims c LEFT JOIN stories s ON s.id = c.story WHERE c.id IN (SELECT value FROM json_each(?))"""
_ARTICLES = """SELECT id, key, name, title, outlet, published, url, n_assertions FROM articles
  WHERE id IN (SELECT value FROM json_each(?))"""
_STORIES = """SELECT id, key, label, first, last, n_articles, n_outlets, n_claims, n_assertions, n_contested
  FROM stories WHERE id IN (SELECT value FROM json_each(?))"""
_THINGS = "SELECT id, room, key, label, type FROM things WHERE id IN (SELECT value FROM json_each(?))"


class Reading:
    """Reads records.

    Args:
        file: the open table.

    Attributes:
        file: the open table.
        outlets: all outlets, by their numbers.
        verdicts: what people hold of assertions, by number; those that nobody judged are left out.
    """

    def __init__(self, file: FlatFile) -> None:
        self.file = file
        lines = file.lines("SELECT key, label, n_articles, n_assertions, n_claims FROM outlets ORDER BY id")
        self.outlets = tuple(
            Outlet(key=key, label=label, n_articles=n_articles, n_assertions=n_assertions, n_claims=n_claims)
            for key, label, n_articles, n_assertions, n_claims in lines
        )
        self.outlet_numbers = {outlet.key: number for number, outlet in enumerate(self.outlets)}
        self.verdicts: dict[int, str] = {}

    # Numbers of keys

    def number(self, table: str, key: str) -> int:
        """Return the number of a key in `articles`, `claims`, `assertions`, `stories` or `outlets`.

        Raises:
            NotInGraph: where it has none.
        """
        found = self.known(table, key)
        if found is None:
            raise NotInGraph(key, rooms=(_ROOM_BY_TABLE[table],))
        return found

    def known(self, table: str, key: str) -> int | None:
        """Return the number of a key; None where it has none."""
        found = self.file.lines(_BY_KEY[table], (key,))
        if not found and table == "claims":
            found = self.file.lines("SELECT claim FROM claim_aliases WHERE key = ?", (key,))
        return int(found[0][0]) if found else None

    def known_thing(self, room: str, key: str) -> int | None:
        """Return the number of an entity or topic, or of the one that it is the same as; None where there is none."""
        found = self.file.lines("SELECT id FROM things WHERE room = ? AND key = ?", (room, key))
        found = found or self.file.lines("SELECT thing FROM thing_aliases WHERE room = ? AND key = ?", (room, key))
        return int(found[0][0]) if found else None

    def thing_of_value(self, value: str) -> int | None:
        """Return the number of a thing as a facet names it: an entity by its key, a topic as `topic/KEY`."""
        room, slash, key = value.partition("/")
        if slash and room in ("entity", "topic"):
            found = self.known_thing(room, key)
            if found is not None:
                return found
        found = self.known_thing("entity", value)
        return found if found is not None else self.known_thing("topic", value)

    # Records

    def assertions(self, numbers: Iterable[int]) -> tuple[AssertionRow, ...]:
        """Return assertions in the order in which they are asked for."""
        return read_assertions(self.file, numbers, outlets=self.outlets, verdicts=self.verdicts, things=self.things)

    def claims(self, numbers: Iterable[int]) -> tuple[ClaimLine, ...]:
        """Return claims in the order in which they are asked for."""
        wanted = [int(one) for one in numbers]
        lines = {line[0]: line for line in self.file.lines_of(_CLAIMS, wanted)}
        ids = {line[place] for line in lines.values() for place in (4, 6) if line[place] is not None}
        things = self.things(ids)
        return tuple(_claim(lines[one], things) for one in wanted if one in lines)

    def articles(self, numbers: Iterable[int]) -> tuple[ArticleLine, ...]:
        """Return articles in the order in which they are asked for."""
        wanted = [int(one) for one in numbers]
        lines = {line[0]: line for line in self.file.lines_of(_ARTICLES, wanted)}
        return tuple(self._article(lines[one]) for one in wanted if one in lines)

    def stories(self, numbers: Iterable[int]) -> tuple[Story, ...]:
        """Return stories in the order in which they are asked for."""
        wanted = [int(one) for one in numbers]
        lines = {line[0]: line for line in self.file.lines_of(_STORIES, wanted)}
        return tuple(_story(lines[one]) for one in wanted if one in lines)

    def things(self, numbers: Iterable[int]) -> dict[int, Thing]:
        """Return entities and topics by their numbers."""
        lines = self.file.lines_of(_THINGS, set(numbers))
        return {number: Thing(room=room, key=key, label=label, type=kind) for number, room, key, label, kind in lines}

    def outlet_keys(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the keys of outlets."""
        return tuple(self.outlets[int(one)].key for one in numbers)

    def _article(self, line: Line) -> ArticleLine:
        _, key, name, title, outlet, published, url, n_assertions = line
        return ArticleLine(
            key=key,
            id=name,
            title=title,
            outlet_key=self.outlets[outlet].key,
            outlet=self.outlets[outlet].label,
            published=published,
            url=url,
            n_assertions=n_assertions,
        )


def _claim(line: Line, things: dict[int, Thing]) -> ClaimLine:
    _, key, text, is_denied, subject, predicate, target, *counts, outlets, first, last, n_for, n_against, story = line
    return ClaimLine(
        key=key,
        text=f"not: {text}" if is_denied else text,
        subject=things.get(subject),
        predicate=predicate,
        object=things.get(target),
        n_assertions=counts[0],
        n_outlets=counts[1],
        n_origins=counts[2],
        outlets=tuple(outlets.split()),
        first=first,
        last=last,
        contested=n_against > 0,
        n_for=n_for,
        n_against=n_against,
        story=story,
    )


def _story(line: Line) -> Story:
    names = ("key", "label", "first", "last", "n_articles", "n_outlets", "n_claims", "n_assertions", "n_contested")
    return Story(**dict(zip(names, line[1:], strict=True)))


_ROOM_BY_TABLE = {
    "articles": "article",
    "claims": "claim",
    "assertions": "assertion",
    "stories": "story",
    "outlets": "outlet",
}
_BY_KEY = {table: f"SELECT id FROM {table} WHERE key = ?" for table in _ROOM_BY_TABLE}
