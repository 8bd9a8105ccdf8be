"""Joins the stages of linking: what is the same across articles, written anew into graphs of its own.

    entities → stories → mentions of a story: events and things → claims of a story → origins → links and decisions

One story is in memory at a time. What was extracted stays as it is, and neither the order of articles nor of builds
changes what is linked.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from pyoxigraph import Quad

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
from kg.resolve.claim_blocks import link_claim_cases
from kg.resolve.claim_clusters import cluster_claims, relate_clusters
from kg.resolve.claim_hollow import is_hollow
from kg.resolve.claim_names import ClaimNames
from kg.resolve.mention_clusters import join_mentions
from kg.resolve.occurrences import find_occurrences, name_story
from kg.resolve.roles import held_roles
from kg.resolve.stories import compare, find_stories, weigh
from kg.store import GraphStore
from kg.store.linking import Linking
from kg.store.origins import assertion_origins, survey_origins
from kg.store.reviews import constraints
from kg.store.reviews_claims import claim_constraints
from kg.store.spill import Spill
from kg.store.survey_names import survey_entity_records
from kg.store.survey_offices import link_office_mentions
from kg.store.survey_roles import survey_roles

Note = Callable[[str], None]
"""Is told the name of each stage that begins: entities, origins, stories, then mentions and claims by turns."""


def _unnoted(stage: str) -> None:
    """Take no note of what stage begins."""


def link_graph(graph: GraphStore, *, note: Note = _unnoted) -> None:
    """Link what is the same across the articles of a graph that is open for writing.

    Args:
        graph: the graph.
        note: is told what begins; quads are written while they come, so a stage's time has that of its quads in it.
    """
    graph.flush()
    note("entities")
    people = constraints(graph, JoiningKind.ENTITY)
    roles = list(survey_roles(graph))
    entities = list(survey_entity_records(graph, roles))
    decisions = link_entities(entities, same=people.same, different=people.different)
    choose = canonical_chooser(entities)
    canonical = canonical_keys(decisions, choose=choose)
    held = held_roles(roles, canonical)
    offices = {place: f"entity/{person}" for place, person, _, _ in link_office_mentions(graph, held, canonical)}
    note("origins")
    origins, known = survey_origins(graph), graph.identifiers
    note("clearing")
    with Spill[ClaimLink]() as links:  # several to an assertion: too many for memory
        graph.replace_links(
            chain(
                describe_entity_links(decisions, identifiers=known, choose=choose),
                describe_roles(held, identifiers=known),
                describe_places((entity.reference for entity in entities), identifiers=known),
                _link_stories(graph, Linking(graph, canonical, offices), links, note),
                describe_origins(origins, identifiers=known),
                describe_assertion_origins(assertion_origins(graph, origins), identifiers=known),
            )
        )


def _link_stories(graph: GraphStore, linking: Linking, links: Spill[ClaimLink], note: Note) -> Iterator[Quad]:
    """Yield stories, events and how claims relate; note beside the quads what each mention was resolved to."""
    note("stories")
    sketches = list(linking.sketches())
    linking.write_stories(find_stories(sketches))
    vectors = dict(zip((sketch.key for sketch in sketches), weigh(sketches), strict=True))
    del sketches
    claims = _Claims(links, names=ClaimNames(), held=claim_constraints(graph))
    for key, articles in linking.stories():
        note("mentions")
        mentions = linking.mentions(articles)
        nodes = join_mentions(mentions, lambda one, other: compare(vectors[one], vectors[other]))
        linking.write_nodes(mentions, nodes)
        cases = list(linking.cases(key, articles, mentions, nodes))
        story = name_story(key, [(one.key, one.published) for one in articles], [vectors[one.key] for one in articles])
        yield from describe_story(story, identifiers=graph.identifiers)
        for event in find_occurrences(key, mentions, nodes, cases):
            yield from describe_occurrence(event, identifiers=graph.identifiers)
        note("claims")
        claims.add_story(key, cases)
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

    def add_story(self, key: str, cases: list[ClaimCase]) -> None:
        """Join the claims of a story."""
        links = list(link_claim_cases(cases))
        clusters = cluster_claims(cases, links, together=self._held.same, apart=self._held.different)
        self.says |= self.names.settle(key, cases, clusters)
        self._links.extend(links)

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
