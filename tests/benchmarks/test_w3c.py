from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tests.benchmarks.w3c import CAUSE_BY_TEST, run_evaluations, server
from tests.benchmarks.w3c_compare import by_value, is_same, is_same_csv
from tests.benchmarks.w3c_http import check_description, converse
from tests.benchmarks.w3c_manifest import Suite

ARCHIVE = Path(__file__).parents[3] / "shared" / "corpora" / "w3c" / "sparql11.tar.gz"
EVERY = 10
"""A tenth of the query tests takes two seconds; `python -m tests.benchmarks.w3c` runs them all."""
A, B = BlankNode("a"), BlankNode("b")
ONE, TWO = Literal(1), Literal(2)
NAMES = frozenset({"x", "y"})


@pytest.mark.corpora
@pytest.mark.skipif(not ARCHIVE.is_file(), reason="the W3C tests are not there")
def test_queries_and_protocol_through_http():
    suite = Suite(ARCHIVE)
    tests = list(suite.evaluations())
    assert sum(one.kind == "QueryEvaluationTest" for one in tests) == 232
    some = tests[::EVERY]
    protocol = [one for one in suite.conversations("protocol/manifest.ttl") if "update" not in one.name]
    files = {address for test in some for address in (*test.data, *test.named)}
    graphs = {graph for one in protocol for graph in one.graphs}
    with server(suite, sorted({(one, one) for one in files} | graphs)) as address:
        outcomes = list(run_evaluations(address, suite, some))
        wrong = {one.name: one.cause for one in outcomes if one.cause is not None and one.name not in CAUSE_BY_TEST}
        wrong |= {one.name: one.cause for one in outcomes if one.cause is not None and one.anchor}
        wrong |= {name: cause for name, cause in check_description(address) if cause is not None}
        wrong |= {one.name: cause for one in protocol if (cause := converse(address, one)) is not None}
    assert wrong == {}


@pytest.mark.parametrize(
    ("found", "expected", "ordered", "same"),
    [
        ([{"x": A, "y": A}], [{"x": B, "y": B}], False, True),
        ([{"x": A, "y": B}], [{"x": A, "y": A}], False, False),
        ([{"x": ONE}, {"x": TWO}], [{"x": TWO}, {"x": ONE}], False, True),
        ([{"x": ONE}, {"x": TWO}], [{"x": TWO}, {"x": ONE}], True, False),
        ([{"x": ONE}, {"x": ONE}], [{"x": ONE}], False, False),
        ([{"x": ONE}], [{"y": ONE}], False, False),
        ([{"x": Literal("1")}], [{"x": ONE}], False, False),
        ([{"x": Literal("a", language="en")}], [{"x": Literal("a")}], False, False),
    ],
)
def test_tables_are_compared_strictly(found, expected, ordered, same):
    assert is_same((NAMES, found), (NAMES, expected), ordered=ordered) is same


def test_other_columns_and_other_kinds_of_answers_differ():
    assert not is_same((NAMES, []), (frozenset({"x"}), []), ordered=False)
    assert not is_same((NAMES, []), [], ordered=False)
    assert not is_same(True, (NAMES, []), ordered=False)  # noqa: FBT003 - an answer
    assert is_same(True, True, ordered=False)  # noqa: FBT003 - an answer


def test_triples_are_compared_up_to_the_names_of_blank_nodes():
    p = NamedNode("http://example.org/p")
    assert is_same([Triple(A, p, B)], [Triple(B, p, A)], ordered=False)
    assert not is_same([Triple(A, p, B)], [Triple(A, p, A)], ordered=False)


def test_numbers_are_compared_by_value_within_their_datatype():
    def typed(text, kind):
        return [{"x": Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))}]

    def alike(first, second):
        return is_same(by_value((NAMES, first)), by_value((NAMES, second)), ordered=False)

    assert alike(typed("2.50", "decimal"), typed("2.5", "decimal"))
    assert alike(typed("1.0E6", "double"), typed("1000000", "double"))
    assert not alike(typed("1", "integer"), typed("1", "decimal"))
    assert not alike(typed("1.0", "string"), typed("1", "string"))


def test_tables_in_csv_are_compared_by_their_columns():
    assert is_same_csv("x,y\r\n1,_:a\r\n", "y,x\n_:b,1\n")
    assert not is_same_csv("x,y\r\n1,2\r\n", "x,y\r\n1,3\r\n")
