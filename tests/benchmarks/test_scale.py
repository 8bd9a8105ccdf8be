"""What the measure of scale makes, and how it shows what it measured."""

import re

import pytest

from kg.link import link_graph
from kg.store import GraphStore
from tests.benchmarks import scale
from tests.benchmarks.resample import GROUP, Renaming, make_graph
from tests.benchmarks.scale import Scale, Stages, render_table
from tests.benchmarks.sources import read_sources
from tests.linked import build_linked_accounts

N_ARTICLES = 2 * GROUP


@pytest.fixture(scope="module")
def sources(sample_run, tmp_path_factory):
    path = tmp_path_factory.mktemp("scale") / "real.kg"
    with GraphStore.create(path) as graph:
        for account in build_linked_accounts():
            graph.add(account, run=sample_run)
    return read_sources(path)


@pytest.fixture(scope="module")
def made(sources, tmp_path_factory):
    path = tmp_path_factory.mktemp("scale") / "made.kg"
    make_graph(sources, path, n_articles=N_ARTICLES)
    return path


def rows(path, query):
    with GraphStore.open(path) as graph:
        return graph.tables.connection.execute(query).fetchall()


def test_words_keep_their_length_and_inflection_in_one_group_and_change_in_the_next():
    one, other = (Renaming(number, names=frozenset({"norl"}), verbs=frozenset({"laun"})) for number in (1, 2))
    renamed = one("Norland NORLAND norlanders launched it")
    assert len(renamed) == len("Norland NORLAND norlanders launched it")
    assert renamed.split()[0].lower() == renamed.split()[1].lower() == renamed.split()[2][:7]
    assert renamed.endswith(" launched it")
    assert renamed != other("Norland NORLAND norlanders launched it")


def test_there_are_as_many_articles_as_were_asked_for_with_dates_and_outlets(made):
    found = rows(made, "SELECT outlet, published, text FROM articles")
    assert len(found) == N_ARTICLES
    assert len({outlet for outlet, _, _ in found}) == GROUP
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", published) for _, published, _ in found)
    assert sum(rows(made, "SELECT COUNT(*) FROM assertions")[0]) > N_ARTICLES / 2
    assert sum(rows(made, "SELECT COUNT(*) FROM mentions")[0]) > N_ARTICLES


def test_mentions_and_assertions_point_into_what_was_kept_of_the_text(made):
    query = "SELECT substr(text, start + 1, end - start) FROM {} JOIN articles a ON a.key = article"
    for table in ("mentions", "assertions"):
        assert all(words.strip() for (words,) in rows(made, query.format(table)))


def test_what_is_made_can_be_linked_and_its_stages_are_timed(made):
    stages = Stages()
    with GraphStore.create(made) as graph:
        link_graph(graph, note=stages.note)
        stages.note("")
        n_says = len(list(graph.query("SELECT ?a { ?a kg:says ?c }")))
    assert set(stages.seconds) == set(scale.STAGES)
    assert n_says == rows(made, "SELECT COUNT(*) FROM assertions")[0][0]


def test_the_time_of_a_stage_that_begins_twice_is_added_up(monkeypatch):
    monkeypatch.setattr(scale.time, "process_time", iter([0.0, 0.0, 1.0, 3.0, 7.0]).__next__)
    stages = Stages()
    for stage in ("mentions", "claims", "mentions", ""):
        stages.note(stage)
    assert stages.seconds == {"mentions": 5.0, "claims": 2.0}


def test_the_table_shows_by_which_power_each_stage_grew():
    small, large = (
        Scale(articles=n, assertions=50 * n, mentions=0, stories=1, seconds={"claims": s}, wall=s, gigabytes=1.0)
        for n, s in ((100, 2.0), (1000, 200.0))
    )
    head, first, powers, second = render_table([small, large]).splitlines()
    assert head.split()[:2] == ["articles", "assertions"]
    assert powers.split() == ["^2.00", "^2.00", "^2.00", "^0.00"]
    assert first.split()[-1] == "400"
    assert second.split()[-1] == "4,000"
