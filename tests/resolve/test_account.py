import pytest

from kg.records import Kind
from kg.resolve.account import build_account
from kg.resolve.names import name_reference

from .drafts import Draft


@pytest.fixture
def ferry():
    """Norwegian minister Karin Holm said on Monday that Sweden demands a new ferry line."""
    draft = Draft(
        "Norwegian minister Karin Holm said on Monday that Sweden demands a new ferry line. She thanked the crews."
    )
    draft.entity("Norwegian", "NORP")
    draft.entity("Karin Holm", "PERSON")
    draft.entity("Sweden", "GPE")
    draft.chain("Karin Holm", "PERSON", "Karin Holm", "She")
    draft.time("Monday", "2024-03-11")
    said = draft.attribution("Norwegian minister Karin Holm", "said", "that Sweden demands a new ferry line")
    draft.relation(
        "demand",
        "demands",
        draft.argument("subject", "Sweden"),
        draft.argument("object", "a new ferry line"),
        attribution=said,
        span=draft.span("Sweden demands a new ferry line"),
    )
    draft.relation(
        "say",
        "said",
        draft.argument("subject", "Norwegian minister Karin Holm", "Holm"),
        draft.argument("time", "Monday"),
        draft.argument("clause", "that Sweden demands a new ferry line", "demands", relation=0),
    )
    draft.relation("thank", "thanked", draft.argument("subject", "She"), draft.argument("object", "the crews"))
    return draft.annotation()


def by_predicate(annotation):
    return {assertion.claim.predicate: assertion for assertion in build_account(annotation).assertions}


def test_the_speaker_is_the_name_without_its_title(ferry):
    [speaker] = by_predicate(ferry)["demand"].speakers
    assert (speaker.kind, speaker.key, speaker.label) == (Kind.ENTITY, "karin-holm", "Karin Holm")


def test_a_pronoun_stands_for_the_name_of_its_chain(ferry):
    assert by_predicate(ferry)["thank"].claim.subject.key == "karin-holm"


def test_the_inner_claim_lies_within_the_outer_assertion(ferry):
    found = by_predicate(ferry)
    assert found["demand"].within == found["say"].key
    assert found["say"].claim.object_claim == found["demand"].claim.key
    assert found["say"].within is None


def test_a_clause_is_about_its_object(ferry):
    assert by_predicate(ferry)["say"].claim.about.key == "new-ferry-line"


def test_a_time_is_a_value(ferry):
    [time] = by_predicate(ferry)["say"].claim.arguments
    assert (time.reference.kind, time.reference.key, time.reference.label) == (Kind.VALUE, "2024-03-11", "Monday")


def test_the_claim_reads_as_a_sentence(ferry):
    assert by_predicate(ferry)["demand"].claim.text == "Sweden demands new ferry line"


def test_building_twice_gives_the_same_account(ferry):
    assert build_account(ferry) == build_account(ferry)


def test_what_names_nothing_makes_no_claim():
    draft = Draft("It remains unclear.")
    draft.relation("remain", "remains", draft.argument("subject", "It"), draft.argument("complement", "unclear"))
    assert build_account(draft.annotation()).assertions == ()


def test_partners_make_one_subject_whatever_their_order():
    keys = set()
    for text in ("Chad and Niger reopened the border.", "Niger and Chad reopened the border."):
        draft = Draft(text)
        draft.entity("Chad", "GPE")
        draft.entity("Niger", "GPE")
        words = text.split(" reopened")[0]
        subject = draft.argument("subject", words, words.split()[0], core=words.split()[0])
        draft.relation("reopen", "reopened", subject, draft.argument("object", "the border"))
        [assertion] = build_account(draft.annotation()).assertions
        assert assertion.claim.subject.label == words
        keys.add(assertion.claim.key)
    assert len(keys) == 1


@pytest.mark.parametrize("second", ["Mayor Vera Lund", "Oslo Mayor Vera Lund", "Vera Lund"])
def test_a_title_between_two_names_parts_them_in_vain(second):
    draft = Draft(f"Ada Ode and {second} reopened the bridge.")
    draft.entity("Ada Ode", "PERSON")
    draft.entity("Vera Lund", "PERSON")
    if "Oslo" in second:
        draft.entity("Oslo", "GPE")
    subject = draft.argument("subject", f"Ada Ode and {second}", "Ode", core="Ada Ode")
    draft.relation("reopen", "reopened", subject, draft.argument("object", "the bridge"))
    [assertion] = build_account(draft.annotation()).assertions
    assert assertion.claim.subject.label == "Ada Ode and Vera Lund"


def test_a_capital_that_speaks_acts_for_its_country():
    draft = Draft("Oslo rejected the offer made in Rome.")
    draft.entity("Oslo", "GPE")
    draft.entity("Rome", "GPE")
    draft.relation(
        "reject",
        "rejected",
        draft.argument("subject", "Oslo"),
        draft.argument("object", "the offer made in Rome", "offer", core="the offer"),
    )
    [decision] = build_account(draft.annotation()).decisions
    assert (decision.left.key, decision.relation, decision.right.key) == ("oslo", "actsFor", "norway")


def test_a_people_in_front_of_a_noun_stays_a_topic():
    draft = Draft("Chadian officials closed the market.")
    draft.entity("Chadian", "NORP")
    draft.relation(
        "close", "closed", draft.argument("subject", "Chadian officials"), draft.argument("object", "the market")
    )
    [assertion] = build_account(draft.annotation()).assertions
    assert (assertion.claim.subject.kind, assertion.claim.subject.key) == (Kind.TOPIC, "chadian-officials")


