"""What linking entities and offices sees of a graph."""

import pytest

from kg.rdf import Run
from kg.records import Reference, ResolvedMention, Span
from kg.store import GraphStore
from kg.store.survey_names import survey_entity_records
from kg.store.survey_roles import survey_roles
from tests.accounts import account, article, assertion, claim, entity, topic

REYES = entity("Ana Reyes", "PERSON")
RUN = Run(version="0", model="none", model_hash="0")


def mention(source, words, reference: Reference, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(words, start + 1)
    return ResolvedMention(span=Span(start, start + len(words)), kind="entity", reference=reference)


@pytest.fixture
def graph(tmp_path):
    with GraphStore.create(tmp_path / "g.kg") as store:
        for name, text in (("a", "Minister Ana Reyes spoke. Reyes left; she smiled."), ("b", "Ana Reyes spoke again.")):
            source = article(name, "Port Paper", "2025-03-03", "A title", text)
            title = claim(REYES, "be", topic("minister"), text="x")
            given = assertion(source, title, "Ana Reyes", rule="title", object_text="Chadian Foreign Minister")
            made = account(source, given)
            more = [mention(source, "Reyes left"[:5], REYES, 1), mention(source, "she", REYES)] if name == "a" else []
            found = type(made)(
                article=source, assertions=made.assertions, mentions=(*made.mentions, *more), decisions=()
            )
            store.add(found, run=RUN)
        store.flush()
        yield store


def test_records_have_what_articles_call_an_entity(graph):
    [record] = [one for one in survey_entity_records(graph) if one.key == "ana-reyes"]
    assert record.called == (("reyes", 1),)
    assert record.n_articles == len(record.articles) == 2
    assert record.roles == (("foreign minister", "Chad"),)


def test_roles_have_the_day_of_their_article(graph):
    assert {(role.person.key, role.office.of, role.seen) for role in survey_roles(graph)} == {
        ("ana-reyes", "Chad", "2025-03-03")
    }
