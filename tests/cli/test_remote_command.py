import time

import pytest

from kg.cli import remote
from kg.errors import OnlyReadable, PushUnfinished
from kg.store import GraphStore
from kg.store.remote.locating import locate_folder, locate_graph
from tests.store.remote.pushing import mirrored, push, write_graph
from tests.store.remote.standin_server import StandinServer

URL = "http://mia:lund@a.test/sparql"


def test_a_folder_is_where_it_is(tmp_path):
    assert locate_graph(tmp_path) == locate_folder(tmp_path) == remote.located(str(tmp_path)) == tmp_path


def test_a_graph_on_a_server_is_not_changed_there_and_who_asks_is_not_told():
    with pytest.raises(OnlyReadable) as told:
        remote.written(URL)
    assert "http://a.test/sparql is only read here" in str(told.value)
    assert "lund" not in remote.shown(URL) + str(told.value)


def test_a_copy_is_written_to_by_nobody(sample_accounts, tmp_path):
    standin = StandinServer()
    push(standin, write_graph(tmp_path / "news.kg", sample_accounts[:1]))
    copy = mirrored(standin, tmp_path / "cache")
    with pytest.raises(OnlyReadable, match=r"kg push GRAPH http://standin\.test/sparql"):
        GraphStore.create(copy)


def test_a_copy_that_is_served_is_looked_after_and_a_failure_is_said_once(monkeypatch, capsys):
    looked = []

    def locate(given):
        looked.append(given)
        raise PushUnfinished("http://a.test/sparql", since="noon")

    monkeypatch.setattr(remote, "locate_graph", locate)
    with remote.keep_fresh(URL, every=0.005):
        until = time.monotonic() + 10
        while len(looked) < 3 and time.monotonic() < until:
            time.sleep(0.005)
    assert len(looked) >= 3
    assert capsys.readouterr().err.count("the copy is as it was") == 1


def test_nothing_is_looked_after_where_a_folder_is_served(monkeypatch, tmp_path):
    monkeypatch.setattr(remote, "locate_graph", pytest.fail)
    with remote.keep_fresh(str(tmp_path), every=0.001):
        time.sleep(0.02)
