import socket
import sys
import time

import pytest
import uvicorn
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import GraphNotFound, MissingExtra, WrongParameter
from kg.store import GraphStore
from kg.web.entities import index_of


def kg_serve(*arguments):
    return CliRunner().invoke(app, ["serve", *map(str, arguments)], catch_exceptions=False)


def test_it_listens_on_this_machine_alone_unless_told(sample_graph_path, monkeypatch):
    addresses = []
    monkeypatch.setattr(
        uvicorn.Server, "run", lambda self, sockets: addresses.extend(one.getsockname() for one in sockets)
    )
    result = kg_serve(sample_graph_path, "--port", 0)
    [(host, port)] = addresses
    assert host == "127.0.0.1"
    assert f"http://127.0.0.1:{port}/reconcile" in result.stderr


def test_a_port_that_is_taken_is_misuse(sample_graph_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(WrongParameter, match="cannot listen at"):
            kg_serve(sample_graph_path, "--port", taken.getsockname()[1])


def test_no_graph_is_misuse(tmp_path):
    with pytest.raises(GraphNotFound):
        kg_serve(tmp_path / "nowhere.kg")


def test_what_is_not_installed_is_named_with_the_command(sample_graph_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kg\[serve\]'"):
        kg_serve(sample_graph_path)


def test_a_graph_that_grew_is_read_anew(tmp_path, sample_accounts, sample_run):
    path = tmp_path / "growing.kg"
    with GraphStore.create(path) as graph:
        graph.add(sample_accounts[0], run=sample_run)
    index = index_of(path)
    n_before = len(index())
    assert index() is index()
    time.sleep(0.02)  # file times are that coarse
    with GraphStore.create(path) as graph:
        for account in sample_accounts:
            graph.add(account, run=sample_run)
    assert len(index()) > n_before
