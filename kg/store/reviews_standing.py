"""Which of people's decisions counts where several were made; nobody's is deleted for it.

A verdict: of each person the last word; of several people the latest that accepts or rejects, so that somebody's
doubt does not bring back what another one rejected. `unsure` counts where nobody has decided.

A joining: the latest first, each as long as it agrees with those that came after it; so a split undoes an older
merge, also one that joins the two by way of a third.

What was decided in the same second is taken on the side of caution: a rejection and a split come last.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from kg.records.reviews import Joining, JoiningRelation, Judgement, Verdict


def standing_verdicts(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """Return the verdict that counts by the key of each assertion."""
    latest: dict[str, Verdict] = {}
    for verdict in sorted(verdicts, key=_weight):
        latest[verdict.assertion] = verdict
    return latest


def standing_joinings(joinings: Iterable[Joining]) -> list[Joining]:
    """Return the joinings that agree with every later one, latest first."""
    groups = _Groups()
    order = sorted(joinings, key=lambda one: (one.at, one.relation is JoiningRelation.DIFFERENT, one.key), reverse=True)
    return [joining for joining in order if groups.take(joining)]


def _weight(verdict: Verdict) -> tuple[bool, datetime, bool, str]:
    decided = verdict.verdict is not Judgement.UNSURE
    return decided, verdict.at, verdict.verdict is Judgement.REJECTED, verdict.key


class _Groups:
    """Things that are one, and groups that must not become one."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}
        self._apart: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)

    def take(self, joining: Joining) -> bool:
        """Keep to a joining if it agrees with all that were taken before; tell whether it does."""
        left, right = (self._root((joining.kind.value, key)) for key in joining.pair)
        if joining.relation is JoiningRelation.DIFFERENT:
            if left == right:
                return False
            self._apart[left].add(right)
            self._apart[right].add(left)
            return True
        if right in self._apart[left]:
            return False
        if left != right:
            self._join(left, right)
        return True

    def _join(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        self._parent[right] = left
        for other in self._apart.pop(right, ()):
            self._apart[other].discard(right)
            self._apart[other].add(left)
            self._apart[left].add(other)

    def _root(self, this: tuple[str, str]) -> tuple[str, str]:
        while self._parent.setdefault(this, this) != this:
            self._parent[this] = this = self._parent[self._parent[this]]
        return this
