"""`kg origins` on a small graph of copies."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
import typer
from pyoxigraph import Literal, Quad
from typer.testing import CliRunner

from kg.cli.origins import origins as origins_command
from kg.errors import UnknownFormat
from kg.query.origins import FIELDS, origin_rows, write_origins
from kg.rdf.origins import describe_origins
from kg.rdf.sources import HEADLINE, IDENTIFIER, PUBLISHED, PUBLISHER
from kg.rdf.vocabulary import LABEL
from kg.resolve.origin_copies import find_copies
from kg.resolve.origins import assign_origins
from kg.store import GraphStore
from tests.resolve.origin_records import prose, record

STORY = prose(1, 400)
TEXTS = {
    "wire": f"LISBON (AP) — {STORY}",
    "copy": " ".join(STORY.split(" ")[:200]),
    "mixed": f"{prose(2, 280)}\n\n{' '.join(STORY.split(' ')[40:160])}",
    "own": prose(3),
    "credits": f"{prose(4)}\n\nWith information from ERT",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs") / "copies.kg"
    records = [record(key, text, day=day) for day, (key, text) in enumerate(TEXTS.items(), start=1)]
    found = assign_origins(records, find_copies(records, read=TEXTS.__getitem__))
    with GraphStore.create(folder) as graph:
        sources = graph.identifiers.graph("sources")
        for one in records:
            this = graph.identifiers.room("article", one.key)
            outlet = graph.identifiers.room("outlet", one.outlet)
            graph.store.extend(
                [
                    Quad(this, IDENTIFIER, Literal(one.id), sources),
                    Quad(this, PUBLISHER, outlet, sources),
                    Quad(outlet, LABEL, Literal(one.outlet), sources),
                    Quad(this, PUBLISHED, Literal(one.published), sources),
                    Quad(this, HEADLINE, Literal(one.title), sources),
                ]
            )
        graph.store.extend(describe_origins(found, identifiers=graph.identifiers))
        graph.store.flush()
    return folder


def rows(path, **wanted):
    with GraphStore.open(path) as graph:
        return origin_rows(graph, **wanted)


def test_the_largest_origin_comes_first_with_who_copied_what(path):
    found = [(row.article, row.relation, row.copied_from) for row in rows(path)]
    assert found == [
        ("wire", "first", None),
        ("copy", "copies", "wire"),
        ("mixed", "shares-passages", "wire"),
        ("credits", "first", None),
    ]


def test_a_row_has_outlet_date_agency_and_share(path):
    copy = rows(path)[1]
    assert (copy.outlet, copy.published, copy.agency, copy.share) == (
        "outlet copy",
        "2024-05-02",
        "Associated Press",
        1.0,
    )
    assert copy.label == "Associated Press: About wire"


def test_all_shows_articles_that_stand_alone(path):
    found = {row.article for row in rows(path, everything=True)}
    assert found == set(TEXTS)


def test_an_agency_can_be_asked_for(path):
    assert {row.article for row in rows(path, agency="^ERT$")} == {"credits"}
    assert {row.article for row in rows(path, agency="associated")} == {"wire", "copy", "mixed"}


def test_rows_are_written_as_json_and_csv(path):
    found = rows(path)
    as_json, as_csv = StringIO(), StringIO()
    write_origins(found, as_json)
    write_origins(found, as_csv, "csv")
    assert [row["article"] for row in json.loads(as_json.getvalue())] == [row.article for row in found]
    lines = list(csv.reader(StringIO(as_csv.getvalue())))
    assert tuple(lines[0]) == FIELDS
    assert len(lines) == len(found) + 1
    with pytest.raises(UnknownFormat):
        write_origins(found, as_json, "xls")


def test_the_command_prints_a_table(path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    app.command()(origins_command)
    result = CliRunner().invoke(app, [str(path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Associated Press" in result.output
    assert "shares-passages" in result.output


def test_the_command_refuses_other_formats(path):
    app = typer.Typer()
    app.command()(origins_command)
    with pytest.raises(UnknownFormat):
        CliRunner().invoke(app, [str(path), "--format", "xls"], catch_exceptions=False)
