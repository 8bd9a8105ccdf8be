"""Tables for pandas, polars and notebooks: real types, nothing hostile, the claim's own words marked."""

import datetime as dt
import re
import sys

import pandas as pd
import polars as pl
import pytest

from kg import KnowledgeGraph
from kg.errors import MissingExtra
from kg.query.columns import Kind, columns_of
from kg.query.conflicts import ConflictRow, conflict_rows
from kg.query.showing import LONGEST, html_table
from kg.query.tabled import Rows
from kg.records import ClaimRow

HOSTILE = "<script>alert('x')</script> & co"


def a_row(**fields):
    given = dict.fromkeys(
        ("url", "title", "speaker_iri", "cue", "subject_iri", "object_iri", "about", "about_iri", "event_type", "time"),
    )
    row: dict[str, object] = {
        "assertion": "https://kg.example/assertion/1",
        "claim": "https://kg.example/claim/1",
        "article": "a1",
        "outlet": "Post",
        "published": "1621-03-04",
        "speaker": "Ada Brandt",
        "speakers": ("Ada Brandt",),
        "voice": "indirect",
        "subject": "port",
        "predicate": "close",
        "object": None,
        "polarity": "positive",
        "certainty": "certain",
        "tense": "future",
        "place": None,
        "quantity": None,
        "unit": None,
        "sentence": "The port will close.",
        "start": 14,
        "end": 19,
        "confidence": 0.5,
        "rule": "clause",
        "arguments": ({"role": "on", "text": "Friday", "iri": None},),
        "sentence_start": 0,
    }
    return ClaimRow(**{**given, **row, **fields})


def test_pandas_has_days_lists_categories_and_missing_numbers():
    frame = Rows([a_row(), a_row(published=None, sentence_start=None, quantity=3.5)], ClaimRow).to_pandas()
    assert str(frame["published"].dtype) == "datetime64[s]"
    assert frame["published"][0] == pd.Timestamp("1621-03-04")
    assert pd.isna(frame["published"][1])
    assert isinstance(frame["outlet"].dtype, pd.CategoricalDtype)
    assert frame["speakers"][0] == ["Ada Brandt"]
    assert frame["arguments"][0] == [{"role": "on", "text": "Friday", "iri": None}]
    assert (str(frame["start"].dtype), str(frame["sentence_start"].dtype)) == ("Int64", "Int64")
    assert frame["quantity"].sum() == 3.5


def test_polars_has_days_lists_categories_and_missing_numbers():
    frame = Rows([a_row(), a_row(published=None)], ClaimRow).to_polars()
    assert frame["published"].to_list() == [dt.date(1621, 3, 4), None]
    assert frame.schema["outlet"] == pl.Categorical
    assert frame.schema["speakers"] == pl.List(pl.String)
    assert frame["arguments"].to_list()[0] == [{"role": "on", "text": "Friday", "iri": None}]


def test_no_rows_have_the_same_columns_and_types():
    empty = Rows([], ClaimRow)
    assert list(empty.to_pandas().columns) == list(columns_of(ClaimRow))
    assert str(empty.to_pandas()["published"].dtype) == "datetime64[s]"
    assert empty.to_polars().schema == Rows([a_row()], ClaimRow).to_polars().schema


def test_a_record_in_a_record_makes_columns(newsroom):
    rows = Rows(conflict_rows(newsroom), ConflictRow)
    frame = rows.to_pandas()
    assert {"one_claim", "other_outlets", "score"} <= set(frame.columns)
    assert frame["one_outlets"][0] == list(rows[0].one.outlets)
    assert columns_of(ConflictRow)["one_published"] is Kind.DATE
    assert rows.to_polars()["score"].to_list() == [row.score for row in rows]


def test_answers_have_types_by_their_datatypes(seeds_like):
    query = """SELECT ?day ?n ?share ?flag ?mixed WHERE { VALUES (?day ?n ?share ?flag ?mixed) {
      ("2025-07-22"^^xsd:date 3 0.5 true 1) (UNDEF UNDEF 1 false "one") } }"""
    result = seeds_like.query(query)
    schema = result.to_polars().schema
    assert [schema[name] for name in result.columns] == [pl.Date, pl.Int64, pl.Float64, pl.Boolean, pl.String]
    assert str(result.to_pandas()["day"].dtype) == "datetime64[s]"


@pytest.fixture
def seeds_like(newsroom_path):
    return KnowledgeGraph.open(newsroom_path)


def test_comparisons_conflicts_and_traces_are_tables_and_shown(seeds_like):
    compared = seeds_like.compare("courier", "herald")
    assert len(compared.to_pandas()) == len(compared.rows)
    assert "Coast Courier" in compared._repr_html_()
    traces = seeds_like.traces("Port Ellis hosts talks")
    assert traces.to_polars().height == len(traces.rows) > 0
    assert "independent origins" in traces._repr_html_()
    assert "no claim matches" in seeds_like.traces("nobody juggles walnuts")._repr_html_()
    conflicts = seeds_like.conflicts()
    assert repr(conflicts) == f"<{len(conflicts)} ConflictRow>"
    assert "Sudria rejects demand" in conflicts._repr_html_()
    assert list(seeds_like.conflicts(about="Norhaven").to_pandas()) == list(columns_of(ConflictRow))


def test_the_graph_shows_outlets_days_and_what_to_do_next(seeds_like):
    html = seeds_like._repr_html_()
    for told in ("Coast Courier", "first day", "Next: graph.claims"):
        assert told in html
    assert re.search(r"\d outlets, \d{4}-\d\d-\d\d to \d{4}", html)


def test_the_words_of_a_claim_are_marked_in_its_sentence():
    assert "The port will <mark>close</mark>." in a_row()._repr_html_()
    assert "The port will <mark>close</mark>." in Rows([a_row()], ClaimRow)._repr_html_()
    assert "<mark>" not in a_row(sentence_start=None)._repr_html_()


@pytest.mark.parametrize("field", ["outlet", "speaker", "subject", "object", "sentence"])
def test_hostile_text_stays_text(field):
    row = a_row(**{field: HOSTILE}, start=0, end=8)
    for html in (row._repr_html_(), Rows([row], ClaimRow)._repr_html_()):
        assert "<script" not in html
        assert "script&gt;" in html


def test_a_table_is_cut_to_what_a_notebook_shows():
    html = html_table(["<b>"], [["x" * 1000]], caption="<i>", hint="<u>")
    assert "x" * LONGEST + "…" in html
    assert not re.search("<[biu]>", html)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'kg\[{library}\]'"):
        getattr(Rows([a_row()], ClaimRow), f"to_{library}")()
