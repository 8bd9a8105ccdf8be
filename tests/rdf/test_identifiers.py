import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.identifiers import Identifiers, plain_relation, relation, slug
from kg.records import Kind, Reference
from tests.accounts import FAIL, HELD, HOST, PORT_ELLIS, argument, claim, entity, topic, value

IDENTIFIERS = Identifiers("https://kg.example/")


@given(st.text(min_size=1))
def test_a_key_comes_back_from_its_iri(key):
    assert IDENTIFIERS.key(IDENTIFIERS.room("topic", key)) == ("topic", key)


@pytest.mark.parametrize(
    ("predicate", "passive", "preposition", "expected"),
    [
        ("demand", False, "", "demand"),
        ("break out", False, "", "break-out"),
        ("hold", True, "", "be-held"),
        ("carry out", True, "", "be-carried-out"),
        ("meet", False, "in", "meet-in"),
        ("hold", True, "in", "be-held-in"),
    ],
)
def test_relations_are_named_after_what_they_read_as(predicate, passive, preposition, expected):
    found = relation(predicate, passive=passive, preposition=preposition)
    assert found.value == f"https://kg.example/relation/{expected}"


def test_the_plain_triple_points_to_the_object_else_to_an_argument_with_its_preposition():
    assert plain_relation(HOST) == (relation("host"), HOST.object)
    assert plain_relation(HELD) == (relation("hold", passive=True, preposition="in"), PORT_ELLIS)
    assert plain_relation(FAIL) is None


def test_a_complement_is_the_object_of_last_resort():
    mayor = claim(entity("Ana Reyes"), "become", text="", arguments=[argument("complement", topic("mayor"))])
    assert plain_relation(mayor) == (relation("become"), topic("mayor"))


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Coast Courier", "coast-courier"), ("L'Écho d'Été", "l-echo-d-ete"), ("Б-Вести", "б-вести")],
)
def test_outlets_have_readable_keys(label, expected):
    assert slug(label) == expected


def test_a_label_without_letters_has_a_key_too():
    assert len(slug("!!!")) == 16


@pytest.mark.parametrize(
    ("reference", "datatype"),
    [
        (value("2025-07-23"), "date"),
        (value("2025-07"), "gYearMonth"),
        (value("450"), "integer"),
        (value("2025-07-21/2025-07-27"), "string"),
        (Reference(kind=Kind.VALUE, key="2014", label="2014", type="DATE"), "gYear"),
        (value("2014"), "integer"),
    ],
)
def test_values_are_typed_literals(reference, datatype):
    assert IDENTIFIERS.reference(reference).datatype.value.rpartition("#")[2] == datatype
