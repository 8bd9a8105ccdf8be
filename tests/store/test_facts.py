"""What linking reads back is what was written."""

import json

import pytest

from kg.records import Certainty, Form, Mention, Polarity, Span, Tense
from kg.store.facts import assertion_lines, mention_columns, read_case, read_mention
from tests.accounts import build_sample_accounts

FULL = Mention(
    span=Span(4, 12),
    head=Span(6, 12),
    form=Form.NOUN,
    lemma="round",
    chain=3,
    partners=("talk", "hall"),
    governor=0,
    role="patient",
    traits=frozenset({"nth 3", "singular", "of United Arab Emirates", "on 2024-05-16/2024-05-18", "later"}),
    vector=bytes(range(64)),
)
BARE = Mention(span=Span(0, 2), head=Span(0, 2), form=Form.PRONOUN, lemma="he")


@pytest.mark.parametrize("mention", [FULL, BARE])
def test_a_mention_comes_back_as_it_was_read(mention):
    back = read_mention("a", mention.span, mention_columns(mention), words="The Round", label=None, node="entity/x")
    fields = ("form", "lemma", "chain", "partners", "governor", "role", "traits", "vector")
    assert [getattr(back, name) for name in fields] == [getattr(mention, name) for name in fields]
    assert (back.article, back.start, back.end, back.node) == ("a", *mention.span, "entity/x")
    assert back.words == ("the", "round")


def test_a_place_that_was_only_resolved_has_empty_columns():
    assert mention_columns(None) == (None,) * len(mention_columns(FULL))


def read_all(account):
    for key, article, *_, facts in assertion_lines(account):
        given = {"outlet": account.article.outlet, "published": None, "story": "s1"}
        yield read_case(key, article, json.loads(facts), **given)


def test_assertions_come_back_as_they_were_made():
    for account in build_sample_accounts():
        for one, case in zip(account.assertions, read_all(account), strict=True):
            claim = one.claim
            assert (case.key, case.article, case.claim) == (one.key, account.article.key, claim.key)
            assert (case.predicate, case.passive, case.object_claim) == (
                claim.predicate,
                claim.passive,
                claim.object_claim,
            )
            assert (case.quantity, case.unit, case.text) == (claim.quantity, claim.unit, claim.text)
            assert (case.polarity, case.certainty, case.tense) == (one.polarity, one.certainty, one.tense)
            assert (case.time, case.event_type) == (one.time, one.event_type)
            assert len(case.speakers) == len(one.speakers)


def test_things_are_named_by_room_and_key():
    courier, *_ = build_sample_accounts()
    cases = list(read_all(courier))
    hold = next(case for case in cases if case.predicate == "hold")
    assert hold.subject == "topic/two-countries"
    assert hold.arguments == (("in", "entity/port-ellis"),)
    assert hold.speakers == ("entity/ana-reyes",)
    assert hold.place == "entity/port-ellis"
    assert (hold.polarity, hold.certainty, hold.tense) == (Polarity.POSITIVE, Certainty.CERTAIN, Tense.FUTURE)


def test_what_is_not_known_takes_no_room():
    courier, *_ = build_sample_accounts()
    for *_, line in assertion_lines(courier):
        assert not {None, False} & {value for value in json.loads(line).values() if not isinstance(value, list)}


def test_a_line_gives_the_place_and_its_sentence():
    courier, *_ = build_sample_accounts()
    for one, (_, _, start, end, first, last, _) in zip(courier.assertions, assertion_lines(courier), strict=True):
        assert (start, end, first, last) == (*one.span, *one.sentence)
