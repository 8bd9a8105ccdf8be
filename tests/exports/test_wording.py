from dataclasses import replace

import pytest

from kg.exports.wording import STANCES, render_claim, render_source, stance_of


@pytest.fixture
def row(graph):
    return next(iter(graph.claims(speaker="Reyes")))


@pytest.mark.parametrize(
    ("polarity", "certainty", "stance"),
    [
        ("positive", "certain", "stated"),
        ("positive", "probable", "stated"),
        ("negative", "certain", "negated"),
        ("positive", "possible", "open"),
        ("positive", "unknown", "open"),
        ("negative", "unknown", "negated-open"),
    ],
)
def test_polarity_and_certainty_make_the_stance(row, polarity, certainty, stance):
    assert stance_of(replace(row, polarity=polarity, certainty=certainty)) == stance
    assert (render_claim("X", stance) == "X") == (stance == "stated")


def test_the_chain_of_speakers_is_told_outermost_first(row):
    told = replace(row, outlet="Tide Post", speakers=("Berg", "Reyes"))
    assert render_source(told) == "Tide Post, quoting Berg, quoting Reyes"
    assert render_source(replace(told, speakers=())) == "Tide Post"
    assert set(STANCES) == {"stated", "negated", "open", "negated-open"}
