import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.quotations import find_quotations


def texts(text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in quotation.spans] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The gate is shut,” the guard said.", [["“The gate is shut,”"]]),
        ('"The gate is shut," the guard said.', [['"The gate is shut,"']]),
        ("''The gate is shut,'' the guard said.", [["''The gate is shut,''"]]),
        ("«The gate is shut», the guard said.", [["«The gate is shut»"]]),
        ("'The gate is shut,' the guard said.", [["'The gate is shut,'"]]),
        ("‘The gate isn’t shut,’ the guard said.", [["‘The gate isn’t shut,’"]]),
    ],
)
def test_every_pair_of_marks_makes_a_quotation(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The guards' gate isn't the town's.",
        "In the '90s it wasn't the mayors' job.",
        "Bring 'em back, it's the boys' boat.",
        "She is 5'2\" tall.",
    ],
)
def test_apostrophes_and_inches_are_no_quotation_marks(text):
    assert texts(text) == []


def test_a_quotation_goes_on_where_the_next_paragraph_opens():
    text = "“We came late.\n\n“We left early.\n\n“We saw nothing,” the diver said."
    assert texts(text) == [["“We came late.", "“We left early.", "“We saw nothing,”"]]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "“We came late and left.\n\nThe diver said no more.\n\n“Fine,” he said."
    assert texts(text) == [["“We came late and left."], ["“Fine,”"]]


def test_single_marks_inside_double_ones_are_a_quotation_of_their_own():
    text = "“He called it ‘a small leak’ twice,” she said."
    assert texts(text) == [["“He called it ‘a small leak’ twice,”"], ["‘a small leak’"]]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The “peace train” left.", True),
        ("He called it a “mistake.”", True),
        ("“No,” he said.", False),
        ("“We will rebuild the bridge by May,” he said.", False),
    ],
)
def test_a_mere_phrase_is_a_scare_quotation(text, scare):
    assert [quotation.scare for quotation in find_quotations(text)] == [scare]


@given(st.text(alphabet="ab '\"“”‘’.,\n«»", max_size=60))
def test_spans_lie_in_the_text_and_in_order(text):
    for quotation in find_quotations(text):
        assert quotation.spans
        assert all(0 <= start < end <= len(text) for start, end in quotation.spans)
        assert all(left.end <= right.start for left, right in zip(quotation.spans, quotation.spans[1:], strict=False))
