"""What linking reads of a graph, story by story, and what it writes beside the quads.

Articles and their mentions and assertions are streamed from articles.sqlite, so memory holds one story at a time.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from sys import intern

from kg.records import Form
from kg.resolve.mention_nodes import telling_words
from kg.resolve.stories import Sketch
from kg.store.folder import TABLES, GraphStore
from kg.store.story_reader import Offices, StoryArticle, StoryOutline, StoryReader
from kg.store.told import ResolvedMention, ToldStory

_TELLING = (
    "SELECT start, end, form, lemma FROM mentions WHERE article = ? AND form IS NOT NULL ORDER BY start, end, kind, iri"
)
_STORIES = """
SELECT story, s.article, min(coalesce(published, '9999')) OVER (PARTITION BY story) AS first
FROM stories s JOIN articles a ON a.key = s.article ORDER BY first, story, s.article
"""


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a graph, walked with all that they are joined by; other processes read them by their outlines."""

    articles: tuple[tuple[str, tuple[str, ...]], ...]
    """The key of each story with those of its articles, in the order of `Linking.stories`."""
    weights: Callable[[str], Mapping[str, float]]
    """Returns the weights of an article's words, by the article's key."""
    reader: StoryReader

    def outlines(self) -> Iterator[StoryOutline]:
        """Yield what other processes read the stories by."""
        for key, articles in self.articles:
            yield StoryOutline(key=key, articles=articles, vectors={one: self.weights(one) for one in articles})

    def __iter__(self) -> Iterator[ToldStory]:
        """Yield each story; one is in memory at a time."""
        return map(self.reader.read, self.outlines())

    @property
    def n_articles(self) -> int:
        """Return how many articles all stories have."""
        return sum(len(articles) for _, articles in self.articles)


class Linking:
    """Streams what linking sees of a graph that is open for writing.

    Args:
        graph: the graph.
        canonical: the key of the canonical entity by the key of each entity that is the same.
        offices: who is meant by an office without a name, by article, start and end.

    Attributes:
        reader: reads what stories are joined by.
    """

    def __init__(self, graph: GraphStore, canonical: Mapping[str, str], offices: Offices) -> None:
        self._db = graph.tables.connection
        self.reader = StoryReader(self._db, graph.path / TABLES, graph.identifiers, canonical, offices)

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
        for story, articles in self._keys():
            yield story, self.reader.articles(articles)

    def _keys(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for story, rows in groupby(self._db.execute(_STORIES).fetchall(), key=lambda row: str(row[0])):
            yield story, tuple(article for _, article, _ in rows)

    def told_stories(self, weights: Callable[[str], Mapping[str, float]]) -> Stories:
        """Return all stories, in the order of `stories`.

        Args:
            weights: returns the weights of an article's words, by the article's key.
        """
        return Stories(tuple(self._keys()), weights, self.reader)

    def write_nodes(self, resolved: Iterable[ResolvedMention]) -> None:
        """Note what each mention was resolved to across articles."""
        with self._db:
            self._db.executemany(
                "UPDATE mentions SET node = ? WHERE article = ? AND start = ? AND end = ? AND form = ?", resolved
            )
