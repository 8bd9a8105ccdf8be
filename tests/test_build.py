import os
import random

import pytest

from kg import KnowledgeGraph, Settings
from kg.build import build_graph
from kg.errors import InputNotFound, ModelNotFound
from kg.readers import read_inputs
from kg.resolve import build_account
from tests.whole import SEEDS, exported, write_jsonl


def test_two_builds_of_one_input_are_byte_identical(seeds_graph, tmp_path):
    again = KnowledgeGraph.build(SEEDS, tmp_path / "again.kg")
    assert exported(again) == exported(seeds_graph)


def test_the_order_of_articles_does_not_change_the_graph(seeds_graph, tmp_path):
    articles = list(read_inputs([SEEDS]))
    random.Random(4).shuffle(articles)
    shuffled = KnowledgeGraph(tmp_path / "shuffled.kg")
    for article in articles:
        shuffled.add([article])
    assert exported(shuffled) == exported(seeds_graph)


def test_worker_processes_make_the_same_graph(tmp_path, monkeypatch):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=5)
    alone = KnowledgeGraph.build(articles, tmp_path / "alone.kg", settings=Settings(jobs=1))
    monkeypatch.setattr("kg.workers.WORTH_A_POOL", 2)
    together = KnowledgeGraph.build(articles, tmp_path / "together.kg", settings=Settings(jobs=2))
    assert len(together) > 0
    assert exported(together) == exported(alone)


def test_building_again_adds_nothing(tmp_path):
    articles = write_jsonl(tmp_path / "articles.jsonl")
    first = build_graph([articles], tmp_path / "news.kg")
    before = exported(KnowledgeGraph.open(tmp_path / "news.kg"))
    second = build_graph([articles], tmp_path / "news.kg")
    assert (first.n_articles, second.n_articles, second.n_known) == (3, 0, 3)
    assert exported(KnowledgeGraph.open(tmp_path / "news.kg")) == before


def test_a_changed_article_is_a_revision_of_the_one_before(tmp_path):
    graph = KnowledgeGraph.build(write_jsonl(tmp_path / "day1.jsonl", n=1), tmp_path / "news.kg")
    changed = write_jsonl(tmp_path / "day2.jsonl", n=1, text="The minister denied that the tax will fall.")
    graph.add(changed)
    revisions = graph.query("SELECT ?new ?old WHERE { ?new prov:wasRevisionOf ?old }")
    assert len(revisions) == 1
    assert len(graph.query("SELECT ?a WHERE { ?a a schema:NewsArticle }")) == 2


def test_what_breaks_on_one_article_is_set_aside_and_the_rest_goes_on(tmp_path, monkeypatch):
    import kg.build

    whole = kg.build.build_account

    def breaks_on_one(annotation):
        if annotation.article.id == "a1":
            raise RuntimeError("a tree without a root")
        return whole(annotation)

    monkeypatch.setattr("kg.build.build_account", breaks_on_one)
    report = build_graph([write_jsonl(tmp_path / "articles.jsonl")], tmp_path / "news.kg", settings=Settings(jobs=1))
    assert report.n_articles == 2
    assert [(problem.kind, problem.place.article) for problem in report.problems] == [("not-read", "a1")]
    assert "a tree without a root" in str(report.problems[0])


@pytest.mark.skipif(os.name != "posix", reason="timers")
def test_what_takes_too_long_is_set_aside_and_read_by_a_later_build(tmp_path, monkeypatch):
    def read_slowly(annotation):
        while annotation.article.id == "a1":
            pass
        return build_account(annotation)

    articles = write_jsonl(tmp_path / "articles.jsonl")
    with monkeypatch.context() as slow:
        slow.setattr("kg.build.build_account", read_slowly)
        slow.setattr("kg.workers.SECONDS_AN_ARTICLE", 8)
        report = build_graph([articles], tmp_path / "news.kg", settings=Settings(jobs=1))
    assert (report.n_articles, report.sums.n_stored, report.sums.n_aside) == (2, 2, 1)
    graph = KnowledgeGraph.open(tmp_path / "news.kg")
    assert [(problem.kind, problem.place.article) for problem in graph.problems()] == [("too-slow", "a1")]
    later = build_graph([articles], tmp_path / "news.kg", settings=Settings(jobs=1))
    assert (later.n_articles, later.n_known, later.problems) == (1, 2, ())


def test_problems_are_kept_with_the_graph(tmp_path):
    graph = KnowledgeGraph.build(write_jsonl(tmp_path / "articles.jsonl", id="same"), tmp_path / "news.kg")
    assert [problem.kind for problem in graph.problems()] == ["duplicate-id", "duplicate-id"]


def test_progress_is_told_after_every_article(tmp_path):
    told = []
    build_graph(
        [write_jsonl(tmp_path / "articles.jsonl")], tmp_path / "news.kg", on_progress=lambda *step: told.append(step)
    )
    assert [(done, total, stage) for done, total, _, stage in told][:4] == [(n, 3, "reading") for n in (0, 1, 2, 3)]
    assert told[1][2] > 0


def test_misuse_raises_before_anything_is_made(tmp_path):
    with pytest.raises(InputNotFound):
        build_graph([tmp_path / "nowhere"], tmp_path / "news.kg")
    with pytest.raises(ModelNotFound):
        build_graph([write_jsonl(tmp_path / "a.jsonl")], tmp_path / "news.kg", settings=Settings(model="no_such_model"))
    assert not (tmp_path / "news.kg").exists()
