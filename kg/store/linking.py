"""What linking reads of a graph, story by story, and what it writes beside the quads.

Articles and their mentions and assertions are streamed from articles.sqlite, so memory holds one story at a time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from kg.records import ClaimCase, Form
from kg.resolve.mention_nodes import MentionRecord, telling_words
from kg.resolve.stories import Sketch
from kg.store.facts import read_mention
from kg.store.folder import GraphStore
from kg.store.told import ToldArticle, ToldAssertion, ToldStory, build_cases, rename_thing

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

    @property
    def canonical(self) -> Mapping[str, str]:
        """Return the key of the canonical entity by the key of each entity that is the same."""
        return self._canonical

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
        return rename_thing(f"entity/{key}", self._canonical)

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
        told = (self._told(article, ()) for article in articles)
        return build_cases(story, told, mentions, nodes, canonical=self._canonical)

    def told_stories(self, vectors: Mapping[str, Mapping[str, float]]) -> Iterator[ToldStory]:
        """Yield each story with all that it is joined by, in the order of `stories`.

        Args:
            vectors: the weights of each article's words, by the article's key.
        """
        for key, articles in self.stories():
            yield ToldStory(
                key=key,
                articles=tuple(self._told(one, tuple(self._mentions(one.key, one.text))) for one in articles),
                vectors={one.key: vectors[one.key] for one in articles},
            )

    def _told(self, article: StoryArticle, mentions: tuple[MentionRecord, ...]) -> ToldArticle:
        query = "SELECT key, start, end, facts FROM assertions WHERE article = ? ORDER BY start, end, key"
        return ToldArticle(
            key=article.key,
            outlet=article.outlet,
            published=article.published,
            mentions=mentions,
            assertions=tuple(
                ToldAssertion(
                    key=key, start=start, end=end, facts=facts, words=" ".join(article.text[start:end].split())
                )
                for key, start, end, facts in self._db.execute(query, (article.key,))
            ),
        )

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
