import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
import uvicorn
from typer.testing import CliRunner

from kg.cli.app import app
from kg.cli.serve import names_of
from kg.errors import GraphNotFound, GraphOutdated, MissingExtra, WrongParameter
from kg.store import GraphStore
from kg.web.entities import index_of

TOKEN = "a-token-of-some-length"


def kg_serve(*arguments):
    return CliRunner().invoke(app, ["serve", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def served(monkeypatch):
    """What would be served, and where: nothing is."""
    found = []
    monkeypatch.setattr(
        uvicorn.Server, "run", lambda self, sockets: found.append((self.config, sockets[0].getsockname()))
    )
    return found


def test_it_listens_on_this_machine_alone_unless_told(sample_graph_path, served):
    result = kg_serve(sample_graph_path, "--port", 0)
    [(_, (host, port))] = served
    assert host == "127.0.0.1"
    for path in ("", "sparql", "reconcile"):
        assert f"http://127.0.0.1:{port}/{path}" in result.stderr
    assert "token" not in result.stderr


def test_answers_wait_for_no_other_and_no_header_changes_who_is_asked(sample_graph_path, served):
    kg_serve(sample_graph_path, "--port", 0)
    [(config, _)] = served
    assert not config.server_header
    assert not config.proxy_headers
    assert config.http == "h11"


@pytest.mark.parametrize(
    ("host", "names"),
    [("127.0.0.1", ()), ("localhost", ()), ("::1", ()), ("0.0.0.0", ("<address>", "0.0.0.0", "desk", "desk.local"))],
)
def test_a_machine_in_a_network_is_asked_by_its_own_names_alone(host, names, monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "Desk")
    assert names_of(host) == names


def test_a_token_is_made_and_said_once_or_taken_from_the_environment_or_a_file(
    sample_graph_path, served, tmp_path, monkeypatch
):
    made = kg_serve(sample_graph_path, "--port", 0, "--allow-update").stderr
    assert re.search(r"changes need this token, made for this run: \S{30,}", made)
    assert made != kg_serve(sample_graph_path, "--port", 0, "--allow-update").stderr
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert "token" not in kg_serve(sample_graph_path, "--port", 0, "--allow-update", "--token-file", file).stderr
    monkeypatch.setenv("KG_UPDATE_TOKEN", TOKEN)
    assert "token" not in kg_serve(sample_graph_path, "--port", 0, "--allow-update").stderr


@pytest.mark.parametrize("token", ["short", "with a space in between", "", "two\nlines-of-some-length"])
def test_a_token_that_is_none_is_misuse(sample_graph_path, tmp_path, token):
    file = tmp_path / "token"
    file.write_text(token, encoding="utf-8")
    with pytest.raises(WrongParameter, match="a token has at least"):
        kg_serve(sample_graph_path, "--port", 0, "--allow-update", "--token-file", file)
    with pytest.raises(WrongParameter, match="cannot read a token"):
        kg_serve(sample_graph_path, "--port", 0, "--allow-update", "--token-file", tmp_path / "none")


def test_a_port_that_is_taken_is_misuse(sample_graph_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(WrongParameter, match="cannot listen at"):
            kg_serve(sample_graph_path, "--port", taken.getsockname()[1])


def test_no_graph_is_misuse(tmp_path):
    with pytest.raises(GraphNotFound):
        kg_serve(tmp_path / "nowhere.kg")


def test_a_graph_of_an_earlier_version_is_misuse(tmp_path, sample_accounts, sample_run):
    with GraphStore.create(tmp_path / "old.kg") as graph:
        graph.add(sample_accounts[0], run=sample_run)
        graph.flush()
        graph.tables.connection.execute("DROP TABLE stories")
    with pytest.raises(GraphOutdated):
        kg_serve(tmp_path / "old.kg", "--port", 0)


def test_what_is_not_installed_is_named_with_the_command(sample_graph_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kg\[serve\]'"):
        kg_serve(sample_graph_path)


def test_ctrl_c_ends_every_process(sample_graph_path):
    command = [sys.executable, "-m", "kg", "serve", str(sample_graph_path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as server:
        try:
            where = re.search(r"served at (http://\S+)", server.stderr.readline())[1]
            address = f"{where}sparql?query=ASK%7B%7D"
            assert _read(address) == {"head": {}, "boolean": True}
            os.kill(server.pid, signal.SIGINT)
            assert server.wait(60) == 0
            assert server.stderr.read() == ""
            assert _members(server.pid) == []
        finally:
            server.kill()


def _read(address, *, patience=60.0):
    until = time.monotonic() + patience
    while True:
        try:
            with urlopen(address, timeout=20) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _members(session):
    """Return the processes of a session that are still there."""
    until = time.monotonic() + 15
    while True:
        listed = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True, check=False
        )
        left = [line for line in listed.stdout.splitlines() if "Z" not in line]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.1)


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
