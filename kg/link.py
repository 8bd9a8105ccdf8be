"""Joins the stages of linking: what is the same across articles, written anew into graphs of its own.

    entities → stories → mentions of a story: events and things → claims of a story → origins → links and decisions

One story is in memory at a time. What was extracted stays as it is, and neither the order of articles nor of builds
changes what is linked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Quad

from kg.link_story import JoinedStory, Note, StoryJoiner, unnoted
from kg.rdf import describe_entity_links
from kg.rdf.claim_links import (
    SPLIT_FROM,
    describe_assertion_origins,
    describe_claim_relations,
    describe_same,
    describe_says,
)
from kg.rdf.decisions import LINKS, canonical_keys
from kg.rdf.events import describe_occurrence, describe_story
from kg.rdf.origins import describe_origins
from kg.rdf.places import describe_places
from kg.rdf.roles import describe_roles
from kg.records import ClaimCase, ClaimLink
from kg.records.reviews import Constraints, JoiningKind
from kg.resolve import canonical_chooser, link_entities
from kg.resolve.claim_across import join_across, link_across_stories
from kg.resolve.claim_clusters import relate_clusters
from kg.resolve.claim_hollow import is_hollow
from kg.resolve.claim_names import ClaimNames
from kg.resolve.entity_records import EntityRecord
from kg.resolve.link import ScoredPair, score_names
from kg.resolve.roles import held_roles
from kg.resolve.stories import find_stories, weigh
from kg.store import GraphStore
from kg.store.linking import Linking
from kg.store.origins import assertion_origins, survey_origins
from kg.store.reviews import constraints
from kg.store.reviews_claims import claim_constraints
from kg.store.spill import Spill
from kg.store.survey_names import survey_entity_records
from kg.store.survey_offices import link_office_mentions
from kg.store.survey_roles import survey_roles
from kg.store.told import ToldStory

Scored = list[ScoredPair]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEngine:
    """What runs the parts of linking that are independent of each other; by default this process, one by one.

    Whatever runs them, the result is the same.
    """

    join_stories: Callable[[Iterable[ToldStory], StoryJoiner], Iterable[JoinedStory]] = lambda told, join: map(
        join, told
    )
    """Joins stories, and yields them in their order."""
    score_names: Callable[[Sequence[EntityRecord]], Scored] = score_names
    """Compares the names of entities that share a block; as `kg.resolve.score_names`."""


IN_PROCESS = LinkEngine()


def link_graph(graph: GraphStore, *, note: Note = unnoted, engine: LinkEngine = IN_PROCESS) -> None:
    """Link what is the same across the articles of a graph that is open for writing.

    Args:
        graph: the graph.
        note: is told what begins; quads are written while they come, so a stage's time has that of its quads in it.
        engine: what runs the parts that are independent of each other.
    """
    graph.flush()
    note("entities")
    people = constraints(graph, JoiningKind.ENTITY)
    roles = list(survey_roles(graph))
    entities = list(survey_entity_records(graph, roles))
    decisions = link_entities(entities, same=people.same, different=people.different, score=engine.score_names)
    choose = canonical_chooser(entities)
    canonical = canonical_keys(decisions, choose=choose)
    held = held_roles(roles, canonical)
    offices = {place: f"entity/{person}" for place, person, _, _ in link_office_mentions(graph, held, canonical)}
    note("origins")
    origins, known = survey_origins(graph), graph.identifiers
    note("clearing")
    with graph.linking(), Spill[ClaimLink]() as links:  # several to an assertion: too many for memory
        graph.replace_links(
            chain(
                describe_entity_links(decisions, identifiers=known, choose=choose),
                describe_roles(held, identifiers=known),
                describe_places((entity.reference for entity in entities), identifiers=known),
                _link_stories(graph, Linking(graph, canonical, offices), links, note, engine),
                describe_origins(origins, identifiers=known),
                describe_assertion_origins(assertion_origins(graph, origins), identifiers=known),
            )
        )


def _link_stories(
    graph: GraphStore, linking: Linking, links: Spill[ClaimLink], note: Note, engine: LinkEngine
) -> Iterator[Quad]:
    """Yield stories, events and how claims relate; note beside the quads what each mention was resolved to."""
    note("stories")
    sketches = list(linking.sketches())
    linking.write_stories(find_stories(sketches))
    vectors = dict(zip((sketch.key for sketch in sketches), weigh(sketches), strict=True))
    del sketches
    held = claim_constraints(graph)
    claims = _Claims(links, names=ClaimNames(), held=held)
    join = StoryJoiner(canonical=linking.canonical, held=held, note=note)
    for joined in engine.join_stories(linking.told_stories(vectors), join):
        linking.write_nodes(joined.mentions, joined.nodes)
        yield from describe_story(joined.story, identifiers=graph.identifiers)
        for event in joined.events:
            yield from describe_occurrence(event, identifiers=graph.identifiers)
        claims.add_story(joined)
    note("claims of several stories")
    claims.join_stories(linking.dated_cases())
    yield from describe_says(claims.says, identifiers=graph.identifiers)
    yield from claims.describe(graph)
    yield from _describe_minted(graph, claims.names)
    note("origins")


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
        self.says |= self.names.settle(joined.story.key, joined.cases, joined.clusters)
        self._links.extend(joined.links)

    def join_stories(self, cases: Iterable[ClaimCase]) -> None:
        """Join claims that several stories repeat, and those that people hold to be one.

        Args:
            cases: those of all articles by their dates.
        """
        links = list(link_across_stories(case for case in cases if not is_hollow(case)))
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