def test_an_unknown_pronoun_halves_the_confidence_and_meets_no_other():
    draft = Draft("He closed the market.")
    draft.relation("close", "closed", draft.argument("subject", "He"), draft.argument("object", "the market"))
    [assertion] = build_account(draft.annotation()).assertions
    assert assertion.confidence == pytest.approx(0.4)
    assert draft.article.key in assertion.claim.subject.key


def test_a_report_without_attribution_is_said_by_its_subject():
    draft = Draft("Chad demands that Niger reopen the border.")
    draft.entity("Chad", "GPE")
    draft.entity("Niger", "GPE")
    draft.relation("reopen", "reopen", draft.argument("subject", "Niger"), draft.argument("object", "the border"))
    clause = draft.argument("clause", "that Niger reopen the border", "reopen", relation=0)
    draft.relation("demand", "demands", draft.argument("subject", "Chad"), clause)
    inner = by_predicate(draft.annotation())["reopen"]
    assert [speaker.label for speaker in inner.speakers] == ["Chad"]
    assert (inner.cue, inner.voice) == ("demands", "indirect")


def test_both_sides_are_the_one_pair_of_countries():
    draft = Draft("Chad met Niger. Chad thanked Niger. Both sides left Rome.")
    for words, nth in (("Chad", 0), ("Niger", 0), ("Chad", 1), ("Niger", 1), ("Rome", 0)):
        draft.entity(words, "GPE", nth)
    draft.sentences("Chad met Niger.", "Chad thanked Niger.", "Both sides left Rome.")
    subject = draft.argument("subject", "Both sides", core="sides")
    draft.relation("leave", "left", subject, draft.argument("object", "Rome"))
    [assertion] = build_account(draft.annotation()).assertions
    assert (assertion.claim.subject.label, assertion.claim.subject.key) == ("Chad and Niger", "chad-and-niger")


def test_an_adjective_alone_is_its_country():
    draft = Draft("the Chadian invasion of Niger")
    draft.entity("Chadian", "NORP")
    draft.entity("Niger", "GPE")
    draft.relation("invade", "invasion", draft.argument("subject", "Chadian"), draft.argument("object", "Niger"))
    [assertion] = build_account(draft.annotation()).assertions
    assert assertion.claim.subject.key == "chad"


def test_hearers_are_recipients_where_a_clause_is_told():
    draft = Draft("Chad told reporters that Niger left.")
    draft.entity("Chad", "GPE")
    draft.entity("Niger", "GPE")
    draft.relation("leave", "left", draft.argument("subject", "Niger"))
    draft.relation(
        "tell",
        "told",
        draft.argument("subject", "Chad"),
        draft.argument("object", "reporters"),
        draft.argument("clause", "that Niger left", "left", relation=0),
    )
    told = by_predicate(draft.annotation())["tell"]
    assert told.object_text == "that Niger left"
    assert [(one.role, one.reference.key) for one in told.claim.arguments] == [("recipient", "reporters")]
    assert told.claim.text == "Chad tells reporters that Niger leaves"


def test_an_infinitive_leaves_out_a_subject_that_is_known():
    draft = Draft("Chad wants to leave Rome.")
    draft.entity("Chad", "GPE")
    draft.entity("Rome", "GPE")
    draft.relation("leave", "leave", draft.argument("subject", "Chad"), draft.argument("object", "Rome"))
    clause = draft.argument("clause", "to leave Rome", "leave", relation=0)
    draft.relation("want", "wants", draft.argument("subject", "Chad"), clause)
    assert by_predicate(draft.annotation())["want"].claim.text == "Chad wants to leave Rome"


def test_a_report_of_nothing_makes_no_claim():
    draft = Draft("Chad said.")
    draft.entity("Chad", "GPE")
    draft.relation("say", "said", draft.argument("subject", "Chad"))
    assert build_account(draft.annotation()).assertions == ()


def test_a_participle_continues_what_its_noun_is_said_in():
    draft = Draft("Chad confirmed talks opening in Rome.")
    draft.entity("Chad", "GPE")
    draft.entity("Rome", "GPE")
    draft.attribution("Chad", "confirmed", "talks")
    draft.relation(
        "open", "opening", draft.argument("subject", "talks"), draft.argument("in", "Rome"), rule="participle"
    )
    [assertion] = build_account(draft.annotation()).assertions
    assert [speaker.key for speaker in assertion.speakers] == ["chad"]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Jo Ode, MD", "PERSON", ("jo-ode", "Jo Ode")),
        ("Dr. Jo Ode, M.D.", "PERSON", ("jo-ode", "Jo Ode")),
        ("Jo Ode, Jr.", "PERSON", ("jo-ode-jr", "Jo Ode Jr")),
        ("Harbour Foods, Inc.", "ORG", ("harbour-foods", "Harbour Foods")),
        ("The Harbour Times", "ORG", ("harbour-times", "Harbour Times")),
    ],
)
def test_a_name_written_at_length_is_the_same_entity(text, label, expected):
    found = name_reference(text, label)
    assert (found.key, found.label) == expected


@pytest.mark.parametrize(("bound", "same"), [(None, True), ("at-least", False)])
def test_a_bound_makes_another_claim(bound, same):
    def read(bound):
        draft = Draft("The navy fired 400 rockets.")
        arguments = draft.argument("subject", "The navy"), draft.argument("object", "400 rockets")
        draft.relation("fire", "fired", *arguments, quantity=400.0, unit="rockets", bound=bound)
        return build_account(draft.annotation()).assertions[0].claim

    assert read(bound).bound == bound
    assert (read(bound).key == read(None).key) is same
