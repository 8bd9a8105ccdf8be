"""Subjects that have several values of a property."""

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store.settling import unsettled

LABEL, TEXT = NamedNode("https://example.org/label"), NamedNode("https://example.org/text")
HERE, THERE = NamedNode("https://example.org/here"), NamedNode("https://example.org/there")


def label(subject, words, *, graph=HERE, predicate=LABEL):
    return Quad(NamedNode(f"https://example.org/{subject}"), predicate, Literal(words), graph)


def test_only_the_quads_of_subjects_with_several_values_come_side_by_side():
    quads = [
        label("ferry", "ferry"),
        label("port", "port"),
        label("port", "Port"),
        label("quay", "b"),
        label("quay", "a"),
    ]
    elsewhere = [label("ferry", "Ferry", graph=THERE), label("ferry", "boat", predicate=TEXT)]
    store = Store()
    store.extend(quads + elsewhere)
    found = list(unsettled(store, LABEL, HERE))
    assert set(found) == set(quads[1:])
    subjects = [quad.subject for quad in found]
    assert subjects == [subjects[0]] * 2 + [subjects[2]] * 2


def test_a_graph_without_the_property_has_none():
    assert list(unsettled(Store(), LABEL, HERE)) == []
