"""The nouns: frozen records, standard library only, no input or output."""

from kg.records.account import Account, Assertion, Claim, ClaimArgument, Decision, Kind, Reference, ResolvedMention
from kg.records.annotation import (
    Annotation,
    Argument,
    Attribution,
    Certainty,
    Chain,
    EntityMention,
    Polarity,
    Predicate,
    QuantityMention,
    Quotation,
    Relation,
    Tense,
    TimeMention,
    Voice,
)
from kg.records.article import Article, Removal
from kg.records.linking import ClaimCase, ClaimLink, ClaimRelation, ClusterLink
from kg.records.mention import Form, Mention
from kg.records.row import ClaimRow
from kg.records.text import Place, Problem, Span

__all__ = [
    "Account",
    "Annotation",
    "Argument",
    "Article",
    "Assertion",
    "Attribution",
    "Certainty",
    "Chain",
    "Claim",
    "ClaimArgument",
    "ClaimCase",
    "ClaimLink",
    "ClaimRelation",
    "ClaimRow",
    "ClusterLink",
    "Decision",
    "EntityMention",
    "Form",
    "Kind",
    "Mention",
    "Place",
    "Polarity",
    "Predicate",
    "Problem",
    "QuantityMention",
    "Quotation",
    "Reference",
    "Relation",
    "Removal",
    "ResolvedMention",
    "Span",
    "Tense",
    "TimeMention",
    "Voice",
]
