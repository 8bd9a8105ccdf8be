from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import Identifiers
from kg.rdf.reviews import describe_review, restore_reviews
from kg.records.reviews import Joining, JoiningKind, JoiningRelation, Judgement, Verdict, utc_seconds

IDENTIFIERS = Identifiers("https://kg.example/")

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12).filter(str.strip)
AD_1000 = datetime(1000, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone

signed = {
    "by": words,
    "at": st.datetimes(min_value=AD_1000, timezones=st.just(UTC)).map(utc_seconds),
    "note": st.one_of(st.just(""), words),
    "words": st.one_of(st.just(""), words),
}
verdicts = st.builds(Verdict, assertion=words, verdict=st.sampled_from(Judgement), **signed)
joinings = st.builds(
    Joining,
    kind=st.sampled_from(JoiningKind),
    left=words,
    right=words,
    relation=st.sampled_from(JoiningRelation),
    **signed,
)
reviews = st.one_of(verdicts, joinings)


def verdict(**fields):
    at = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
    return Verdict(**{"assertion": "5f2c", "verdict": Judgement.REJECTED, "by": "Mia Lund", "at": at} | fields)


def described(*given):
    return [quad for review in given for quad in describe_review(review, identifiers=IDENTIFIERS)]


@given(reviews)
def test_a_review_reads_back_as_it_was(review):
    assert restore_reviews(described(review), identifiers=IDENTIFIERS) == [review]


def test_one_person_has_one_word_on_one_thing():
    later = verdict(verdict=Judgement.ACCEPTED, note="on second thoughts")
    assert later.key == verdict().key != verdict(by="Jon Ek").key
    one, other = (
        Joining(kind=JoiningKind.CLAIM, left=left, right=right, relation=JoiningRelation.SAME, by="Mia", at=later.at)
        for left, right in (("a", "b"), ("b", "a"))
    )
    assert one.key == other.key


def test_the_node_is_as_the_model_says():
    spoken = {quad.predicate.value.rpartition("/")[2]: quad.object for quad in described(verdict(note="misread"))}
    assert spoken["ns#verdict"] == NamedNode("https://kg.example/ns#Rejected")
    assert spoken["ns#assertion"] == NamedNode("https://kg.example/assertion/5f2c")
    assert spoken["prov#generatedAtTime"] == Literal(
        "2025-03-04T09:30:00Z", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
    )
    assert spoken["ns#note"] == Literal("misread")


def test_a_node_that_lacks_something_is_no_review():
    whole = described(verdict())
    for left_out in range(len(whole)):
        assert restore_reviews(whole[:left_out] + whole[left_out + 1 :], identifiers=IDENTIFIERS) == []
    naive = [
        Quad(quad.subject, quad.predicate, Literal("2025-03-04T09:30:00"), quad.graph_name)
        if "generatedAtTime" in quad.predicate.value
        else quad
        for quad in whole
    ]
    assert restore_reviews(naive, identifiers=IDENTIFIERS) == []
