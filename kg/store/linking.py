"""What linking reads of a graph, story by story, and what it writes beside the quads.

Articles and their mentions and assertions are streamed from articles.sqlite, so memory holds one story at a time.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern

from kg.lexicon.events import happening_verbs
from kg.records import ClaimCase, Form
from kg.resolve.mention_nodes import MentionRecord, telling_words
from kg.resolve.stories import Sketch
from kg.store.facts import read_case, read_mention
from kg.store.folder import GraphStore

_TELLING = (
    "SELECT start, end, form, lemma FROM mentions WHERE article = ? AND form IS NOT NULL ORDER BY start, end, kind, iri"
)
_COLUMNS = "start, end, kind, type, iri, form, lemma, chain, partners, governor, role, traits, vector, node"
_STORIES = """
SELECT story, s.article, min(coalesce(published, '9999')) OVER (PARTITION BY story) AS first
FROM stories s JOIN articles a ON a.key = s.article ORDER BY first, story, s.article
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article of a story."""

    key: str
    outlet: str
    published: str | None
    text: str


class Linking:
    """Streams what linking sees of a graph that is open for writing.

    Args:
        graph: the graph.
        canonical: the key of the canonical entity by the key of each entity that is the same.
        offices: who is meant by an office without a name, by article, start and end.
    """

    def __init__(
        self, graph: GraphStore, canonical: Mapping[str, str], offices: Mapping[tuple[str, int, int], str]
    ) -> None:
        self._graph = graph
        self._canonical = canonical
        self._offices = offices
        self._db = graph.tables.connection

    def sketches(self) -> Iterator[Sketch]:
        """Yield every article as stories are found by, in order of their keys."""
        for key, published, text in self._db.execute("SELECT key, published, text FROM articles ORDER BY key"):
            yield Sketch(key=key, published=published, words=Counter(self._telling(key, text)))

    def _telling(self, article: str, text: str) -> Iterator[str]:
        """Yield the words that an article is known by; each is in memory once, however many articles have it."""
        for start, end, form, lemma in self._db.execute(_TELLING, (article,)):
            words = tuple(text[start:end].lower().split()) if form == Form.NAME.value else ()
            yield from map(intern, telling_words(Form(form), lemma, words))

    def write_stories(self, story_by_article: Mapping[str, str]) -> None:
        """Note which story each article belongs to."""
        with self._db:
            self._db.execute("DELETE FROM stories")
            self._db.executemany("INSERT INTO stories VALUES (?, ?)", sorted(story_by_article.items()))

    def stories(self) -> Iterator[tuple[str, list[StoryArticle]]]:
        """Yield each story with its articles in order of date and key; stories in order of first date and key."""
        story, articles = "", list[str]()
        for name, article, _ in self._db.execute(_STORIES).fetchall():
            if name != story and articles:
                yield story, self._articles(articles)
                articles = []
            story = name
            articles.append(article)
        if articles:
            yield story, self._articles(articles)

    def _articles(self, keys: Iterable[str]) -> list[StoryArticle]:
        found = []
        for key in keys:
            row = self._db.execute("SELECT outlet, published, text FROM articles WHERE key = ?", (key,)).fetchone()
            found.append(StoryArticle(key=key, outlet=row[0], published=row[1], text=row[2]))
        return sorted(found, key=lambda one: (one.published or "9999", one.key))

    def mentions(self, articles: Iterable[StoryArticle]) -> list[MentionRecord]:
        """Return the mentions of some articles, in the order of the articles and of their places."""
        return [mention for article in articles for mention in self._mentions(article.key, article.text)]

    def _mentions(self, article: str, text: str) -> Iterator[MentionRecord]:
        query = f"SELECT {_COLUMNS} FROM mentions WHERE article = ? AND form IS NOT NULL ORDER BY start, end, kind, iri"
        for start, end, kind, label, iri, *read, _ in self._db.execute(query, (article,)):
            node = self._entity(iri) if kind == "entity" else self._offices.get((article, start, end))
            reference = "/".join(self._graph.identifiers.key(iri))
            yield read_mention(
                article,
                (start, end),
                tuple(read),
                words=text[start:end],
                label=label,
                node=node,
                reference=reference,
            )

    def _entity(self, iri: str) -> str:
        _, key = self._graph.identifiers.key(iri)
        return f"entity/{self._canonical.get(key, key)}"

    def write_nodes(self, mentions: Sequence[MentionRecord], nodes: Sequence[str]) -> None:
        """Note what each mention was resolved to across articles."""
        with self._db:
            self._db.executemany(
                "UPDATE mentions SET node = ? WHERE article = ? AND start = ? AND end = ? AND form = ?",
                [(n, m.article, m.start, m.end, m.form.value) for m, n in zip(mentions, nodes, strict=True)],
            )

    def cases(
        self, story: str, articles: Iterable[StoryArticle], mentions: Sequence[MentionRecord], nodes: Sequence[str]
    ) -> Iterator[ClaimCase]:
        """Yield the assertions of a story's articles, their things named by what they were resolved to."""
        places: dict[str, list[tuple[MentionRecord, str]]] = {}
        for mention, node in zip(mentions, nodes, strict=True):
            places.setdefault(mention.article, []).append((mention, node))
        query = "SELECT key, start, end, facts FROM assertions WHERE article = ? ORDER BY start, end, key"
        for article in articles:
            own = places.get(article.key, [])
            for key, start, end, line in self._db.execute(query, (article.key,)).fetchall():
                inside = [(mention, node) for mention, node in own if mention.start >= start and mention.end <= end]
                facts = json.loads(line)
                case = read_case(
                    key,
                    article.key,
                    facts,
                    outlet=article.outlet,
                    published=article.published,
                    story=story,
                    words=" ".join(article.text[start:end].split()),
                    **find_event(facts["predicate"], inside),
                )
                named = {one.reference: one.node for one, _ in inside if one.reference and one.node}
                yield self._rename(case, named)

    def dated_cases(self) -> Iterator[ClaimCase]:
        """Yield the assertions of all articles that have a date, by date; events are not named."""
        query = (
            "SELECT a.key, a.outlet, a.published, a.text, s.story FROM articles a JOIN stories s ON s.article = a.key "
            "WHERE a.published IS NOT NULL ORDER BY a.published, a.key"
        )
        for key, outlet, published, text, story in self._db.execute(query):
            article = StoryArticle(key=key, outlet=outlet, published=published, text=text)
            mentions = self.mentions([article])
            yield from self.cases(story, [article], mentions, [mention.node or "" for mention in mentions])

    def _rename(self, case: ClaimCase, named: Mapping[str, str]) -> ClaimCase:
        """Replace entities by their canonical ones, and what a mention in the assertion was resolved to by that."""

        def rename(thing: str | None) -> str | None:
            return None if thing is None else named.get(thing) or self._renamed(thing)

        return replace(
            case,
            subject=rename(case.subject),
            object=rename(case.object),
            about=rename(case.about),
            place=rename(case.place),
            arguments=tuple((role, rename(thing) or thing) for role, thing in case.arguments),
            speakers=tuple(self._renamed(thing) for thing in case.speakers),
        )

    def _renamed(self, thing: str) -> str:
        if not thing.startswith("entity/"):
            return thing
        key = thing.removeprefix("entity/")
        return f"entity/{self._canonical.get(key, key)}"


def find_event(predicate: str, inside: Sequence[tuple[MentionRecord, str]]) -> dict[str, str | bytes | None]:
    """Return the event that an assertion tells of, with its vector: the noun's where the verb says that it happens.

    Args:
        predicate: the lemma.
        inside: the mentions in the assertion with what they were resolved to.
    """
    events = [(mention, node) for mention, node in inside if mention.form.is_event]
    verb = predicate.partition(" ")[0]
    nouns = [pair for pair in events if pair[0].form is Form.NOUN] if predicate in happening_verbs() else []
    verbs = [pair for pair in events if pair[0].lemma == verb]
    for mention, node in (*nouns[:1], *verbs[:1]):
        return {"event": node, "vector": mention.vector}
    return {}
