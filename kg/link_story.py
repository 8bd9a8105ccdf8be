"""Joins the stages of one story: its mentions to events and things, its assertions to claims.

    ToldStory → mentions joined → cases → events; links between assertions → clusters → JoinedStory

A function of the story alone, so stories can be joined by any process, in any order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.records import ClaimLink
from kg.records.event import Occurrence, Story
from kg.records.linking import StatedClaim
from kg.records.reviews import Constraints
from kg.resolve.claim_blocks import link_claim_cases
from kg.resolve.claim_clusters import cluster_claims
from kg.resolve.claim_names import state_claims
from kg.resolve.mention_clusters import join_mentions
from kg.resolve.occurrences import find_occurrences, name_story
from kg.resolve.stories import compare
from kg.store.told import ResolvedMention, ToldStory, build_cases, resolve_to

Note = Callable[[str], None]
"""Is told the name of each stage that begins: entities, origins, stories, then mentions and claims by turns."""


def unnoted(stage: str) -> None:
    """Take no note of what stage begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStory:
    """A story after it was joined: no more of it than is written, since it crosses processes."""

    story: Story
    resolved: tuple[ResolvedMention, ...]
    events: tuple[Occurrence, ...]
    stated: tuple[StatedClaim, ...]
    links: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryJoiner:
    """Joins a story; it crosses processes with what it knows of the whole graph.

    Calling it with a ToldStory returns the JoinedStory.
    """

    canonical: Mapping[str, str] = field(default_factory=dict)
    """The key of the canonical entity by the key of each entity that is the same."""
    held: Constraints
    """What people hold of claims."""
    note: Note = unnoted

    def __call__(self, told: ToldStory) -> JoinedStory:
        """Join a story."""
        vectors, mentions = told.vectors, told.mentions
        self.note("mentions")
        nodes = join_mentions(mentions, lambda one, other: compare(vectors[one], vectors[other]))
        cases = list(build_cases(told.key, told.articles, mentions, nodes, canonical=self.canonical))
        self.note("claims")
        links = list(link_claim_cases(cases))
        dates = [(one.key, one.published) for one in told.articles]
        clusters = cluster_claims(cases, links, together=self.held.same, apart=self.held.different)
        return JoinedStory(
            story=name_story(told.key, dates, [vectors[one.key] for one in told.articles]),
            resolved=tuple(resolve_to(mentions, nodes)),
            events=tuple(find_occurrences(told.key, mentions, nodes, cases)),
            stated=tuple(state_claims(cases, clusters)),
            links=tuple(links),
        )
