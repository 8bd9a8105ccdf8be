"""FROM MANY MENTIONS TO ONE ENTITY, FROM MANY ASSERTIONS TO ONE CLAIM; pure.

    Annotation → build_account → Account          inside one article; its references are functions of the article alone
    entities, claims of all articles → link_… → Decisions    across articles; nothing is rewritten
"""

from kg.resolve.account import build_account

__all__ = ["build_account"]
