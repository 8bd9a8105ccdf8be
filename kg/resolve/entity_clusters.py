"""Join entities into clusters so that no chain of pairs joins two that were judged different.

Pairs are joined in order of their scores (ties by the keys), and a pair is left out where its two clusters hold a
pair with evidence against it: greedy correlation clustering (Bansal, Blum and Chawla 2004). The order of the
articles plays no part.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from kg.records import Decision, Reference
from kg.resolve.compare import OTHERS, PEOPLE, Evidence
from kg.resolve.entity_records import EntityRecord
from kg.resolve.spelling import person_name

AGAINST = -8.0
"""Bits of one feature from which on two entities are different whatever else speaks for them."""
MOST_CHECKED = 400
"""Pairs of two clusters that are checked against each other before they are joined."""

KeyPair = tuple[str, str]


def conflict(left: EntityRecord, right: EntityRecord) -> Evidence | None:
    """Return the strongest evidence that two entities are different; None where there is none that decides."""
    if left.is_person != right.is_person:
        return Evidence(AGAINST, "one is a person, the other is none")
    if left.is_person and not (person_name(left.key).given and person_name(right.key).given):
        return None
    found = [feature(left, right) for feature in (PEOPLE if left.is_person else OTHERS)]
    against = [evidence for evidence in found if evidence is not None and evidence.bits <= AGAINST]
    return min(against, default=None)


class Clusters:
    """Entities that are one, as far as it is decided.

    Args:
        records: every entity once.
        same: pairs of keys that a person joined.
        different: pairs of keys that a person parted; they win over everything, `same` included.
    """

    def __init__(
        self, records: Sequence[EntityRecord], *, same: Iterable[KeyPair] = (), different: Iterable[KeyPair] = ()
    ) -> None:
        self._record_by_key = {record.key: record for record in records}
        self._members: dict[str, list[str]] = {record.key: [record.key] for record in records}
        self._parted = {_ordered(pair) for pair in different}
        self._joined = {_ordered(pair) for pair in same} - self._parted
        self.decisions: list[Decision] = []
        for pair in sorted(self._parted | self._joined):
            self._take_over(pair)

    def _take_over(self, pair: KeyPair) -> None:
        left, right = (self._record_by_key.get(key) for key in pair)
        if left is None or right is None or left is right:
            return
        if pair in self._parted:
            self._decide(left, right, relation="different", score=0.0, reasons=("a person parted them",), rule="person")
        elif not self._is_parted(left.key, right.key):
            self._union(left.key, right.key)
            self._decide(left, right, relation="same", score=1.0, reasons=("a person joined them",), rule="person")

    def join(
        self, left: EntityRecord, right: EntityRecord, *, score: float, reasons: tuple[str, ...], rule: str
    ) -> bool:
        """Join two entities with all that belongs to them, unless two of them were judged different.

        Returns:
            Whether they are one now.
        """
        if self._members[left.key] is self._members[right.key]:
            if _ordered((left.key, right.key)) not in self._joined:
                self._decide(left, right, relation="same", score=score, reasons=reasons, rule=rule)
            return True
        if self._is_parted(left.key, right.key):
            return False
        found = self._conflict(left.key, right.key)
        if found is not None:
            one, other, against = found
            self._decide(one, other, relation="different", score=0.01, reasons=(against.reason,), rule="conflict")
            return False
        self._union(left.key, right.key)
        self._decide(left, right, relation="same", score=score, reasons=reasons, rule=rule)
        return True

    def __iter__(self) -> Iterator[list[EntityRecord]]:
        """Yield the clusters, members and clusters in order of their keys."""
        seen: set[int] = set()
        for key in sorted(self._members):
            members = self._members[key]
            if id(members) not in seen:
                seen.add(id(members))
                yield [self._record_by_key[one] for one in sorted(members)]

    def _is_parted(self, left: str, right: str) -> bool:
        pairs = product(self._members[left], self._members[right])
        return bool(self._parted) and any(_ordered(pair) in self._parted for pair in pairs)

    def _conflict(self, left: str, right: str) -> tuple[EntityRecord, EntityRecord, Evidence] | None:
        pairs = product(sorted(self._members[left]), sorted(self._members[right]))
        for one, other in islice(pairs, MOST_CHECKED):
            against = conflict(self._record_by_key[one], self._record_by_key[other])
            if against is not None:
                return self._record_by_key[one], self._record_by_key[other], against
        return None

    def _union(self, left: str, right: str) -> None:
        ours, theirs = self._members[left], self._members[right]
        if ours is theirs:
            return
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours += theirs
        for key in theirs:
            self._members[key] = ours

    def _decide(
        self,
        left: EntityRecord,
        right: EntityRecord,
        *,
        relation: str,
        score: float,
        reasons: tuple[str, ...],
        rule: str,
    ) -> None:
        first, second = sorted((left.reference, right.reference), key=_key)
        self.decisions.append(
            Decision(left=first, right=second, relation=relation, score=score, reasons=reasons, decided_by=rule)
        )


def _key(reference: Reference) -> str:
    return reference.key


def _ordered(pair: KeyPair) -> KeyPair:
    return (pair[0], pair[1]) if pair[0] <= pair[1] else (pair[1], pair[0])
