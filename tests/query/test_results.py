import csv
import json
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from kg.errors import InvalidQuery, UnknownFormat
from kg.query import ask

TABLE = "SELECT ?id ?n ?empty { ?a schema:identifier ?id BIND(STRLEN(?id) + 0.5 AS ?n) } ORDER BY ?id"


def test_rows_are_python_values(sample_graph):
    result = ask(sample_graph, TABLE)
    assert result.columns == ("id", "n", "empty")
    assert result.rows[0] == ("cc-1", 4.5, None)
    assert next(iter(result)) == {"id": "cc-1", "n": 4.5, "empty": None}
    assert len(result) == 4


def test_a_table_is_written_in_the_standard_formats(sample_graph):
    result = ask(sample_graph, TABLE)
    assert list(csv.reader(StringIO(result.render("csv"))))[1] == ["cc-1", "4.5", ""]
    assert result.render("tsv").splitlines()[1] == '"cc-1"\t4.5\t'
    assert json.loads(result.render("json"))["results"]["bindings"][0]["id"] == {"type": "literal", "value": "cc-1"}
    assert len(ET.fromstring(result.render("xml"))[1]) == 4
    with pytest.raises(UnknownFormat):
        result.render("ttl")


def test_yes_and_no(sample_graph):
    result = ask(sample_graph, "ASK { ?a a kg:Assertion }")
    assert (result.columns, result.rows) == (("answer",), [(True,)])
    assert json.loads(result.render("json"))["boolean"] is True


def test_triples_are_turtle_in_a_fixed_order(sample_graph):
    query = "CONSTRUCT { ?a schema:identifier ?id } WHERE { ?a schema:identifier ?id }"
    result = ask(sample_graph, query)
    assert result.columns == ()
    assert result.render("ttl") == ask(sample_graph, query).render("ttl")
    assert 'schema:identifier "cc-1"' in result.render("ttl")
    with pytest.raises(UnknownFormat):
        result.render("csv")


def test_what_does_not_parse_is_said_to_be_wrong(sample_graph):
    with pytest.raises(InvalidQuery, match="cannot run the query"):
        ask(sample_graph, "SELECT WHERE {")
