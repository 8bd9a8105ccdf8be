import json

import pytest

from kg.build import build_from
from kg.records import Place, Problem
from kg.store import GraphStore
from kg.store.ledger import Outcome, count_problems, read_pieces, read_problems
from tests.benchmarks.kill_points import ACCOUNTS, ASIDE, build
from tests.conftest import RUN

FOUR = list(ACCOUNTS.values())[:4]


@pytest.fixture(autouse=True)
def _stub(monkeypatch):
    import kg.build
    import kg.store.folder

    monkeypatch.setattr(kg.build, "identify_run", kg.build.identify_run)  # `build` sets both
    monkeypatch.setattr(kg.store.folder, "BATCH", kg.store.folder.BATCH)


def outcomes(path):
    with GraphStore.open(path) as graph:
        return [(piece.outcome, piece.n, piece.key) for piece in read_pieces(graph.tables.connection)]


def test_every_piece_has_a_line_and_the_sums_are_exact(tmp_path):
    build(tmp_path / "a.kg", FOUR[:3])
    found = outcomes(tmp_path / "a.kg")
    assert sorted(outcome for outcome, _, _ in found) == ["set-aside", "stored", "stored", "stored"]
    build(tmp_path / "a.kg", FOUR)
    with GraphStore.open(tmp_path / "a.kg") as graph:
        rows = graph.tables.connection.execute("SELECT pieces, stored, known, aside FROM builds ORDER BY n").fetchall()
    assert rows == [(4, 3, 0, 1), (5, 1, 3, 1)]


def test_a_line_says_how_an_article_arrived_and_what_its_graph_is(tmp_path):
    build(tmp_path / "a.kg", FOUR[:1])
    with GraphStore.open(tmp_path / "a.kg") as graph:
        (piece,) = [one for one in read_pieces(graph.tables.connection) if one.outcome is Outcome.STORED]
        n_quads = len(list(graph.quads(graph.identifiers.room("article", piece.key))))
    assert (piece.reader, piece.run, piece.n_quads) == ("test", RUN.key, n_quads)
    assert len(piece.graph_hash) == 64


def test_problems_of_what_is_not_read_this_time_are_kept(tmp_path):
    def problem(path, message):
        return Problem(place=Place(path=path, line=1), kind="bad-json", message=message, n_aside=2)

    path = tmp_path / "a.kg"
    build_from([problem("one.jsonl", "first"), problem("two/x.jsonl", "second")], path, inputs=["one.jsonl", "two"])
    build_from([problem("two/x.jsonl", "third")], path, inputs=["two"])
    build_from([], path, inputs=["three"])
    with GraphStore.open(path) as graph:
        noted = list(read_problems(graph.tables.connection))
        assert count_problems(graph.tables.connection) == {"bad-json": 2}
    assert [(one.problem.message, one.problem.n_aside) for one in noted] == [("first", 2), ("third", 2)]
    assert all(one.noted for one in noted)
    build_from([], path, inputs=["two"])
    with GraphStore.open(path) as graph:
        assert [one.problem.message for one in read_problems(graph.tables.connection)] == ["first"]


def test_an_article_that_comes_twice_is_stored_once_and_known_once(tmp_path):
    build(tmp_path / "a.kg", [FOUR[0], FOUR[0]])
    assert sorted(outcome for outcome, _, key in outcomes(tmp_path / "a.kg") if key) == ["known", "stored"]


def test_what_is_set_aside_is_counted_by_its_number(tmp_path):
    report = build_from([ASIDE, ASIDE], tmp_path / "a.kg", inputs=["sample.jsonl"])
    assert (report.sums.n_pieces, report.sums.n_aside) == (2, 2)
    assert report.n_problems == {"bad-json": 2}
    assert json.dumps(report.n_problems)
