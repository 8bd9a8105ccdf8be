"""When the table is made, when it stands, where it rests, and that several may read it at once."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.errors import GraphNotFound, GraphOutdated, KgError
from kg.flat import Choice, make_flat, open_flat
from kg.flat.opening import fresh_file
from kg.flat.stamp import flat_file, known_stamp, own_folder, read_stamp, stamp_file, write_stamp
from kg.records.reviews import Judgement
from kg.reviews import Reviews
from kg.store import GraphStore
from tests.accounts import HOST, account, article, assertion
from tests.conftest import RUN


def refuse(*_: object, **__: object) -> Path:
    raise AssertionError("the table was made anew")


def test_a_table_is_made_once(own_newsroom):
    told = []
    assert not fresh_file(own_newsroom)
    with open_flat(own_newsroom, on_progress=lambda done, of: told.append((done, of))) as flat:
        total = flat.count(Choice())
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert {one.name for one in own_newsroom.iterdir()} >= {"articles.sqlite", "flat.sqlite", "flat.stamp", "store"}
    with open_flat(own_newsroom, make=refuse) as flat:
        assert flat.count(Choice()) == total


def test_two_makings_are_equal_but_for_their_token(own_newsroom):
    def everything():
        with closing(sqlite3.connect(make_flat(own_newsroom))) as db:
            return [line for line in db.iterdump() if "'token'" not in line]

    assert everything() == everything()


def test_a_table_stands_after_a_verdict_and_shows_it_at_once(own_newsroom):
    reviews = Reviews(own_newsroom, clock=lambda: datetime(2025, 4, 1, tzinfo=UTC))
    with open_flat(own_newsroom) as flat:
        row = next(one for one in flat.rows(Choice(verdicts=("unreviewed",))))
        before = flat.count(Choice(verdicts=("accepted",)))
        reviews.judge([row.row.assertion], Judgement.ACCEPTED, by="Kea Holm", note="read twice")
        assert not fresh_file(own_newsroom)
        flat.refresh_verdicts()
        assert fresh_file(own_newsroom)
        assert flat.count(Choice(verdicts=("accepted",))) == before + 1
        assert flat.assertions([row.key])[0].row.verdict == "accepted"
        (found,) = flat.assertion(row.key).verdicts
        assert (found.by, found.verdict, found.note, found.counts) == ("Kea Holm", "accepted", "read twice", True)
    with open_flat(own_newsroom, make=refuse) as flat:
        assert flat.assertions([row.key])[0].row.verdict == "accepted"


def test_a_table_is_made_anew_after_an_article_came(own_newsroom):
    more = article("zz-1", "Zenith Zeitung", "2025-03-09", "More", "Port Ellis will host the peace talks.")
    with open_flat(own_newsroom) as flat:
        with GraphStore.create(own_newsroom) as graph:
            graph.add(account(more, assertion(more, HOST, "Port Ellis will host the peace talks")), run=RUN)
        flat.refresh_verdicts()
        assert not fresh_file(own_newsroom)
        with open_flat(own_newsroom) as newer:
            assert newer.count(Choice()) == flat.count(Choice()) + 1
            assert newer.overview().n_outlets == flat.overview().n_outlets + 1
            assert newer.token != flat.token
        # The earlier one still answers as it did, though its file has been replaced.
        assert len(flat.claims(Choice(), per_page=100).rows) == flat.count(Choice())


def test_a_table_is_made_anew_after_something_else_was_written_to_the_store(own_newsroom):
    reviews = Reviews(own_newsroom, clock=lambda: datetime(2025, 4, 1, tzinfo=UTC))
    with open_flat(own_newsroom) as flat:
        with GraphStore.create(own_newsroom) as graph:
            graph.store.update('INSERT DATA { <urn:x:s> <urn:x:p> "o" }')
        flat.refresh_verdicts()
        assert fresh_file(own_newsroom) is None
        row = next(one for one in flat.rows(Choice(verdicts=("unreviewed",))))
        reviews.judge([row.row.assertion], Judgement.REJECTED, by="Kea Holm")
        flat.refresh_verdicts()
        assert fresh_file(own_newsroom) is None
        assert flat.assertions([row.key])[0].row.verdict == "rejected"


def test_what_is_broken_is_made_anew(own_newsroom):
    make_flat(own_newsroom)
    flat_file(own_newsroom).write_bytes(b"no table")
    with open_flat(own_newsroom) as flat:
        assert flat.count(Choice())
    stamp_file(flat_file(own_newsroom)).write_text("{}")
    assert not fresh_file(own_newsroom)


def test_a_stamp_of_another_file_does_not_count(own_newsroom):
    file = make_flat(own_newsroom)
    write_stamp(file, read_stamp(own_newsroom, token="another"))
    assert not fresh_file(own_newsroom)


def test_a_crash_while_it_is_made_leaves_nothing(own_newsroom):
    def break_off(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_flat(own_newsroom, on_progress=break_off)
    assert not [one.name for one in own_newsroom.iterdir() if "flat" in one.name]


def test_what_a_crash_left_is_cleared_away(own_newsroom):
    old, new = (own_newsroom / f".flat.sqlite.{name}" for name in ("old", "new"))
    for file in (old, new):
        file.write_text("half")
    os.utime(old, (0, 0))
    make_flat(own_newsroom)
    assert not old.exists()
    assert new.exists()


def test_where_the_graph_cannot_be_written_the_table_is_temporary(own_newsroom, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.flat.stamp.gettempdir", lambda: str(tmp_path))
    may = os.access
    monkeypatch.setattr("kg.flat.stamp.os.access", lambda path, mode: path != own_newsroom and may(path, mode))
    file = make_flat(own_newsroom)
    assert file.parent == own_folder()
    assert file.parent.parent == tmp_path
    assert file.parent.stat().st_mode & 0o077 == 0
    assert fresh_file(own_newsroom)
    assert not [one.name for one in own_newsroom.iterdir() if "flat" in one.name]


def test_a_temporary_folder_that_others_may_write_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.flat.stamp.gettempdir", lambda: str(tmp_path))
    own_folder().chmod(0o777)
    with pytest.raises(KgError, match="not this user's own folder"):
        own_folder()
    own_folder_path = next(tmp_path.iterdir())
    own_folder_path.rmdir()
    own_folder_path.symlink_to(tmp_path)
    with pytest.raises((KgError, FileExistsError)):
        own_folder()


def test_a_table_that_somebody_else_made_beside_the_graph_is_read(own_newsroom, monkeypatch):
    file = make_flat(own_newsroom)
    may = os.access
    monkeypatch.setattr("kg.flat.stamp.os.access", lambda path, mode: path != own_newsroom and may(path, mode))
    with open_flat(own_newsroom, make=refuse) as flat:
        assert flat.file == file


def test_a_closed_table_does_not_keep_anybody_waiting(own_newsroom):
    flat = open_flat(own_newsroom)
    flat.close()
    flat.close()
    with pytest.raises(sqlite3.ProgrammingError):
        flat.claims(Choice())


def test_there_must_be_a_graph_of_this_version(tmp_path, own_newsroom):
    with pytest.raises(GraphNotFound):
        open_flat(tmp_path / "nothing.kg")
    with closing(sqlite3.connect(own_newsroom / "articles.sqlite")) as db:
        db.execute("ALTER TABLE assertions DROP COLUMN facts")
    with pytest.raises(GraphOutdated):
        open_flat(own_newsroom)


def test_many_threads_read_one_table(newsroom_flat):
    keys = [row.key for row in newsroom_flat.rows(Choice())]

    def read(n: int) -> tuple[object, ...]:
        key = keys[n % len(keys)]
        found = newsroom_flat.claims(Choice(q="talks"), sort="outlets")
        return newsroom_flat.assertion(key).row, found, newsroom_flat.matrix(Choice()), newsroom_flat.search("port")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(read, range(20)))
    assert found == [read(n) for n in range(20)]


def test_the_stamp_says_what_it_is_of(own_newsroom):
    file = make_flat(own_newsroom)
    known = known_stamp(file)
    assert known is not None
    assert set(asdict(known)) == {"version", "tables", "store", "token", "reviews", "digest"}
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'token'").fetchone() == (known.token,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_table_that_was_damaged_is_noticed(own_newsroom):
    with open_flat(own_newsroom):
        pass
    assert KnowledgeGraph(own_newsroom).verify(quick=True).problems == ()
    file = own_newsroom / "flat.sqlite"
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    (problem,) = KnowledgeGraph(own_newsroom).verify(quick=True).problems
    assert (problem.kind, problem.place.path) == ("file", str(file))
