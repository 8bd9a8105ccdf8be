"""Across articles: which claims are one, because their canonical subject, predicate and object coincide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.records import Claim, Kind, Reference
from kg.resolve.wording import digest

LINKING_VERBS = frozenset({"be", "become", "remain", "seem", "have", "do", "make", "take"})
"""Verbs that say so little with their object alone that the other arguments count too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """A claim as the articles state it."""

    claim: Claim
    n_articles: int


def link_claims(records: Iterable[ClaimRecord], canonical_by_entity: Mapping[str, str] | None = None) -> dict[str, str]:
    """Map the key of every claim that equals another one to the key of their canonical claim.

    Claims are equal when subject, predicate, voice, object (or the claim that is the object), quantity and unit are
    the same after entities are replaced by their canonical ones; where there is no object, or only that of a linking
    verb, the other arguments must be the same too. The canonical claim is the one in most articles, ties by the
    shortest text, then by the key.

    Args:
        records: the claims of all articles; several records of one key are added up.
        canonical_by_entity: the key of the canonical entity by the key of each entity that is the same.
    """
    by_key: dict[str, Claim] = {}
    counts: dict[str, int] = defaultdict(int)
    for record in records:
        by_key.setdefault(record.claim.key, record.claim)
        counts[record.claim.key] += record.n_articles
    signatures = _Signatures(by_key, canonical_by_entity or {})
    groups: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        groups[signatures.of(key)].append(key)
    canonical: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            best = min(group, key=lambda key: (-counts[key], len(by_key[key].text), key))
            canonical.update(dict.fromkeys(sorted(group), best))
    return dict(sorted(canonical.items()))


class _Signatures:
    """What equal claims have in common, inner claims first."""

    def __init__(self, claims: Mapping[str, Claim], canonical: Mapping[str, str]) -> None:
        self._claims, self._canonical = claims, canonical
        self._found: dict[str, str] = {}

    def of(self, key: str) -> str:
        if key not in self._found:
            self._found[key] = key  # a claim that contains itself, or one that no article states, stands for itself
            if key in self._claims:
                self._found[key] = self._signature(self._claims[key])
        return self._found[key]

    def _signature(self, claim: Claim) -> str:
        inner = self.of(claim.object_claim) if claim.object_claim else None
        parts = [
            self._part(claim.subject),
            claim.predicate,
            str(claim.passive),
            self._part(claim.object),
            inner,
            None if claim.quantity is None else f"{claim.quantity:g}",
            claim.unit,
        ]
        if (claim.object is None and inner is None) or claim.predicate in LINKING_VERBS:
            parts += sorted(f"{argument.role} {self._part(argument.reference)}" for argument in claim.arguments)
        return digest(*parts)

    def _part(self, reference: Reference | None) -> str | None:
        if reference is None:
            return None
        key = self._canonical.get(reference.key, reference.key) if reference.kind is Kind.ENTITY else reference.key
        return f"{reference.kind} {key}"
