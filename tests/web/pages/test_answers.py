import json

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, Store, serialize

from kg.web.engine import Answer
from kg.web.pages import answers
from kg.web.pages.answers import embed_data, link_of, show_answer

BASE = "https://kg.example/"
PREFIXES = {"ent": f"{BASE}entity/", "kg": f"{BASE}ns#"}


def answer(query, *, file=None):
    found = Store().query(query, prefixes=PREFIXES)
    body = found.serialize(format=QueryResultsFormat.JSON) if hasattr(found, "variables") else None
    form = "solutions"
    if body is None and type(found).__name__ == "QueryBoolean":
        form, body = "boolean", found.serialize(format=QueryResultsFormat.JSON)
    elif body is None:
        form, body = "triples", serialize(found, format=RdfFormat.N_TRIPLES)
    if file is not None:
        file.write_bytes(body)
    given = {"file": file} if file is not None else {"body": body}
    return Answer(form=form, format="", size=len(body), rows=body.count(b"{") or 1, seconds=0.25, **given)


def show(query, **options):
    return show_answer(answer(query, **options), base=BASE, prefixes=PREFIXES)


def test_terms_are_shown_by_their_kind():
    day = '"2025-03-04"^^<http://www.w3.org/2001/XMLSchema#date>'
    shown = show(f'SELECT * {{ VALUES (?a ?b ?c ?d ?e) {{ (ent:ana-reyes 2.5 "short" {day} UNDEF) }} }}')
    assert shown.columns == ("a", "b", "c", "d", "e")
    assert [cell.kind for cell in shown.rows[0]] == ["iri", "number", "text", "date", "none"]
    assert [cell.text for cell in shown.rows[0]] == ["ent:ana-reyes", "2.5", "short", "2025-03-04", ""]
    assert shown.rows[0][0].link == "/entity/ana-reyes"
    assert shown.seconds == 0.25


@pytest.mark.parametrize(
    ("iri", "link"),
    [
        (f"{BASE}entity/ana-reyes", "/entity/ana-reyes"),
        (f"{BASE}topic/peace%20talks", "/topic/peace%20talks"),
        (f"{BASE}assertion/5f2c", "/assertion/5f2c"),
        (f"{BASE}story/aa", "/matrix?story=aa"),
        (f"{BASE}decision/aa", None),
        (f"{BASE}entity/", None),
        (f"{BASE}entity/a/b", "/entity/a%2Fb"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x", None),
        (f"{BASE}entity/..%2F..%2Fsparql", "/entity/..%2F..%2Fsparql"),
    ],
)
def test_only_pages_and_addresses_of_the_web_are_linked(iri, link):
    assert link_of(iri, base=BASE) == link


def test_yes_and_no_and_triples_are_shown():
    assert show("ASK {}").truth is True
    shown = show("CONSTRUCT { ent:a kg:b 'c' } WHERE {}")
    assert (shown.form, shown.columns) == ("triples", ("subject", "predicate", "object"))
    assert [cell.text for cell in shown.rows[0]] == ["ent:a", "kg:b", "c"]


def test_the_data_for_the_script_cannot_end_its_element():
    shown = show('SELECT ?a { VALUES ?a { "</script><script>alert(1)</script><!--" } }')
    assert "<" not in shown.data
    assert json.loads(shown.data)["body"]["results"]["bindings"][0]["a"]["value"].startswith("</script>")
    assert "&" not in embed_data({"a": "&lt;"})


def test_a_large_answer_is_read_from_its_file_which_is_then_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "MOST_ROWS", 3)
    file = tmp_path / "answer"
    shown = show("SELECT ?n { VALUES ?n { 1 2 3 4 5 6 } }", file=file)
    assert [row[0].text for row in shown.rows] == ["1", "2", "3"]
    assert shown.data is None
    assert not file.exists()
