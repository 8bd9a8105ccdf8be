import csv
import json
import shutil
import sqlite3
from io import StringIO

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app
from kg.errors import WrongParameter
from kg.store import GraphStore
from kg.store.mention_rows import linked_mentions

ENTITY = "https://kg.example/entity/"
INSERT = "INSERT INTO mentions (article, start, end, kind, iri, form, node) VALUES (?, ?, ?, ?, ?, ?, ?)"


@pytest.fixture
def graph(sample_graph_path, tmp_path):
    """A graph in which one article has further mentions: of what has no name, and of an event, some of them linked."""
    path = shutil.copytree(sample_graph_path, tmp_path / "mentions.kg")
    with sqlite3.connect(path / "articles.sqlite") as tables:
        (key,) = tables.execute("SELECT key FROM articles WHERE id = 'cc-1'").fetchone()
        tables.execute("DELETE FROM mentions WHERE article = ?", (key,))
        rows = [
            (key, 0, 7, "entity", f"{ENTITY}norland", None, None),
            (key, 0, 7, "thing", f"{ENTITY}x", "name", "entity/norland of the north"),
            (key, 8, 12, "thing", f"{ENTITY}y", "nominal", "thing/5f2c"),
            (key, 8, 12, "event", "https://kg.example/topic/talk", "noun", "event/77aa"),
            (key, 13, 15, "event", "https://kg.example/topic/war", None, None),
        ]
        tables.executemany(INSERT, rows)
    tables.close()
    return path


def read(path, **wanted):
    return list(KnowledgeGraph.open(path).mentions(**wanted))


def test_a_mention_is_what_it_was_resolved_to_across_articles_and_one_a_place_and_kind(graph):
    assert [
        (m.start, m.end, m.kind, m.iri.removeprefix("https://kg.example/")) for m in read(graph, article="cc-1")
    ] == [
        (0, 7, "entity", "entity/norland%20of%20the%20north"),
        (8, 12, "event", "event/77aa"),
        (8, 12, "entity", "thing/5f2c"),
        (13, 15, "event", "topic/war"),
    ]


def test_text_and_form_are_those_of_the_place(graph):
    with GraphStore.open(graph) as store:
        key = next(heading.key for heading in store.tables.headings() if heading.id == "cc-1")
        text = store.tables.text(key)
    first = read(graph, article="cc-1")[0]
    assert (first.text, first.form) == (text[:7], "name")


@pytest.mark.parametrize("wanted", [{"article": "hh-1"}, {"outlet": "harbour"}])
def test_mentions_are_chosen_by_article_and_outlet(graph, wanted):
    assert {mention.article for mention in read(graph, **wanted)} == {"hh-1"}


def test_mentions_are_chosen_by_kind(graph):
    assert {mention.kind for mention in read(graph, kind="event")} == {"event"}
    with pytest.raises(WrongParameter, match="entity or event"):
        read(graph, kind="thing")


def test_mentions_that_were_not_joined_follow_the_links_between_entities(sample_graph_path, tmp_path, sample_accounts):
    from kg.rdf import describe_entity_links
    from kg.records import Decision
    from tests.accounts import NORHAVEN, NORLAND

    path = shutil.copytree(sample_graph_path, tmp_path / "linked.kg")
    same = Decision(left=NORHAVEN, right=NORLAND, relation="same", score=1.0, reasons=(), decided_by="test")
    with GraphStore.create(path) as store:
        store.replace_links(describe_entity_links([same], identifiers=store.identifiers, choose=lambda _: NORLAND))
        found = {mention.iri for mention in linked_mentions(store)}
    assert f"{ENTITY}norland" in found
    assert f"{ENTITY}norhaven" not in found


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_the_command_writes_what_the_scorer_reads(graph):
    lines = kg("mentions", graph, "--format", "jsonl").stdout.splitlines()
    assert len(lines) == len(read(graph))
    assert all({"article", "start", "end", "kind", "type", "iri"} <= set(json.loads(line)) for line in lines)
    rows = list(csv.DictReader(StringIO(kg("mentions", graph, "--kind", "event", "--format", "csv").stdout)))
    assert {row["kind"] for row in rows} == {"event"}


def test_the_table_has_a_heading_an_article(graph):
    result = kg("mentions", graph, "--article", "cc-1")
    assert "Coast Courier, article cc-1" in result.stdout
    assert "4 mentions in 1 articles" in result.stderr
