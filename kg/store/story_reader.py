"""What a story is joined by, read from articles.sqlite article by article: by the process that writes, or beside it.

StoryOutline → mentions and assertions of its articles → ToldStory
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.rdf import Identifiers
from kg.records import ClaimCase
from kg.resolve.mention_nodes import MentionRecord
from kg.store.facts import read_mention
from kg.store.tables import connect_to_read
from kg.store.told import ToldArticle, ToldAssertion, ToldStory, build_cases, rename_thing

_MENTIONS = """
SELECT start, end, kind, type, iri, form, lemma, chain, partners, governor, role, traits, vector
FROM mentions WHERE article = ? AND form IS NOT NULL ORDER BY start, end, kind, iri
"""
_BRIEF = _MENTIONS.replace("partners", "''").replace("traits", "''")
"""Without what mentions are joined by."""
_ASSERTIONS = "SELECT key, start, end, facts FROM assertions WHERE article = ? ORDER BY start, end, key"
_DATED = """
SELECT a.key, s.story FROM articles a JOIN stories s ON s.article = a.key
WHERE a.published IS NOT NULL ORDER BY a.published, a.key
"""

Offices = Mapping[tuple[str, int, int], str]
"""Who is meant by an office without a name, by article, start and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article of a story."""

    key: str
    outlet: str
    published: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOutline:
    """Which articles a story has: what crosses processes in place of all that they tell."""

    key: str
    articles: tuple[str, ...]
    vectors: Mapping[str, Mapping[str, float]]
    """The weights of each article's words, by the article's key."""


class StoryReader:
    """Reads what linking joins; one that was pickled opens the file of tables again, to read.

    Each article is read to its end at once, so a process that writes waits for no more than that.

    Args:
        db: articles.sqlite.
        path: where that is.
        identifiers: the graph's.
        canonical: the key of the canonical entity by the key of each entity that is the same.
        offices: who is meant by an office without a name.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        path: Path,
        identifiers: Identifiers,
        canonical: Mapping[str, str],
        offices: Offices,
    ) -> None:
        self._db, self._path, self._identifiers = db, path, identifiers
        self._canonical, self._offices = canonical, offices

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave the connection behind."""
        return _reopen, (self._path, self._identifiers, self._canonical, self._offices)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def canonical(self) -> Mapping[str, str]:
        """Return the key of the canonical entity by the key of each entity that is the same."""
        return self._canonical

    def read(self, outline: StoryOutline) -> ToldStory:
        """Return a story with all that it is joined by."""
        articles = self.articles(outline.articles)
        return ToldStory(
            key=outline.key,
            articles=tuple(self._told(one, tuple(self._mentions(one))) for one in articles),
            vectors=outline.vectors,
        )

    def articles(self, keys: Iterable[str]) -> list[StoryArticle]:
        """Return articles in order of date and key."""
        return sorted(map(self._article, keys), key=lambda one: (one.published or "9999", one.key))

    def mentions(self, articles: Iterable[StoryArticle]) -> list[MentionRecord]:
        """Return the mentions of some articles, in the order of the articles and of their places."""
        return [mention for article in articles for mention in self._mentions(article)]

    def cases(
        self, story: str, articles: Iterable[StoryArticle], mentions: Sequence[MentionRecord], nodes: Sequence[str]
    ) -> Iterator[ClaimCase]:
        """Yield the assertions of a story's articles, their things named by what they were resolved to."""
        told = (self._told(article, ()) for article in articles)
        return build_cases(story, told, mentions, nodes, canonical=self._canonical)

    def dated_cases(self) -> Iterator[ClaimCase]:
        """Yield the assertions of all articles that have a date, by date; events are not named."""
        for key, story in self._db.execute(_DATED).fetchall():
            article = self._article(key)
            mentions = list(self._mentions(article, query=_BRIEF))
            yield from self.cases(story, [article], mentions, [mention.node or "" for mention in mentions])

    def _article(self, key: str) -> StoryArticle:
        query = "SELECT outlet, published, text FROM articles WHERE key = ?"
        [(outlet, published, text)] = self._db.execute(query, (key,)).fetchall()
        return StoryArticle(key=key, outlet=outlet, published=published, text=text)

    def _mentions(self, article: StoryArticle, *, query: str = _MENTIONS) -> Iterator[MentionRecord]:
        for start, end, kind, label, iri, *read in self._db.execute(query, (article.key,)).fetchall():
            room, key = self._identifiers.key(iri)
            office = None if kind == "entity" else self._offices.get((article.key, start, end))
            yield read_mention(
                article.key,
                (start, end),
                tuple(read),
                words=article.text[start:end],
                label=label,
                node=rename_thing(f"entity/{key}", self._canonical) if kind == "entity" else office,
                reference=f"{room}/{key}",
            )

    def _told(self, article: StoryArticle, mentions: tuple[MentionRecord, ...]) -> ToldArticle:
        return ToldArticle(
            key=article.key,
            outlet=article.outlet,
            published=article.published,
            mentions=mentions,
            assertions=tuple(
                ToldAssertion(
                    key=key, start=start, end=end, facts=facts, words=" ".join(article.text[start:end].split())
                )
                for key, start, end, facts in self._db.execute(_ASSERTIONS, (article.key,)).fetchall()
            ),
        )


def _reopen(path: Path, identifiers: Identifiers, canonical: Mapping[str, str], offices: Offices) -> StoryReader:
    return StoryReader(connect_to_read(path), path, identifiers, canonical, offices)
