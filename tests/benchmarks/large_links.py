"""Write what linking across articles would find in the large graph, by the functions that linking writes it with.

What was told is known, so nothing is compared: stories, events, which claims are one and which clash, names of one
entity, offices, reprints.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pyoxigraph import Quad

from kg.link import _describe_minted
from kg.rdf import describe_entity_links
from kg.rdf.claim_links import describe_assertion_origins, describe_claim_relations, describe_same, describe_says
from kg.rdf.events import describe_occurrence, describe_story
from kg.rdf.origins import describe_origins
from kg.rdf.roles import describe_roles
from kg.records import ClaimCase, ClaimLink, ClaimRelation, Decision, Span
from kg.records.event import Story
from kg.records.origin import Copy, OriginRecord
from kg.records.roles import HeldRole
from kg.resolve.claim_clusters import relate_clusters
from kg.resolve.claim_names import ClaimNames, state_claims
from kg.resolve.occurrences import find_occurrences
from kg.resolve.origins import assign_origins
from kg.resolve.wording import digest
from kg.store import GraphStore
from kg.store.linking import Linking
from kg.store.origins import assertion_origins
from kg.store.told import resolve_to
from tests.benchmarks.large_texts import Told
from tests.benchmarks.large_world import Plot, World, words

OFFICERS = 600
"""People who hold an office."""


class Links:
    """Remembers what was told in each article, and writes the links that follow.

    Args:
        world: what the articles were written from.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._canonical = {alias.key: key for key, alias in world.aliases.items()}
        self._families: dict[str, str] = {}
        self._events: dict[tuple[str, int], str] = {}
        self._origins: list[OriginRecord] = []
        self._copies: list[Copy] = []
        self._plots: dict[str, Plot] = {}
        self._articles: dict[str, str] = {}
        self._keys: dict[tuple[str, str], str] = {}

    def note(self, told: Told) -> None:
        """Remember an article."""
        article, issue = told.account.article, told.issue
        self._families |= told.families
        self._events |= {(article.key, start): node for start, node in told.events.items()}
        self._plots[issue.plot.key] = issue.plot
        self._articles[article.key] = issue.plot.key
        self._keys[issue.plot.key, issue.id] = article.key
        day = issue.day.isoformat() if issue.day is not None else None
        self._origins.append(
            OriginRecord(
                key=article.key,
                id=article.id,
                outlet=article.outlet,
                published=day,
                fingerprint=b"",
                title=article.title,
            )
        )
        if issue.reprints is not None:
            source = self._keys[issue.plot.key, issue.reprints]
            whole = (Span(0, len(article.text)),)
            self._copies.append(
                Copy(article=article.key, source=source, share=1.0, contained=1.0, jaccard=1.0, passages=whole)
            )

    def write(self, graph: GraphStore) -> None:
        """Write all links of a graph that has the articles."""
        graph.replace_links(self._quads(graph))

    def _quads(self, graph: GraphStore) -> Iterator[Quad]:
        known = graph.identifiers
        references = {one.key: one for one in self._world.entities}
        decisions = tuple(
            Decision(
                left=alias, right=references[key], relation="same", score=0.93,
                reasons=("the initial and the last name are the same",), decided_by="name-variant",
            )
            for key, alias in self._world.aliases.items()
        )  # fmt: skip
        yield from describe_entity_links(
            decisions, identifiers=known, choose=lambda cluster: max(cluster, key=lambda one: len(one.label))
        )
        yield from describe_roles(self._roles(), identifiers=known)
        yield from self._stories(graph)
        origins = assign_origins(self._origins, self._copies)
        yield from describe_origins(origins, identifiers=known)
        yield from describe_assertion_origins(assertion_origins(graph.tables.connection, origins), identifiers=known)

    def _roles(self) -> Iterator[HeldRole]:
        people = [one for one in self._world.entities if one.type == "PERSON"][:OFFICERS]
        places = [one for one in self._world.entities if one.type == "GPE"]
        offices = words()["offices"]
        for number, person in enumerate(people):
            past = number % 7 == 3
            yield HeldRole(
                person=person.key, title=offices[number % len(offices)], of=places[number % len(places)], past=past,
                seen_from="2023-03-01", seen_to="2023-11-30" if past else "2024-11-30", n_articles=1 + number % 9,
            )  # fmt: skip

    def _stories(self, graph: GraphStore) -> Iterator[Quad]:
        linking, names = Linking(graph, self._canonical, {}), ClaimNames()
        linking.write_stories(self._articles)
        says: dict[str, str] = {}
        links: list[ClaimLink] = []
        for key, articles in linking.stories():
            days = [one.published for one in articles if one.published is not None]
            yield from describe_story(
                Story(
                    key=key, label=self._plots[key].label, first=min(days, default=None), last=max(days, default=None),
                    articles=tuple(one.key for one in articles),
                ),
                identifiers=graph.identifiers,
            )  # fmt: skip
            mentions = linking.reader.mentions(articles)
            nodes = [self._events[one.article, one.start] if one.form.is_event else one.node or "" for one in mentions]
            linking.write_nodes(resolve_to(mentions, nodes))
            cases = list(linking.reader.cases(key, articles, mentions, nodes))
            for event in find_occurrences(key, mentions, nodes, cases):
                yield from describe_occurrence(event, identifiers=graph.identifiers)
            says |= names.settle(key, state_claims(cases, self._clusters(cases)))
            links += self._relations(cases)
        yield from describe_says(says, identifiers=graph.identifiers)
        yield from describe_claim_relations(relate_clusters(links, says), links, says, identifiers=graph.identifiers)
        yield from describe_same(names.canonical, identifiers=graph.identifiers)
        yield from _describe_minted(graph, names)

    def _by_family(self, cases: Iterable[ClaimCase]) -> dict[str, list[ClaimCase]]:
        found: dict[str, list[ClaimCase]] = defaultdict(list)
        for case in cases:
            found[self._families[case.key]].append(case)
        return dict(sorted(found.items()))

    def _clusters(self, cases: Iterable[ClaimCase]) -> dict[str, str]:
        """Name each family by the claim that most of it makes; a second family of one claim gets a key of its own."""
        taken: set[str] = set()
        found: dict[str, str] = {}
        for family, members in self._by_family(cases).items():
            counts = Counter(case.claim for case in members)
            key = min(counts, key=lambda claim: (-counts[claim], claim))
            key = digest(key, family) if key in taken else key
            taken.add(key)
            found |= {case.key: key for case in members}
        return found

    def _relations(self, cases: Iterable[ClaimCase]) -> Iterator[ClaimLink]:
        """Yield how the families of a story relate, and why claims in other words are one."""
        families = self._by_family(cases)
        for family, members in families.items():
            first = {case.claim: case for case in reversed(members)}
            for one, other in pairwise(sorted(first.values(), key=lambda case: case.key)):
                yield _link(one, other, ClaimRelation.SAME, score=0.88, reason="the same in other names")
            rival = families.get(family.replace("/for/", "/against/")) if "/for/" in family else None
            if rival is not None:
                yield _link(
                    members[0], rival[0], ClaimRelation.CONTRADICTS, score=0.8, reason=_why(members[0], rival[0])
                )
            brief = families.get(family.removesuffix("whole") + "brief") if family.endswith("/whole") else None
            if brief is not None:
                yield _link(
                    members[0], brief[0], ClaimRelation.REFINES, score=0.75, reason="it says the same and where"
                )


def _link(one: ClaimCase, other: ClaimCase, relation: ClaimRelation, *, score: float, reason: str) -> ClaimLink:
    return ClaimLink(
        left=one.key, right=other.key, relation=relation, score=score, reasons=(reason,), decided_by="large-graph"
    )


def _why(one: ClaimCase, other: ClaimCase) -> str:
    if one.quantity != other.quantity:
        return f"{one.quantity or 0:g} and {other.quantity or 0:g} cannot both be right"
    return "one says that it is so, the other that it is not"
