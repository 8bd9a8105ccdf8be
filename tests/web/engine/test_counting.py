import random

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, Store

from kg.web.engine.counting import counter_of

FORMATS = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
QUERIES = ("SELECT ?s ?o {?s ?p ?o}", "SELECT ?nothing {?s ?p ?o}", "SELECT ?o {?s ?p ?o}", "SELECT * {}")
PIECES = (
    "},{",
    "\\",
    '"',
    '\\"',
    '""',
    "\r\n",
    "\n",
    "<result>",
    '"bindings":[{',
    "{",
    "}",
    "a",
    '},{"',
    ",",
    " ",
    "é",
)


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda one: one.file_extension)
def test_rows_are_counted_exactly_however_the_answer_is_cut(syntax):
    rng = random.Random(7)
    for _ in range(150):
        store = Store()
        for _ in range(rng.randint(0, 6)):
            text = "".join(rng.choices(PIECES, k=rng.randint(0, 6)))
            store.add(Quad(BlankNode(), NamedNode("urn:p"), Literal(text)))
        query = rng.choice(QUERIES)
        expected = sum(1 for _ in store.query(query))
        written = store.query(query).serialize(format=syntax)
        counter = counter_of(syntax.media_type)
        place = 0
        while place < len(written):
            size = rng.randint(1, 9)
            counter.feed(written[place : place + size])
            place += size
        assert counter.rows == expected, written


def test_other_formats_are_not_counted():
    assert counter_of("text/turtle") is None
