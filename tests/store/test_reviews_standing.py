from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records.reviews import Joining, JoiningKind, JoiningRelation, Judgement, Verdict
from kg.store.reviews_standing import standing_joinings, standing_verdicts

MORNING = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
SAME, DIFFERENT = JoiningRelation.SAME, JoiningRelation.DIFFERENT

joinings = st.lists(
    st.builds(
        Joining,
        kind=st.just(JoiningKind.ENTITY),
        left=st.sampled_from("abcd"),
        right=st.sampled_from("efgh"),
        relation=st.sampled_from(JoiningRelation),
        by=st.sampled_from(["Mia", "Jon"]),
        at=st.integers(0, 5).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


def verdict(given, by, minutes):
    return Verdict(assertion="5f2c", verdict=Judgement(given), by=by, at=MORNING + timedelta(minutes=minutes))


def joining(left, relation, right, minutes, by="Mia"):
    at = MORNING + timedelta(minutes=minutes)
    return Joining(kind=JoiningKind.ENTITY, left=left, right=right, relation=relation, by=by, at=at)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([("rejected", 0)], "rejected"),
        ([("accepted", 0), ("rejected", 1)], "rejected"),
        ([("rejected", 0), ("accepted", 1)], "accepted"),
        ([("rejected", 0), ("unsure", 1)], "rejected"),
        ([("accepted", 0), ("unsure", 1)], "accepted"),
        ([("unsure", 0)], "unsure"),
        ([("accepted", 0), ("rejected", 0)], "rejected"),
        ([("rejected", 2), ("accepted", 1), ("unsure", 3)], "rejected"),
    ],
)
def test_the_latest_decision_of_several_people_counts(verdicts, expected):
    given = [verdict(value, f"Person {number}", minutes) for number, (value, minutes) in enumerate(verdicts)]
    for order in (given, given[::-1]):
        assert standing_verdicts(order)["5f2c"].verdict == expected


@pytest.mark.parametrize(
    ("made", "standing"),
    [
        ([("a", SAME, "b", 0), ("b", SAME, "c", 1)], {0, 1}),
        ([("a", SAME, "b", 0), ("b", DIFFERENT, "a", 1)], {1}),
        ([("a", DIFFERENT, "b", 0), ("a", SAME, "b", 1)], {1}),
        ([("a", SAME, "b", 0), ("b", SAME, "c", 1), ("a", DIFFERENT, "c", 2)], {1, 2}),
        ([("a", DIFFERENT, "c", 0), ("a", SAME, "b", 1), ("b", SAME, "c", 2)], {1, 2}),
        ([("a", SAME, "b", 0), ("a", DIFFERENT, "b", 0)], {1}),
    ],
)
def test_a_joining_stands_while_it_agrees_with_what_came_later(made, standing):
    given = [joining(*fields, by=f"Person {number}") for number, fields in enumerate(made)]
    assert {given.index(kept) for kept in standing_joinings(given)} == standing


def test_kinds_are_apart():
    claim = Joining(kind=JoiningKind.CLAIM, left="a", right="b", relation=DIFFERENT, by="Mia", at=MORNING)
    assert len(standing_joinings([claim, joining("a", SAME, "b", 1)])) == 2


@given(joinings, st.randoms())
def test_what_stands_is_consistent_and_does_not_depend_on_the_order(given, random):
    standing = standing_joinings(given)
    group = {key: {key} for key in "abcdefgh"}
    for one in standing:
        if one.relation is SAME:
            whole = group[one.left] | group[one.right]
            group.update(dict.fromkeys(whole, whole))
    assert not any(one.right in group[one.left] for one in standing if one.relation is DIFFERENT)
    shuffled = given[:]
    random.shuffle(shuffled)
    assert standing_joinings(shuffled) == standing
    agreeing = [(one, other) for one, other in combinations(given, 2) if one.pair == other.pair and one in standing]
    assert all(other in standing for one, other in agreeing if one.relation is other.relation)
