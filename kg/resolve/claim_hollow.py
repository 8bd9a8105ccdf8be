"""Claims that say too little to be one only because their words are."""

from kg.records import ClaimCase
from kg.resolve.reporting import reporting_verbs

HOLLOW = frozenset({"be", "have", "do", "make", "take", "get", "go", "come", "put", "give", "keep", "let"})
"""Verbs that say nothing of a subject alone."""


def is_hollow(case: ClaimCase) -> bool:
    """Tell whether a claim says too little to be told twice: "Ode says", "the mayor makes" of two articles differ."""
    has_more = case.object or case.object_claim or case.arguments or case.quantity is not None
    return not has_more and case.predicate in HOLLOW | reporting_verbs()
