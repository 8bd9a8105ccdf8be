"""Who tells a claim: outlet, day, speaker, sign and sentence of each of its assertions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.query.labels import REMEMBERED, Labels, compile_pattern
from kg.rdf.claim_links import SAYS
from kg.rdf.claims import ABOUT, ARGUMENT, OBJECT, SUBJECT, VALUE
from kg.rdf.describe import CERTAINTY, CLAIM, OUTLET, POLARITY, SENTENCE_OF, SPEAKER
from kg.rdf.events import STORY
from kg.rdf.origins import ORIGIN
from kg.rdf.sources import IDENTIFIER, PUBLISHED
from kg.rdf.vocabulary import KG, LABEL, TEXT, node
from kg.store import GraphStore

OWN_VOICE = "(own voice)"
ARTICLE_OF = node(KG.article)
BY = ("outlets", "origins")
"""What corroboration is counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One assertion of a claim."""

    assertion: str
    """IRI."""
    outlet: str
    article: str
    """The article's id."""
    published: str | None
    """ISO date."""
    speaker: str | None
    """None for the outlet's own voice."""
    polarity: str
    certainty: str
    sentence: str
    story: str | None
    """The label of the article's story."""
    origin: str
    """IRI of the origin that it comes from; of the article itself where origins were not looked for."""


class Tellings:
    """Looks up who tells a claim, and remembers it.

    Args:
        graph: what is asked.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._labels = Labels(graph)
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)
        self.of_claim = lru_cache(maxsize=REMEMBERED)(self._of_claim)

    def words(self, claim: NamedNode) -> str:
        """Return a claim as a short sentence; `not:` stands before what is denied by all who tell it."""
        text = next(iter(self._values(claim, TEXT)), "")
        tellings = self.of_claim(claim)
        denied = bool(tellings) and all(telling.polarity == "negative" for telling in tellings)
        return f"not: {text}" if denied else text

    def corroboration(self, claim: NamedNode, by: str) -> int:
        """Return how many outlets, or independent origins, tell a claim."""
        return len({telling.outlet if by == "outlets" else telling.origin for telling in self.of_claim(claim)})

    def about(self, pattern: str) -> frozenset[str]:
        """Return the claims, as they were read and as they were resolved to, of things whose name matches."""
        names = [NamedNode(name) for name in self._labels.matching(pattern)]
        shared = self._graph.identifiers.graph("claims")
        find = self._graph.store.quads_for_pattern
        subjects = {
            quad.subject
            for name in names
            for predicate in (SUBJECT, OBJECT, ABOUT, VALUE)
            for quad in find(None, predicate, name, shared)
        }
        subjects |= {quad.subject for this in list(subjects) for quad in find(None, ARGUMENT, this, shared)}
        assertions = {quad.subject for this in subjects for quad in find(None, CLAIM, this, None)}
        resolved = {quad.object for this in assertions for quad in find(this, SAYS, None, shared)}
        return frozenset(this.value for this in subjects | resolved if isinstance(this, NamedNode))

    def stories(self, pattern: str) -> frozenset[str]:
        """Return the labels of the stories whose label matches."""
        search = compile_pattern(pattern).search
        events = self._graph.identifiers.graph("events")
        stories = {quad.object for quad in self._graph.store.quads_for_pattern(None, STORY, None, events)}
        labels = {label for this in stories if isinstance(this, NamedNode) for label in self._values(this, LABEL)}
        return frozenset(label for label in labels if search(label))

    def _of_claim(self, claim: NamedNode) -> tuple[Telling, ...]:
        """Return all assertions of a claim, earliest first."""
        found = self._graph.store.quads_for_pattern(None, SAYS, claim, None)
        tellings = (self.read(quad.subject) for quad in found if isinstance(quad.subject, NamedNode))
        return tuple(sorted(tellings, key=earliest))

    def _read(self, assertion: NamedNode) -> Telling:
        found = {
            quad.predicate: quad.object for quad in self._graph.store.quads_for_pattern(assertion, None, None, None)
        }
        article = found[ARTICLE_OF]
        speaker, sentence = found.get(SPEAKER), found[SENTENCE_OF]
        assert isinstance(article, NamedNode)
        return Telling(
            assertion=assertion.value,
            outlet=self._one(found[OUTLET], LABEL) or "",
            article=self._one(article, IDENTIFIER) or "",
            published=self._one(article, PUBLISHED),
            speaker=self._labels.label(speaker) if isinstance(speaker, NamedNode) else None,
            polarity=_value(found[POLARITY]),
            certainty=_value(found[CERTAINTY]),
            sentence=self._one(sentence, TEXT) or "",
            story=self._one(next(iter(self._nodes(article, STORY)), None), LABEL),
            origin=str(found.get(ORIGIN) or next(iter(self._nodes(article, ORIGIN)), article)),
        )

    def _one(self, this: object, predicate: NamedNode) -> str | None:
        return min(self._values(this, predicate), default=None) if isinstance(this, NamedNode) else None

    def _values(self, this: NamedNode, predicate: NamedNode) -> list[str]:
        found = self._graph.store.quads_for_pattern(this, predicate, None, None)
        return [quad.object.value for quad in found if isinstance(quad.object, Literal)]

    def _nodes(self, this: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = self._graph.store.quads_for_pattern(this, predicate, None, None)
        return [quad.object for quad in found if isinstance(quad.object, NamedNode)]


def earliest(telling: Telling) -> tuple[str, str, str, str]:
    """Order assertions by day; those without come last."""
    return telling.published or "9999", telling.outlet, telling.article, telling.assertion


def speakers(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Return who is given for a claim, in order of their first mention."""
    return tuple(dict.fromkeys(telling.speaker or OWN_VOICE for telling in tellings))


def _value(term: object) -> str:
    """Return `kg:Negative` as `negative`."""
    return term.value.rpartition("#")[2].lower() if isinstance(term, NamedNode) else ""
