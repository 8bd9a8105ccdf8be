import os
import tempfile
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store import GraphStore
from kg.web.engine.snapshots import Room, fingerprint


def quad(number):
    return Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(number), NamedNode("urn:g"))


@pytest.fixture
def graph_path(tmp_path):
    path = tmp_path / "one.kg"
    with GraphStore.create(path) as graph:
        graph.store.add(quad(1))
        graph.store.flush()
    return path


def numbers(snapshot):
    return sorted(int(one.object.value) for one in Store.read_only(str(snapshot)))


def test_a_snapshot_has_what_a_writer_has_not_moved_to_a_table_yet(graph_path):
    room = Room(graph_path)
    with GraphStore.create(graph_path) as graph:
        graph.store.add(quad(2))
        first = room.take()
        graph.store.add(quad(3))
        graph.store.flush()
        graph.store.add(quad(4))
        second = room.take()
        graph.store.optimize()
        third = room.take()
    assert [numbers(one) for one in (first, second, third)] == [[1, 2], [1, 2, 3, 4], [1, 2, 3, 4]]
    room.close()


def test_reading_does_not_change_the_fingerprint_and_writing_does(graph_path):
    before = fingerprint(graph_path)
    with GraphStore.open(graph_path) as graph:
        len(graph)
    assert fingerprint(graph_path) == before
    with GraphStore.create(graph_path) as graph:
        graph.store.add(quad(2))
        assert fingerprint(graph_path) != before


def test_tables_are_linked_not_copied(graph_path):
    room = Room(graph_path)
    snapshot = room.take()
    assert any(file.stat().st_nlink > 1 for file in snapshot.glob("*.sst"))
    room.close()
    assert not (graph_path / ".snapshots").exists()


def test_snapshots_that_nobody_reads_are_removed(graph_path):
    room = Room(graph_path)
    first, second = room.take(), room.take()
    room.remove_all_but({second.name})
    assert not first.exists()
    assert numbers(second) == [1]
    room.close()


def test_what_a_dead_pool_left_is_removed_and_what_a_living_one_has_is_kept(graph_path):
    left = graph_path / ".snapshots" / "left"
    left.mkdir(parents=True)
    (left / "lock").touch()
    living = Room(graph_path)
    assert not left.exists()
    other = Room(graph_path)
    assert living.path.exists()
    living.close()
    other.close()


def test_where_the_graph_cannot_be_written_snapshots_rest_elsewhere(graph_path, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Path.mkdir

    def refuse(self, *args, **kwargs):
        if self.name == ".snapshots":
            raise PermissionError(self)
        made(self, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", refuse)
    room = Room(graph_path)
    assert room.path.parent == tmp_path
    assert numbers(room.take()) == [1]
    assert oct(room.path.stat().st_mode & 0o777) == oct(0o700)
    room.close()
    assert not room.path.exists()


def test_the_lock_is_not_inherited(graph_path):
    room = Room(graph_path)
    assert not os.get_inheritable(room._lock.fileno())
    room.close()
