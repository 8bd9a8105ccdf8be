"""The pages wait a little for the first flat table, then say how far it is."""

from threading import Event

import pytest

from kg.web import reading
from kg.web.protocol.problems import Refusal
from kg.web.reading import FlatReader


@pytest.fixture
def graph(tmp_path):
    """A folder with the files that a reader looks at."""
    (tmp_path / "store").mkdir()
    for name in ("articles.sqlite", "store/CURRENT"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_a_page_says_how_far_the_first_table_is_and_shows_it_when_it_is_there(graph, monkeypatch):
    goes_on, ended, seen, table = Event(), Event(), [], object()

    def open_slowly(path, *, on_progress):
        on_progress(1_500, 3_000)
        assert goes_on.wait(10)
        return table

    monkeypatch.setattr(reading, "open_flat", open_slowly)
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    reader = FlatReader(graph)
    reader.prepare(on_progress=lambda *done: seen.append(done), on_end=ended.set)
    with pytest.raises(Refusal, match="1,500 of 3,000 assertions") as refused:
        reader()
    assert refused.value.status == 503
    assert refused.value.headers["Refresh"] == "3"
    goes_on.set()
    assert ended.wait(10)
    assert reader() is table
    assert seen == [(1_500, 3_000)]


def test_why_there_is_no_table_is_said_to_whoever_asks(graph, monkeypatch):
    def fail(path, *, on_progress):
        raise OSError("no space left")

    ended = Event()
    monkeypatch.setattr(reading, "open_flat", fail)
    reader = FlatReader(graph)
    reader.prepare(on_progress=lambda *_: None, on_end=ended.set)
    assert ended.wait(10)
    with pytest.raises(OSError, match="no space left"):
        reader()
