import time

import pytest
from pyoxigraph import Quad, Store

from kg.web.protocol.problems import Refusal
from kg.web.protocol.update_text import refuse_reaching_out, with_data_set
from tests.web.protocol.standin import triple

G1, G2, TARGET = (f"http://example.org/{name}" for name in ("g1", "g2", "target"))
COPY = f"INSERT {{ GRAPH <{TARGET}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"


def changed(text, **data_set):
    store = Store()
    for name, graph in (("one", G1), ("two", G2)):
        store.add(Quad(*triple(name, "in", "it"), triple(graph[-2:], "a", "b").subject))
    store.update(with_data_set(text, **{"default_graphs": (), "named_graphs": (), **data_set}))
    return {(quad.subject.value[-3:], getattr(quad.graph_name, "value", "")[-6:]) for quad in store}


def test_an_update_uses_the_data_set_of_its_request():
    assert ("one", "target") in changed(COPY, default_graphs=[G1])
    assert ("two", "target") not in changed(COPY, default_graphs=[G1])
    assert ("one", "target") not in changed(COPY)
    in_graphs = COPY.replace("WHERE { ?s ?p ?o }", "WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert ("two", "target") in changed(in_graphs, named_graphs=[G2])
    assert ("one", "target") not in changed(in_graphs, named_graphs=[G2])


def test_every_operation_of_an_update_uses_it_and_none_within_braces_or_text():
    text = f"""PREFIX ex: <http://example.org/#WHERE>
INSERT DATA {{ ex:x ex:says "}} WHERE {{ " , '''WHERE''' }} ; # WHERE
{COPY} ;
INSERT {{ GRAPH <{TARGET}2> {{ ?s ?p ?o }} }} WHERE {{ {{ SELECT * WHERE {{ ?s ?p ?o }} }} }}"""
    found = changed(text, default_graphs=[G1, G2])
    assert {("one", "target"), ("two", "target"), ("one", "arget2")} <= found
    assert with_data_set(text, default_graphs=[G1], named_graphs=[]).count("USING") == 2


def test_the_short_form_of_delete_uses_it_too():
    assert changed("DELETE WHERE { ?s ?p ?o }", default_graphs=[G1]) == changed("DELETE WHERE { }")
    text = with_data_set("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", default_graphs=[], named_graphs=[G1])
    assert text.count("GRAPH ?g") == 2
    assert changed("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", named_graphs=[G1]) == {("two", "org/g2")}


@pytest.mark.parametrize("clause", [f"WITH <{G1}> {COPY}", COPY.replace("WHERE", f"USING <{G1}> WHERE", 1)])
def test_two_data_sets_are_one_too_many(clause):
    with pytest.raises(Refusal, match="not by both") as refused:
        with_data_set(clause, default_graphs=[G2], named_graphs=[])
    assert refused.value.status == 400


@pytest.mark.parametrize("iri", ["relative", "http://example.org/> WHERE {} ; CLEAR ALL #", "", "a b:c"])
def test_only_iris_are_put_into_an_update(iri):
    with pytest.raises(Refusal, match="no absolute IRI"):
        with_data_set(COPY, default_graphs=[iri], named_graphs=[])


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://example.org/b> INTO GRAPH <http://example.org/a>",
        "load silent <http://example.org/b>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT ?where { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { service ex:it { ?s ?p ?o } }",
        'DELETE WHERE { ?s ?p ?o } ; INSERT {} WHERE { FILTER(?a<?b#>"""\n) SERVICE <http://b/> {} #""" } ',
    ],
)
def test_what_reaches_out_is_refused(text):
    with pytest.raises(Refusal) as refused:
        refuse_reaching_out(text, ["http://example.org/a"])
    assert refused.value.status == 403


def test_words_within_text_and_names_reach_nowhere():
    refuse_reaching_out("""INSERT DATA { <http://a/LOAD> <http://a/service> 'LOAD <http://b/>' , "SERVICE" } # LOAD""")


def test_only_what_is_allowed_may_be_reached():
    text = "LOAD <http://example.org/a>"
    refuse_reaching_out(text, ["http://example.org/a"])
    with pytest.raises(Refusal) as refused:
        refuse_reaching_out(text, ["http://example.org/"])
    assert refused.value.status == 403


@pytest.mark.parametrize("sign", ['"', "'''", ".", "a.", "\\", "<", ":", "{", "a:", "#"])
def test_hostile_text_is_read_in_no_time(sign):
    begun = time.process_time()
    with_data_set(sign * 20_000, default_graphs=[G1], named_graphs=[])
    assert time.process_time() - begun < 2
