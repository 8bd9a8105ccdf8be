from datetime import UTC, datetime
from shutil import copytree

import pytest

from kg import KnowledgeGraph, reviews
from kg.errors import GraphLocked, GraphNotFound, NotInGraph, WrongParameter
from kg.records.reviews import Joining, Standing
from kg.reviews import Reviews
from kg.store import GraphStore
from tests.accounts import DEMANDS, HOST, build_sample_accounts
from tests.whole import SEEDS, exported

ANNOUNCED, HELD = (found.key for found in build_sample_accounts()[0].assertions[:2])


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = datetime(2025, 3, 6, 8, 0, 0, 999, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def graph(sample_graph_path, tmp_path):
    return KnowledgeGraph(copytree(sample_graph_path, tmp_path / "sample.kg"))


@pytest.fixture
def book(graph, clock):
    return Reviews(graph.path, clock=clock)


@pytest.fixture
def linked(monkeypatch):
    """What linking was called with."""
    calls = []
    monkeypatch.setattr(reviews, "link_graph", lambda graph: calls.append(graph.path))
    return calls


def verdicts(book):
    return {state.review.assertion: state.review.verdict for state in book}


def test_several_assertions_are_judged_at_once_by_any_of_their_names(book, clock):
    first, second = book.judge([ANNOUNCED[:8], f"asr:{HELD}", ANNOUNCED], "rejected", by=" Mia  Lund ", note="misread")
    assert (first.assertion, second.assertion) == (ANNOUNCED, HELD)
    assert (first.by, first.note, first.at) == ("Mia Lund", "misread", clock.now.replace(microsecond=0))
    assert verdicts(book) == {ANNOUNCED: "rejected", HELD: "rejected"}


def test_one_unknown_name_and_nothing_is_written(book):
    with pytest.raises(NotInGraph):
        book.judge([ANNOUNCED, "asr:ffffffffffffffff"], "rejected", by="Mia")
    assert not book


def test_who_decides_must_be_said(book):
    with pytest.raises(WrongParameter, match="name of who"):
        book.judge([ANNOUNCED], "rejected", by="  ")


def test_a_graph_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(GraphNotFound):
        Reviews(tmp_path / "none.kg").judge(["asr:5f2c"], "rejected", by="Mia")
    assert not (tmp_path / "none.kg").exists()


def test_a_graph_that_is_being_built_is_said_to_be_locked(graph, book):
    with GraphStore.create(graph.path), pytest.raises(GraphLocked):
        book.judge([ANNOUNCED], "rejected", by="Mia")


def test_joining_links_anew_and_only_when_wanted(book, linked):
    book.join("Norland", "ent:sudria", "same", by="Mia", link=False)
    assert linked == []
    joined = book.join("Norland", "ent:sudria", "different", by="Mia")
    assert linked == [book.path]
    assert [state.review for state in book] == [joined]
    assert (joined.kind, joined.words) == ("entity", "Norland | Sudria")
    book.judge([ANNOUNCED], "accepted", by="Mia")
    assert linked == [book.path]
    book.undo([joined.key])
    assert linked == [book.path] * 2


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ("norland", f"clm:{DEMANDS.key}", "cannot be one"),
        ("norland", "ent:norland", "one and the same entity"),
        ("norland", f"asr:{ANNOUNCED}", "cannot be one"),
        ("norland", "top:drones", "is not an entity or a claim or an event or an assertion"),
    ],
)
def test_what_cannot_be_one_is_refused(book, left, right, message):
    with pytest.raises(WrongParameter, match=message):
        book.join(left, right, "same", by="Mia")


def test_articles_are_byte_for_byte_as_before(graph, book):
    def articles():
        return [line for line in exported(graph).splitlines() if b"/article/" in line.rsplit(b" ", 2)[1]]

    before = articles()
    book.judge([ANNOUNCED], "rejected", by="Mia")
    book.join("norland", "sudria", "same", by="Mia")
    book.join(f"clm:{HOST.key}", f"clm:{DEMANDS.key}", "different", by="Mia")
    assert articles() == before
    assert len(before) > 400


def test_reviews_are_undone_by_their_number(graph, book, linked):
    before = exported(graph)
    verdict = book.judge([ANNOUNCED], "unsure", by="Mia")[0]
    joined = book.join("norland", "sudria", "same", by="Mia")
    assert book.undo([f"rev:{verdict.key}", joined.key[:8]]) == (verdict, joined)
    assert exported(graph) == before
    with pytest.raises(NotInGraph, match="no review"):
        book.undo([verdict.key])


def test_reviews_are_carried_to_another_graph_and_rest_there_until_needed(book, tmp_path, linked, sample_run):
    book.judge([ANNOUNCED], "rejected", by="Mia", note="“misread”")
    joined = book.join("norland", "sudria", "same", by="Jon")
    with GraphStore.create(tmp_path / "other.kg") as store:
        store.add(build_sample_accounts()[1], run=sample_run)
    other = Reviews(tmp_path / "other.kg")
    assert other.add_lines(book.lines()) == (2, ())
    assert other.add_lines(book.lines()) == (0, ())
    assert list(other.lines()) == list(book.lines())
    assert {type(state.review): state.standing for state in other}[Joining] == Standing.COUNTS
    assert [state.standing for state in other if state.review != joined] == [Standing.RESTING]
    with GraphStore.create(tmp_path / "other.kg") as store:
        store.add(build_sample_accounts()[0], run=sample_run)
    assert {state.standing for state in other} == {Standing.COUNTS}


def test_building_again_keeps_reviews(seeds_graph, tmp_path):
    graph = KnowledgeGraph(copytree(seeds_graph.path, tmp_path / "seeds.kg"))
    row = next(iter(graph.claims()))
    graph.reviews.judge([row.assertion], "unsure", by="Mia")
    graph.reviews.join("ent:russia", "ent:ukraine", "different", by="Mia")
    before = exported(graph)
    assert graph.add(SEEDS).n_known == 5
    assert exported(graph) == before
    assert [state.standing for state in graph.reviews] == [Standing.COUNTS] * 2


def test_lines_that_are_no_reviews_are_handed_back_and_the_others_taken(book, linked):
    line = '{"assertion": "5f2c", "verdict": "unsure", "by": "Jon", "at": "2025-03-04T10:00:00+01:00"}'
    n_written, problems = book.add_lines(["what?", line], path="from-jon.jsonl")
    assert (n_written, len(problems)) == (1, 1)
    assert str(problems[0]).startswith("from-jon.jsonl:1")
    assert [state.review.at.hour for state in book] == [9]
    assert linked == []


def test_every_question_can_be_asked_without_the_rejected(graph, book):
    book.judge([ANNOUNCED], "rejected", by="Mia")
    without = KnowledgeGraph.open(graph.path, without_rejected=True)
    assert (len(graph), len(without)) == (16, 15)
    assert {row.assertion[-16:] for row in graph.claims()} - {row.assertion[-16:] for row in without.claims()} == {
        ANNOUNCED
    }
    asked = "Reyes announces talks"
    assert [row.assertion[-16:] for row in graph.trace(asked)] == [ANNOUNCED]
    assert ANNOUNCED not in [row.assertion[-16:] for row in without.trace(asked)]
    assert without.network().number_of_edges() < graph.network().number_of_edges()
    assert ANNOUNCED.encode() in exported(graph)
    assert f"assertion/{ANNOUNCED}> <https://kg.example/ns#claim>".encode() not in exported(without)
    assert [row.verdict for row in graph.claims(verdict="rejected")] == ["rejected"]
    assert [state.review.by for state in graph.reviews] == ["Mia"]
