"""The law: what was described comes back, as far as the model keeps it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.rdf import Run, describe, restore
from kg.records import (
    Account,
    Article,
    Assertion,
    Certainty,
    Claim,
    ClaimArgument,
    Kind,
    Place,
    Polarity,
    Reference,
    Span,
    Tense,
    Voice,
)
from tests.accounts import digest

RUN = Run(version="0", model="m", model_hash="h")
TEXT = "Snow closed the pass. Nobody was hurt, the warden said. Ploughs will clear it by noon."

ALPHABET = "ab 12-/#%?<>{}\"'\\\n\té’й中😀"

words = st.text(ALPHABET, min_size=1, max_size=8)
keys = st.text(ALPHABET, min_size=1, max_size=6)


def a_reference(kind, key, label):
    # One key has one label and one type; several are settled on one, which is another law.
    types = {Kind.ENTITY: "PERSON", Kind.TOPIC: "CONSULT", Kind.VALUE: None}
    label = f"the {key}" if kind is not Kind.VALUE else label
    return Reference(kind=kind, key=key, label=label, type=types[kind])


references = st.builds(a_reference, st.sampled_from(Kind), keys, words)
things = references.filter(lambda reference: reference.kind is not Kind.VALUE)
spans = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
times = st.none() | st.sampled_from(["2025", "2025-07", "2025-07-23", "2025-07-21/2025-07-27", "P3D", "2025-W30"])
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6).map(float)


def _order(argument):
    return argument.role, argument.reference.kind, argument.reference.key, argument.reference.label


@st.composite
def claims(draw):
    inner = draw(st.none() | st.just("00000000000000aa"))
    target = draw(st.none() | references) if inner is None else None
    arguments = draw(st.lists(st.builds(ClaimArgument, role=words, reference=references), max_size=3, unique=True))
    claim = Claim(
        key="",
        subject=draw(st.none() | references),
        predicate=draw(words),
        passive=draw(st.booleans()),
        object=target,
        object_claim=inner,
        about=draw(st.none() | references),
        arguments=tuple(sorted(arguments, key=_order)),
        quantity=draw(numbers),
        unit=draw(st.none() | words),
        bound=draw(st.none() | st.sampled_from(["at-least", "at-most", "about"])),
        text=draw(words),
    )
    return replace(claim, key=digest(claim))


@st.composite
def assertions(draw):
    span, claim = draw(spans), draw(claims())
    assertion = Assertion(
        key="",
        claim=claim,
        speakers=tuple(draw(st.lists(things, max_size=3))),
        cue=draw(st.none() | words),
        voice=draw(st.sampled_from(Voice)),
        within=draw(st.none() | st.just("00000000000000bb")),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        tense=draw(st.sampled_from(Tense)),
        event_type=draw(st.none() | st.sampled_from(["CONSULT", "REQUEST"])),
        time=draw(times),
        place=draw(st.none() | things),
        object_text=draw(st.none() | words),
        span=span,
        sentence=Span(0, span.end),
        confidence=draw(st.integers(0, 10_000)) / 10_000,
        rule=draw(words),
    )
    return replace(assertion, key=digest(assertion))


@given(st.lists(assertions(), max_size=4, unique_by=lambda assertion: assertion.key))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_described_comes_back(found):
    article = Article(id="a", outlet="Pass Post", text=TEXT, place=Place(path="x"), reader="test")
    account = Account(article=article, assertions=tuple(found), mentions=(), decisions=())
    assert restore(describe(account, run=RUN)) == tuple(sorted(found, key=lambda assertion: assertion.key))


def test_the_sample_comes_back(sample_accounts):
    for account in sample_accounts:
        expected = tuple(sorted(account.assertions, key=lambda assertion: assertion.key))
        assert restore(describe(account, run=RUN)) == expected
