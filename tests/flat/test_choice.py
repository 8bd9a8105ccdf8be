import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import WrongParameter
from kg.flat import FACETS, Choice
from kg.flat.choice import NAME_BY_FIELD, WORDS_BY_NAME

word = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
free = [field for field, name in NAME_BY_FIELD.items() if name not in WORDS_BY_NAME]
closed = {field: WORDS_BY_NAME[name] for field, name in NAME_BY_FIELD.items() if name in WORDS_BY_NAME}
choices = st.builds(
    Choice,
    contested=st.booleans(),
    since=st.none() | st.dates().map(str),
    q=st.none() | word,
    story=st.none() | word,
    **{field: st.lists(word, max_size=3, unique=True).map(tuple) for field in free},
    **{field: st.lists(st.sampled_from(words), max_size=3, unique=True).map(tuple) for field, words in closed.items()},
)


@given(choices)
def test_an_address_keeps_a_choice(choice):
    assert Choice.from_pairs(choice.to_pairs()) == choice
    assert bool(choice) == bool(choice.to_pairs())


@given(choices, word)
def test_what_is_added_can_be_taken_away(choice, value):
    added = choice.with_("outlet", value)
    assert value in added.outlets
    assert added.without("outlet", value).outlets == tuple(one for one in choice.outlets if one != value)
    assert added.without("outlet").outlets == ()
    assert choice.toggled("entity", value).toggled("entity", value) == choice.without("entity", value) or (
        value in choice.entities
    )


def test_single_fields_are_replaced():
    choice = Choice(q="talks").with_("since", "2025-03-01").with_("contested", "1")
    assert (choice.q, choice.since, choice.contested) == ("talks", "2025-03-01", True)
    assert choice.without("contested").without("q") == Choice(since="2025-03-01")


def test_a_query_is_encoded():
    assert Choice(q="a&b", outlets=("x y",)).query(page=2, sort=None) == "outlet=x+y&q=a%26b&page=2"


def test_what_chooses_nothing_is_passed_over():
    assert Choice.from_pairs([("outlet", " "), ("q", ""), ("sort", "newest"), ("page", "3")]) == Choice()
    assert Choice.from_pairs([("outlet", "a"), ("outlet", "a")]).outlets == ("a",)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("outlets", "a", "there is no filter 'outlets'"),
        ("since", "Monday", "since takes a date such as 2025-07-22, not 'Monday'"),
        ("voice", "loud", "voice takes narrator, direct, indirect, mixed, not 'loud'"),
        ("verdict", "no", "verdict takes accepted"),
        ("contested", "maybe", "contested takes 1 or 0"),
    ],
)
def test_a_wrong_parameter_is_said_in_a_sentence(name, value, said):
    with pytest.raises(WrongParameter, match=said):
        Choice.from_pairs([(name, value)])


def test_days_come_in_order():
    with pytest.raises(WrongParameter, match="comes after"):
        Choice.from_pairs([("since", "2025-03-02"), ("until", "2025-03-01")])


def test_facets_are_the_names_of_fields():
    assert FACETS == ("outlet", "speaker", "entity", "predicate", "event", "voice", "certainty", "polarity", "verdict")
