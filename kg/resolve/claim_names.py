"""Keys of claims over all stories: where the same words are claimed of different events, each story has its own claim.

A claim of a state ("Ode is the mayor") is one wherever it is told; one of a happening ("police arrest a man") is the
claim of its story. The first story, by date, keeps the key that the words have.
"""

from collections.abc import Iterable, Iterator, Mapping

from kg.records import ClaimCase
from kg.records.linking import StatedClaim
from kg.resolve.wording import digest

LASTING = frozenset({"be", "have", "own", "lead", "belong", "border"})
"""Predicates of states; without a time of their own they are told of the world and not of a day."""


def state_claims(cases: Iterable[ClaimCase], clusters: Mapping[str, str]) -> Iterator[StatedClaim]:
    """Yield what settling asks of each assertion of a story.

    Args:
        cases: the assertions.
        clusters: their claims' keys as found within the story.
    """
    for case in cases:
        lasting = case.predicate in LASTING and case.time is None
        yield StatedClaim(assertion=case.key, claim=case.claim, cluster=clusters[case.key], lasting=lasting)


class ClaimNames:
    """Settles the keys of claims story by story.

    Attributes:
        split: the key that the words have, by the key of each claim that got one of its own.
        canonical: the claim that a key was resolved to; None where its assertions are of several claims.
    """

    def __init__(self) -> None:
        self.split: dict[str, str] = {}
        self.canonical: dict[str, str | None] = {}
        self._owners: dict[str, str] = {}

    def settle(self, story: str, stated: Iterable[StatedClaim]) -> dict[str, str]:
        """Return the key of the claim of each assertion of a story.

        Args:
            story: its key.
            stated: its assertions.
        """
        found = list(stated)
        lasting = {one.cluster: one.lasting for one in found}
        settled: dict[str, str] = {}
        for one in found:
            key = one.cluster
            if not lasting[key] and self._owners.setdefault(key, story) != story:
                key = digest(key, story)
            settled[one.assertion] = key
            if key != one.claim:
                self.split.setdefault(key, one.claim)
            self.canonical[one.claim] = key if self.canonical.get(one.claim, key) == key else None
        return settled

    def join(self, joined: Mapping[str, str]) -> None:
        """Follow what was joined over several stories.

        Args:
            joined: the claim that each claim is the same as.
        """
        self.canonical = {claim: None if key is None else joined.get(key, key) for claim, key in self.canonical.items()}
        self.split = {key: words for key, words in self.split.items() if joined.get(key, key) == key}

    def minted(self) -> list[tuple[str, str]]:
        """Return each claim that no article states under its key, with the key that its words have."""
        return [(key, words) for key, words in sorted(self.split.items()) if key not in self.canonical]
