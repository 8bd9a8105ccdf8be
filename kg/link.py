"""Joins the stages of linking: what is the same across articles, written anew into graphs of its own.

    entities → stories → mentions of a story: events and things → claims of a story → origins → links and decisions

One story is in memory at a time. What was extracted stays as it is, and neither the order of articles nor of builds
changes what is linked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pyoxigraph import Quad

from kg.link_story import JoinedStory, Note, StoryJoiner, unnoted
from kg.rdf import describe_entity_links
from kg.rdf.claim_links import SPLIT_FROM, describe_claim_relations, describe_same, describe_says
from kg.rdf.decisions import LINKS, canonical_keys
from kg.rdf.events import describe_occurrence, describe_story
from kg.rdf.places import describe_places
from kg.rdf.roles import describe_roles
from kg.records import ClaimLink
from kg.records.reviews import Constraints, JoiningKind
from kg.resolve import canonical_chooser, link_entities
from kg.resolve.claim_across import join_across, link_across_stories
from kg.resolve.claim_clusters import relate_clusters
from kg.resolve.claim_hollow import is_hollow
from kg.resolve.claim_names import ClaimNames
from kg.resolve.entity_records import EntityRecord
from kg.resolve.link import ScoredPair, score_names
from kg.resolve.roles import held_roles
from kg.resolve.stories import SketchBook, find_stories
from kg.store import GraphStore
from kg.store.linking import Linking, Stories
from kg.store.origins import FoundOrigins, begin_origins, keep_fingerprints
from kg.store.reviews import constraints
from kg.store.reviews_claims import claim_constraints
from kg.store.spill import Spill
from kg.store.story_reader import StoryReader
from kg.store.survey_names import survey_entity_records
from kg.store.survey_offices import link_office_mentions
from kg.store.survey_roles import survey_roles

Scored = list[ScoredPair]
Made = TypeVar("Made")


@contextmanager
def do_later(work: Callable[[], Made], _n_articles: int) -> Iterator[Callable[[], Made]]:
    """Do work in this process, once what it makes is asked for."""
    yield work


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEngine:
    """What runs the parts of linking that are independent of each other; by default this process, one by one.

    Whatever runs them, the result is the same.
    """

    join_stories: Callable[[Stories, StoryJoiner], Iterable[JoinedStory]] = lambda stories, join: map(join, stories)
    """Joins stories, and yields them in their order."""
    score_names: Callable[[Sequence[EntityRecord]], Scored] = score_names
    """Compares the names of entities that share a block; as `kg.resolve.score_names`."""
    beside: Callable[[Callable[[], Any], int], AbstractContextManager[Callable[[], Any]]] = do_later
    """Begins work that nothing else waits for, given how many articles it is about; gives what returns its result."""


IN_PROCESS = LinkEngine()


def link_graph(graph: GraphStore, *, note: Note = unnoted, engine: LinkEngine = IN_PROCESS) -> None:
    """Link what is the same across the articles of a graph that is open for writing.

    Args:
        graph: the graph.
        note: is told what begins; quads are written while they come, so a stage's time has that of its quads in it.
        engine: what runs the parts that are independent of each other.
    """
    graph.flush()
    with TemporaryDirectory(prefix="kg-") as folder:
        find_origins = begin_origins(graph, Path(folder))
        with engine.beside(find_origins, graph.tables.n_articles()) as found_origins:
            _link(graph, found_origins, note, engine)


def _link(graph: GraphStore, found_origins: Callable[[], FoundOrigins], note: Note, engine: LinkEngine) -> None:
    note("entities")
    people = constraints(graph, JoiningKind.ENTITY)
    roles = list(survey_roles(graph))
    entities = list(survey_entity_records(graph, roles))
    decisions = link_entities(entities, same=people.same, different=people.different, score=engine.score_names)
    choose = canonical_chooser(entities)
    canonical = canonical_keys(decisions, choose=choose)
    held = held_roles(roles, canonical)
    offices = {place: f"entity/{person}" for place, person, _, _ in link_office_mentions(graph, held, canonical)}
    note("clearing")
    known = graph.identifiers
    with graph.linking(), Spill[ClaimLink]() as links:  # several to an assertion: too many for memory
        graph.replace_links(
            chain(
                describe_entity_links(decisions, identifiers=known, choose=choose),
                describe_roles(held, identifiers=known),
                describe_places((entity.reference for entity in entities), identifiers=known),
                _link_stories(graph, Linking(graph, canonical, offices), links, note, engine),
                _link_origins(graph, found_origins, note),
            )
        )


def _link_origins(graph: GraphStore, found_origins: Callable[[], FoundOrigins], note: Note) -> Iterator[Quad]:
    """Yield where articles and assertions come from, and keep the fingerprints that were made for it."""
    note("origins")
    found = found_origins()
    keep_fingerprints(graph, found.prints)
    yield from found.quads()


def _link_stories(
    graph: GraphStore, linking: Linking, links: Spill[ClaimLink], note: Note, engine: LinkEngine
) -> Iterator[Quad]:
    """Yield stories, events and how claims relate; note beside the quads what each mention was resolved to."""
    note("stories")
    book = SketchBook(linking.sketches())
    linking.write_stories(find_stories(book))
    held = claim_constraints(graph)
    claims = _Claims(links, names=ClaimNames(), held=held)
    join = StoryJoiner(canonical=linking.reader.canonical, held=held, note=note)
    stories = linking.told_stories(book.weights_of)
    with engine.beside(partial(link_dated, linking.reader), stories.n_articles) as link_all_dated:
        for joined in engine.join_stories(stories, join):
            linking.write_nodes(joined.resolved)
            yield from describe_story(joined.story, identifiers=graph.identifiers)
            for event in joined.events:
                yield from describe_occurrence(event, identifiers=graph.identifiers)
            claims.add_story(joined)
        note("claims of several stories")
        claims.join_stories(link_all_dated())
    yield from describe_says(claims.says, identifiers=graph.identifiers)
    yield from claims.describe(graph)
    yield from _describe_minted(graph, claims.names)


def link_dated(reader: StoryReader) -> list[ClaimLink]:
    """Return how claims of different stories relate whose articles appeared within days of each other."""
    return list(link_across_stories(case for case in reader.dated_cases() if not is_hollow(case)))


class _Claims:
    """Which claim each assertion says, and how claims relate, as the stories come by.

    Args:
        links: is filled with how assertions relate.
        names: settles the keys of claims over all stories.
        held: what people hold of claims.

    Attributes:
        names: settles the keys of claims over all stories.
        says: the key of the claim that each assertion says.
    """

    def __init__(self, links: Spill[ClaimLink], *, names: ClaimNames, held: Constraints) -> None:
        self.names = names
        self.says: dict[str, str] = {}
        self._held = held
        self._links = links

    def add_story(self, joined: JoinedStory) -> None:
        """Add the claims of a story."""
        self.says |= self.names.settle(joined.story.key, joined.stated)
        self._links.extend(joined.links)

    def join_stories(self, links: Sequence[ClaimLink]) -> None:
        """Join claims that several stories repeat, and those that people hold to be one.

        Args:
            links: those of assertions of different stories.
        """
        joined = join_across(links, self.says)
        for left, right in self._held.same:
            if left in self.says and right in self.says:
                one, other = (joined.get(self.says[key], self.says[key]) for key in (left, right))
                joined |= {key: one for key in (*joined, self.says[right]) if joined.get(key, key) == other}
        self.says = {assertion: joined.get(claim, claim) for assertion, claim in self.says.items()}
        self.names.join(joined)
        self._links.extend(links)

    def describe(self, graph: GraphStore) -> Iterator[Quad]:
        """Yield how claims relate, and which are one wherever they are told."""
        relations = relate_clusters(self._links, self.says)
        yield from describe_claim_relations(relations, self._links, self.says, identifiers=graph.identifiers)
        yield from describe_same(self.names.canonical, identifiers=graph.identifiers)


def _describe_minted(graph: GraphStore, names: ClaimNames) -> Iterator[Quad]:
    """Yield what is known of the words of each claim that got a key of its own."""
    shared = graph.identifiers.graph("claims")
    for key, words in names.minted():
        this, source = graph.identifiers.room("claim", key), graph.identifiers.room("claim", words)
        yield Quad(this, SPLIT_FROM, source, shared)
        for quad in graph.store.quads_for_pattern(source, None, None, shared):
            if quad.predicate not in LINKS:
                yield Quad(this, quad.predicate, quad.object, shared)
