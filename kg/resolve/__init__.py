"""FROM MANY MENTIONS TO ONE ENTITY, FROM MANY ASSERTIONS TO ONE CLAIM; pure.

Annotation → build_account → Account                     inside one article: a function of the article alone
EntityRecords of all articles → link_entities → Decisions    across articles: nothing is rewritten
ClaimRecords of all articles → link_claims → canonical claims
"""

from kg.resolve.account import build_account
from kg.resolve.equal import ClaimRecord, link_claims
from kg.resolve.link import EntityRecord, canonical_chooser, link_entities

__all__ = ["ClaimRecord", "EntityRecord", "build_account", "canonical_chooser", "link_claims", "link_entities"]
