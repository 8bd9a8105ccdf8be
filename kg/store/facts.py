"""What of an article's account linking across articles needs, as lines of articles.sqlite and back."""

import json
from collections.abc import Iterator
from typing import Any

from kg.records import Account, Assertion, Certainty, ClaimCase, Form, Mention, Polarity, Reference, Tense
from kg.resolve.mention_nodes import MentionRecord

Line = tuple[Any, ...]
_WITHIN = "_"
"""What stands for the blank within a trait (`of United States`), since traits are parted by blanks."""


def mention_columns(mention: Mention | None) -> Line:
    """Return form, lemma, chain, partners, governor, role, traits and vector of a mention as it was read."""
    if mention is None:
        return (None,) * 8
    one = mention
    traits = " ".join(trait.replace(" ", _WITHIN) for trait in sorted(one.traits))
    words = (" ".join(one.partners), one.governor, one.role, traits)
    return one.form.value, one.lemma, one.chain, *words, one.vector


def assertion_lines(account: Account) -> Iterator[Line]:
    """Yield key, article, place, sentence and facts (JSON) of each assertion."""
    for one in account.assertions:
        facts = json.dumps(_facts(one), ensure_ascii=False, separators=(",", ":"))
        yield one.key, account.article.key, *one.span, *one.sentence, facts


def _facts(one: Assertion) -> dict[str, Any]:
    claim = one.claim
    facts = {
        "claim": claim.key,
        "subject": _thing(claim.subject),
        "predicate": claim.predicate,
        "passive": claim.passive,
        "object": _thing(claim.object),
        "object_claim": claim.object_claim,
        "about": _thing(claim.about),
        "arguments": [(argument.role, _thing(argument.reference)) for argument in claim.arguments],
        "quantity": claim.quantity,
        "unit": claim.unit,
        "bound": claim.bound,
        "polarity": one.polarity.value,
        "certainty": one.certainty.value,
        "tense": one.tense.value,
        "time": one.time,
        "place": _thing(one.place),
        "event_type": one.event_type,
        "speakers": [_thing(speaker) for speaker in one.speakers],
        "text": claim.text,
        "cue": one.cue,
    }
    return {name: value for name, value in facts.items() if value not in (None, [], False)}


def _thing(reference: Reference | None) -> str | None:
    return None if reference is None else f"{reference.kind.value}/{reference.key}"


def read_case(key: str, article: str, facts: dict[str, Any], **more: Any) -> ClaimCase:  # noqa: ANN401 - its fields
    """Return an assertion from its facts; `more` are the fields that the article gives."""
    given = {
        "passive": False,
        "subject": None,
        "object": None,
        "object_claim": None,
        "about": None,
        **facts,
        "arguments": tuple((role, thing) for role, thing in facts.get("arguments", ())),
        "speakers": tuple(facts.get("speakers", ())),
        "polarity": Polarity(facts["polarity"]),
        "certainty": Certainty(facts["certainty"]),
        "tense": Tense(facts["tense"]),
    }
    given.pop("cue", None)
    return ClaimCase(key=key, article=article, **given, **more)


def read_mention(
    article: str, place: tuple[int, int], columns: Line, *, words: str, **given: str | None
) -> MentionRecord:
    """Return a mention from its columns (form, lemma, chain, partners, governor, role, traits, vector).

    Args:
        article: the key of its article.
        place: start and end.
        columns: as `mention_columns` makes them.
        words: as they stand in the text.
        given: label, node and reference.
    """
    form, lemma, chain, partners, governor, role, traits, vector = columns
    return MentionRecord(
        article=article,
        start=place[0],
        end=place[1],
        form=Form(form),
        lemma=lemma,
        words=tuple(words.lower().split()),
        chain=chain,
        partners=tuple(partners.split()),
        governor=governor,
        role=role,
        traits=frozenset(trait.replace(_WITHIN, " ") for trait in traits.split()),
        vector=vector,
        **given,
    )
