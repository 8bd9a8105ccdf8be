import socket
import threading
import time
from contextlib import suppress

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.web.engine.tokens import read_query
from tests.benchmarks.hostile_queries import hostile_queries

OPEN = "http://outside.invalid/sparql"


@pytest.mark.parametrize(
    "query",
    [query for name, query in hostile_queries(OPEN).items() if name.startswith("service/")],
)
def test_every_way_of_asking_outside_is_seen(query):
    assert read_query(query).addresses


def test_no_query_that_calls_from_inside_is_unseen():
    """Oxigraph itself, with the network: whatever calls must have been seen."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(100)
    calls = []

    def count():
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            calls.append(caller)
            caller.close()

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("http://h:80")))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    n_calling = 0
    for name, query in hostile_queries(address).items():
        if not name.startswith(("service/", "fetch/")):
            continue
        before = len(calls)
        with suppress(SyntaxError, ValueError, RuntimeError, OSError, TypeError):
            list(store.query(query))
        time.sleep(0.002)
        called = len(calls) > before
        n_calling += called
        assert read_query(query).addresses or not called, name
    listener.close()
    assert n_calling > 10  # else this test would tell nothing


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://ex.example/service/> SELECT ?service { ?service ex:service 'service' # SERVICE <x:>\n }",
        'SELECT * { ?a <http://ex.example/service> "SERVICE <x:> {}" FILTER(?a<3 && ?b>2) }',
        'SELECT * { ?a <http://ex.example/#service> """a "quoted" service""" FILTER REGEX(?b, "Secret Service") }',
        "SELECT * { _:service ?p 'x'@service }",
        "SELECT * { ?s schema:serviceType ?o }",
    ],
)
def test_the_word_alone_asks_nobody(query):
    assert read_query(query).addresses == ()


def test_the_address_is_told_where_it_is_written_out():
    assert read_query("SELECT * { SERVICE SILENT # who\n <http://a.example/q> {} }").addresses == (
        "http://a.example/q",
    )
    assert read_query("SELECT * { SERVICE ?x {} }").addresses == (None,)


def test_load_is_told_of_updates():
    told = read_query(
        "INSERT DATA { <urn:a> <urn:b> 'load' } ; LOAD SILENT <http://a.example/> INTO GRAPH <urn:g>", outward="load"
    )
    assert told.addresses == ("http://a.example/",)


def test_depth_counts_what_stands_in_each_other():
    assert read_query("SELECT * " + "{" * 60 + "}" * 60).depth == 60
    assert read_query("SELECT * {" + "{}" * 60 + "}").depth == 2
    assert read_query('SELECT * { ?s ?p "' + "{" * 60 + '" }').depth < 5


@pytest.mark.parametrize("call", ["NOW()", "rand ()", "UUID()", "STRUUID()", "BNODE('x')", "1+\\u004eOW()"])
def test_what_changes_is_told(call):
    assert read_query(f"SELECT ({call} AS ?x) {{}}").changes


def test_names_that_hold_such_a_word_do_not_change():
    assert not read_query("SELECT ?now { ?brand <urn:knows> 'now' }").changes


def test_from_is_told_outside_texts():
    assert read_query("SELECT * FROM <urn:g> {}").names_graphs
    assert not read_query("SELECT ?from { ?from <urn:from> 'from' }").names_graphs


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {" + "<a" * 15_000 + "service}",
        "service silent " * 2_000,
        "service" + " # \n" * 8_000,
        "prefix " * 4_500 + "service",
        "prefix <" + "a:" * 15_000 + "service",
        "service " + "'''a" * 8_000,
        ("service" + " #\n" * 8) * 1_000,
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(text):
    begun = time.perf_counter()
    read_query(text)
    assert time.perf_counter() - begun < 2.0
