import csv
import json
from io import StringIO

import pandas as pd
import pytest

from kg import KnowledgeGraph
from kg.query.claims import FIELDS
from kg.store import GraphStore
from tests.accounts import account, article, assertion, claim, entity
from tests.exports.conftest import written


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_exported_rows_are_the_bytes_that_kg_claims_prints(graph, name):
    printed = StringIO()
    graph.claims().write(printed, name)
    assert written(graph, name) == printed.getvalue().encode()


@pytest.mark.parametrize("without_rejected", [False, True])
def test_verdicts_and_what_is_left_without_rejected_are_read_as_fast(linked_path, without_rejected):
    graph, printed = KnowledgeGraph(linked_path, without_rejected=without_rejected), StringIO()
    graph.claims().write(printed, "jsonl")
    rows = written(graph, "jsonl")
    assert rows == printed.getvalue().encode()
    assert (b'"verdict": "rejected"' in rows) is not without_rejected


def test_tsv_has_the_cells_of_csv(graph):
    by_tab = list(csv.reader(StringIO(written(graph, "tsv").decode()), delimiter="\t"))
    assert by_tab == list(csv.reader(StringIO(written(graph, "csv").decode())))
    assert tuple(by_tab[0]) == FIELDS


def test_filters_choose_rows_and_the_fast_way_reads_what_the_slow_one_does(graph):
    all_rows = [json.loads(line) for line in written(graph, "jsonl").splitlines()]
    fast = [row for row in all_rows if row["outlet"] == "Coast Courier"]
    assert fast
    assert [json.loads(line) for line in written(graph, "jsonl", outlet="Coast Courier").splitlines()] == fast


def test_no_cell_is_changed_for_spreadsheets(tmp_path, sample_run):
    text = "The minister announced a plan. “=1+2 is my answer to the council,” Ada Brandt said."
    graph = KnowledgeGraph(tmp_path / "formula.kg")
    source = article("f-1", "=HYPERLINK(1)", "2025-03-03", "+title", text)
    said = claim(entity("Ada Brandt", "PERSON"), "answer", text="Ada Brandt answers")
    with GraphStore.create(graph.path) as store:
        store.add(account(source, assertion(source, said, "=1+2 is my answer")), run=sample_run)
        store.replace_links([])
    (row,) = csv.DictReader(StringIO(written(graph, "csv").decode()))
    assert (row["outlet"], row["title"]) == ("=HYPERLINK(1)", "+title")


def test_pandas_reads_lists_back_from_csv(graph, tmp_path):
    graph.export(tmp_path / "rows.csv")
    frame = pd.read_csv(tmp_path / "rows.csv")
    assert ["Tomas Berg", "Ana Reyes"] in frame.speakers.map(json.loads).tolist()


def test_no_text_cuts_sentences_and_leaves_offsets(tmp_path, sample_run):
    text = "The harbour council will rebuild the northern pier " + "and its old lamps " * 9 + "soon."
    source = article("p-1", "Coast Courier", "2025-03-03", "Pier", text)
    said = claim(entity("harbour council", "ORG"), "rebuild", text=text)
    graph = KnowledgeGraph(tmp_path / "pier.kg")
    with GraphStore.create(graph.path) as store:
        store.add(account(source, assertion(source, said, text, object_text=text)), run=sample_run)
        store.replace_links([])
    (whole,), (cut,) = (
        [json.loads(line) for line in written(graph, "jsonl", without_text=flag).splitlines()] for flag in (False, True)
    )
    assert (whole["sentence"], whole["object"]) == (text, text)
    assert (len(cut["sentence"]), len(cut["object"])) < (91, 91)
    assert text.startswith(cut["sentence"])
    assert (cut["start"], cut["end"]) == (whole["start"], whole["end"]) == (0, len(text))


def test_a_graph_without_assertions_leaves_in_every_format(tmp_path, sample_run):
    graph = KnowledgeGraph(tmp_path / "quiet.kg")
    with GraphStore.create(graph.path) as store:
        store.add(account(article("q-1", "Coast Courier", None, "Quiet", "Nothing happened.")), run=sample_run)
        store.replace_links([])
    for name in ("csv", "tsv", "jsonl", "parquet", "gexf", "graphml"):
        assert isinstance(written(graph, name), bytes)
    for name in ("sqlite", "tables", "tables-parquet"):
        graph.export(tmp_path / name, name)
    assert len(pd.read_parquet(tmp_path / "tables-parquet" / "assertions.parquet")) == 0
    assert pd.read_csv(tmp_path / "tables" / "articles.csv").n_assertions.tolist() == [0]
