"""Accounts that linking has something to do with: two stories, a copy, and mentions as they are read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.records import Account, Form, Kind, Mention, ResolvedMention, Span, Tense
from tests.accounts import COURIER, REJECT, TALKS, account, article, assertion, build_sample_accounts, topic
from tests.resolve.story_mentions import meaning

WORDS: dict[str, tuple[Form, str]] = {
    "talks": (Form.NOUN, "talk"),
    "demand": (Form.NOUN, "demand"),
    "islands": (Form.NOMINAL, "island"),
    "navy": (Form.NOMINAL, "navy"),
    "drones": (Form.NOMINAL, "drone"),
    "announced": (Form.VERB, "announce"),
    "hold": (Form.VERB, "hold"),
    "host": (Form.VERB, "host"),
    "cede": (Form.VERB, "cede"),
    "launched": (Form.VERB, "launch"),
    "rejected": (Form.VERB, "reject"),
    "harvest": (Form.NOUN, "harvest"),
    "orchard": (Form.NOMINAL, "orchard"),
    "tractors": (Form.NOMINAL, "tractor"),
    "hail": (Form.NOUN, "hail"),
    "pruned": (Form.VERB, "prune"),
}

AUTUMN = article(
    "ll-1",
    "Lowland Ledger",
    "2025-09-20",
    "Hail over the orchard",
    "Hail has hit the harvest of every orchard in the valley. Tractors stood idle and no tree was pruned. "
    "Sudria rejected the demand.",
)
COPY = replace(COURIER, id="rr-1", outlet="River Record", title="Talks are announced", author=None, removed=())
WIRE = article(
    "ww-1",
    "Western Wire",
    "2025-03-04",
    "Two sides of a strait",
    "The peace talks in Port Ellis are near, Reuters reported. Sudria rejected the demand.",
    author="Reuters",
)


def build_linked_accounts() -> tuple[Account, ...]:
    """Return the sample's four articles with their mentions, one that credits an agency, and one of another story."""
    reject: dict[str, Any] = {"tense": Tense.PAST, "object_text": "the demand"}
    accounts = (
        *build_sample_accounts(),
        account(WIRE, assertion(WIRE, REJECT, "Sudria rejected the demand", **reject)),
        account(AUTUMN, assertion(AUTUMN, REJECT, "Sudria rejected the demand", **reject)),
    )
    return tuple(read(one) for one in accounts)


def build_copy() -> Account:
    """Return a later copy of the first article, with one of its assertions."""
    said = assertion(COPY, REJECT, "Sudria rejected the demand", tense=Tense.PAST, object_text="the demand")
    return read(account(COPY, said))


def read(found: Account) -> Account:
    """Add what each mention was read as, and the mentions of the words above."""
    return replace(found, mentions=(*map(_as_name, found.mentions), *_words(found.article.text)))


def _as_name(found: ResolvedMention) -> ResolvedMention:
    lemma = found.reference.label.split()[-1].lower()
    mention = Mention(span=found.span, head=found.span, form=Form.NAME, lemma=lemma, label=found.reference.type)
    return replace(found, read=mention)


def _words(text: str) -> Iterator[ResolvedMention]:
    for found in re.finditer(r"\w+", text):
        if found[0].lower() not in WORDS:
            continue
        form, lemma = WORDS[found[0].lower()]
        span = Span(*found.span())
        traits = frozenset({"of United States", "plural"} if lemma == "talk" else ())
        mention = Mention(span=span, head=span, form=form, lemma=lemma, traits=traits, vector=meaning(lemma))
        reference = TALKS if lemma == "talk" else topic(lemma)
        assert reference.kind is Kind.TOPIC
        kind = "event" if form.is_event else "thing"
        yield ResolvedMention(span=span, kind=kind, reference=reference, read=mention)
