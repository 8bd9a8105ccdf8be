"""FROM MANY MENTIONS TO ONE ENTITY, FROM MANY ASSERTIONS TO ONE CLAIM; pure.

Annotation → build_account → Account                     inside one article: a function of the article alone
EntityRecords of all articles → link_entities → Decisions    across articles: nothing is rewritten
ClaimCases of one story → link_claim_cases → ClaimLinks → cluster_claims → canonical claims    the same, more, contrary
"""

from kg.resolve.account import build_account
from kg.resolve.claim_blocks import link_claim_cases
from kg.resolve.claim_clusters import cluster_claims
from kg.resolve.link import EntityRecord, canonical_chooser, link_entities

__all__ = [
    "EntityRecord",
    "build_account",
    "canonical_chooser",
    "cluster_claims",
    "link_claim_cases",
    "link_entities",
]
