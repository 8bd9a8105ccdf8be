import asyncio

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.store import GraphStore
from kg.web.protocol.census import UNKNOWN, Counter
from kg.web.protocol.updating import Updater
from tests.web.protocol.standin import PREFIXES, StandIn, application, ask

ENDPOINT = "http://127.0.0.1:8310/sparql"
SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def pool(sample_graph_path):
    with GraphStore.open(sample_graph_path) as graph:
        memory = Store()
        memory.bulk_extend(graph.quads())
    return StandIn(memory)


def read(found):
    media_type = found.headers["content-type"].partition(";")[0]
    return Store_of(parse(found.content, RdfFormat.from_media_type(media_type)))


def Store_of(quads):  # noqa: N802 - makes one
    store = Store()
    store.bulk_extend(quads)
    return store


def values(store, predicate, subject=None):
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, None)
    return {quad.object.value for quad in found}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_the_endpoint_without_a_query_describes_itself(pool, path):
    told = read(ask(application(pool), "GET", path))
    [service] = [quad.subject for quad in told.quads_for_pattern(None, NamedNode(TYPE), NamedNode(f"{SD}Service"))]
    assert values(told, f"{SD}endpoint", service) == {f"http://127.0.0.1:8310{path}"}
    assert values(told, f"{SD}supportedLanguage", service) == {f"{SD}SPARQL11Query"}
    assert values(told, f"{SD}feature", service) == {f"{SD}UnionDefaultGraph"}
    assert "http://www.w3.org/ns/formats/SPARQL_Results_CSV" in values(told, f"{SD}resultFormat", service)
    assert not values(told, f"{SD}inputFormat")
    assert not values(told, f"{SD}extensionFunction")


def test_the_data_set_names_its_shared_graphs_and_counts_the_others(pool):
    told = read(ask(application(pool), "GET", "/sparql"))
    assert values(told, f"{SD}name") == {
        f"https://kg.example/graph/{name}" for name in ("sources", "entities", "claims")
    } | {graph.value for graph in pool.store.named_graphs() if graph.value.startswith("https://kg.example/graph/")}
    n_articles = sum("/article/" in graph.value for graph in pool.store.named_graphs())
    assert any(f"{n_articles} further" in text for text in values(told, "http://purl.org/dc/terms/description"))


def test_what_is_allowed_is_described(pool, tmp_path):
    updater = Updater(tmp_path, prefixes=dict(PREFIXES))
    told = read(ask(application(pool, union_default=False, updater=updater), "GET", "/sparql"))
    assert f"{SD}SPARQL11Update" in values(told, f"{SD}supportedLanguage")
    assert values(told, f"{SD}inputFormat")
    assert not values(told, f"{SD}feature")


@pytest.mark.parametrize(
    "accept", ["application/rdf+xml", "application/ld+json", "application/n-triples", "text/turtle"]
)
def test_descriptions_come_in_every_rdf_format(pool, accept):
    for path in ("/sparql", "/.well-known/void"):
        found = ask(application(pool), "GET", path, headers={"Accept": accept})
        assert found.headers["content-type"].startswith(accept)
        assert len(read(found)) > 10
        assert "Accept" in found.headers["vary"]
    assert ask(application(pool), "GET", "/sparql", headers={"Accept": "text/csv"}).status_code == 406


def test_the_data_set_is_counted(pool):
    told = read(ask(application(pool), "GET", "/.well-known/void"))
    this = NamedNode("http://127.0.0.1:8310/.well-known/void#graph")
    assert values(told, f"{VOID}sparqlEndpoint", this) == {ENDPOINT}
    assert values(told, f"{VOID}triples", this) == {str(len(pool.store))}
    assert "https://kg.example/ns#" in values(told, f"{VOID}vocabulary", this)
    examples = values(told, f"{VOID}exampleResource", this)
    assert examples
    assert all(list(pool.store.quads_for_pattern(NamedNode(one), None, None, None)) for one in examples)
    partition = [
        quad.subject
        for quad in told.quads_for_pattern(
            None, NamedNode(f"{VOID}class"), NamedNode("https://kg.example/ns#Claim"), None
        )
    ]
    n_claims = len(
        {
            q.subject
            for q in pool.store.quads_for_pattern(None, NamedNode(TYPE), NamedNode("https://kg.example/ns#Claim"), None)
        }
    )
    assert values(told, f"{VOID}entities", partition[0]) == {str(n_claims)}


def test_it_is_counted_once_while_the_graph_stays_as_it_is():
    store = Store()
    pool = StandIn(store)
    app = application(pool)
    ask(app, "GET", "/.well-known/void")
    n_asked = len(pool.asked)
    ask(app, "GET", "/.well-known/void")
    assert len(pool.asked) - n_asked <= 2
    store.add(Quad(NamedNode("http://a/b"), NamedNode("http://a/c"), Literal("d"), DefaultGraph()))
    told = read(ask(app, "GET", "/.well-known/void"))
    assert values(told, f"{VOID}triples", NamedNode("http://127.0.0.1:8310/.well-known/void#graph")) == {"1"}


def test_counting_that_takes_long_keeps_nobody_waiting():
    class Slow(StandIn):
        async def run(self, question):
            if "COUNT" in question.text:
                await asyncio.sleep(0.3)
            return await super().run(question)

    async def count():
        counter = Counter(Slow(Store()), prefixes=PREFIXES)
        assert await counter.census(patience=0.05) is UNKNOWN
        return await counter.census(patience=5.0)

    assert asyncio.run(count()).triples == 0
