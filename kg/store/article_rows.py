"""What an article's account fills in articles.sqlite, made where the article was read: it crosses processes cheaply."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal

from kg.rdf import Identifiers
from kg.records import Account, Article
from kg.store.digests import Digest, digest_lines
from kg.store.facts import Line, assertion_lines, mention_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRows:
    """An article with the lines of its mentions and assertions, and the hashes of its quads."""

    article: Article
    mentions: list[Line]
    assertions: list[Line]
    quads_hash: str
    """Of everything that is described of it."""
    digest: Digest
    """Of the quads of its own graph."""


def article_rows(account: Account, lines: bytes, *, identifiers: Identifiers) -> ArticleRows:
    """Return the rows of an account.

    Args:
        account: who asserts what in the article.
        lines: its quads, as `kg.rdf.serialise` writes them.
        identifiers: those that the quads were described with.
    """
    return ArticleRows(
        article=account.article,
        mentions=list(_mention_lines(account, identifiers)),
        assertions=list(assertion_lines(account)),
        quads_hash=sha256(lines).hexdigest(),
        digest=digest_lines(lines, identifiers.room("article", account.article.key)),
    )


def _mention_lines(account: Account, identifiers: Identifiers) -> Iterator[Line]:
    for mention in account.mentions:
        term = identifiers.reference(mention.reference)
        if isinstance(term, Literal):  # a time: values have no node of their own but here
            term = identifiers.room("time", mention.reference.key)
        place = (account.article.key, mention.span.start, mention.span.end)
        yield *place, mention.kind, mention.reference.type, term.value, *mention_columns(mention.read)
