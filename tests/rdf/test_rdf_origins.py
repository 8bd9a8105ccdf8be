"""Origins as quads."""

from kg.rdf import Identifiers
from kg.rdf.origins import describe_agency, describe_origins
from kg.records import Span
from kg.records.origin import Borrowing, Credit, Origin, OriginDecision, Origins

IDENTIFIERS = Identifiers("https://kg.example/")
AP = Credit(agency="associated-press", label="Associated Press", whole=True, kind="dateline", words="LISBON (AP) —")


def decision(left, right, relation, score):
    return OriginDecision(
        left=left, right=right, relation=relation, score=score, reasons=("so much",), decided_by="copied-text"
    )


ORIGINS = Origins(
    origins=(
        Origin(
            key="o1", label="Associated Press: Ferry sinks", agency="associated-press", first="a", articles=("a", "b")
        ),
        Origin(key="o2", label="Harbour Post: Storm", agency=None, first="c", articles=("c", "d", "e")),
    ),
    agencies=(Origin(key="associated-press", label="Associated Press", agency="associated-press", first=None),),
    origin_by_article={"a": "o1", "b": "o1", "c": "o2", "d": "o2", "e": "o2"},
    decisions=(
        decision("b", "a", "copies", 0.9),
        decision("c", "a", "shares-passages", 0.04),
        decision("d", "c", "revises", 1.0),
        decision("e", "a", "shares-passages", 0.3),
    ),
    borrowings=(Borrowing(article="c", origin="o1", spans=(Span(0, 100),)),),
    credits=(("a", AP),),
)


def short(term):
    return getattr(term, "value", str(term)).replace("https://kg.example/", "").rpartition("#")[2]


def facts(graph, quads=None):
    quads = list(describe_origins(ORIGINS, identifiers=IDENTIFIERS)) if quads is None else quads
    return {
        (short(quad.subject), short(quad.predicate).rpartition("/")[2], short(quad.object))
        for quad in quads
        if quad.graph_name == IDENTIFIERS.graph(graph)
    }


def test_every_article_has_exactly_one_origin():
    found = [(this, value) for this, name, value in facts("sources") if name == "origin"]
    assert sorted(found) == [
        ("article/a", "origin/o1"),
        ("article/b", "origin/o1"),
        ("article/c", "origin/o2"),
        ("article/d", "origin/o2"),
        ("article/e", "origin/o2"),
    ]


def test_an_origin_has_a_label_and_its_agency():
    found = facts("sources")
    assert ("origin/o1", "rdf-schema#label".rpartition("#")[2], "Associated Press: Ferry sinks") in found
    assert ("origin/o1", "agency", "origin/associated-press") in found
    assert ("origin/associated-press", "country", "US") in found
    assert ("article/a", "credits", "origin/associated-press") in found


def test_only_what_takes_over_a_tenth_is_derived():
    found = {(this, value) for this, name, value in facts("sources") if name == "wasDerivedFrom"}
    assert found == {("article/b", "article/a"), ("article/e", "article/a")}


def test_reasons_are_decisions():
    found = facts("decisions")
    relations = sorted(value for _, name, value in found if name == "relation")
    assert relations == ["copies", "credits", "revises", "shares-passages", "shares-passages"]
    assert ("dateline: “LISBON (AP) —”, for the text as a whole") in {
        value for _, name, value in found if name == "reason"
    }
    assert {value for _, name, value in found if name == "scope"} == {"AcrossArticles"}


def test_an_outlet_that_is_no_agency_is_an_origin_all_the_same():
    found = facts("sources", describe_agency("harbour-gazette", "Harbour Gazette", identifiers=IDENTIFIERS))
    assert found == {
        ("origin/harbour-gazette", "type", "Origin"),
        ("origin/harbour-gazette", "label", "Harbour Gazette"),
    }
