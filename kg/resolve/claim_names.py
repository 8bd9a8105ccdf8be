"""Keys of claims over all stories: where the same words are claimed of different events, each story has its own claim.

A claim of a state ("Ode is the mayor") is one wherever it is told; one of a happening ("police arrest a man") is the
claim of its story. The first story, by date, keeps the key that the words have.
"""

from collections.abc import Iterable, Mapping

from kg.records import ClaimCase
from kg.resolve.wording import digest

LASTING = frozenset({"be", "have", "own", "lead", "belong", "border"})
"""Predicates of states; without a time of their own they are told of the world and not of a day."""


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

    def settle(self, story: str, cases: Iterable[ClaimCase], clusters: Mapping[str, str]) -> dict[str, str]:
        """Return the key of the claim of each assertion of a story.

        Args:
            story: its key.
            cases: its assertions.
            clusters: their claims' keys as found within the story.
        """
        cases = list(cases)
        lasting = {clusters[case.key]: _is_lasting(case) for case in cases}
        settled: dict[str, str] = {}
        for case in cases:
            key = clusters[case.key]
            if not lasting[key] and self._owners.setdefault(key, story) != story:
                key = digest(key, story)
            settled[case.key] = key
            if key != case.claim:
                self.split.setdefault(key, case.claim)
            self.canonical[case.claim] = key if self.canonical.get(case.claim, key) == key else None
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


def _is_lasting(case: ClaimCase) -> bool:
    return case.predicate in LASTING and case.time is None
