"""Articles read in one process and in several: the same, in the order of the input."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from kg import Settings
from kg.annotate import annotate_inputs, annotate_with
from kg.cli.annotate import _render_line
from kg.errors import ModelNotFound
from kg.readers import read_inputs
from kg.records import Problem
from kg.workers import BATCH, WORTH_A_POOL, read_articles
from tests.whole import write_jsonl


def test_one_process_and_two_write_the_same_in_the_order_of_the_input(tmp_path, monkeypatch):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=3 * BATCH - 1)
    monkeypatch.setattr("kg.workers.WORTH_A_POOL", 2)
    alone, together = (list(annotate_with([articles], _render_line, settings=Settings(jobs=jobs))) for jobs in (1, 2))
    assert alone == together
    assert [json.loads(line)["article"] for line in alone] == [f"a{i}" for i in range(3 * BATCH - 1)]


def test_problems_stand_where_they_were_met(tmp_path):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=2)
    articles.write_text("{broken\n" + articles.read_text())
    first, *others = annotate_inputs([articles], settings=Settings(jobs=1))
    assert isinstance(first, Problem)
    assert [annotation.article.id for annotation in others] == ["a0", "a1"]


def test_a_model_that_is_not_there_is_told_before_a_worker_starts(tmp_path):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=1)
    with pytest.raises(ModelNotFound, match="'no_such_model'"):
        next(annotate_inputs([articles], settings=Settings(model="no_such_model")))


def tell_ids(articles, *, breaks_on=None):
    for article in articles:
        if article.id == breaks_on:
            raise RuntimeError("a tree without a root")
        yield article.id


@pytest.fixture
def articles(tmp_path):
    return list(read_inputs([write_jsonl(tmp_path / "articles.jsonl", n=6 * WORTH_A_POOL)]))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_breaks_on_one_article_is_a_problem_in_its_place(articles, jobs):
    made = list(read_articles(articles, partial(tell_ids, breaks_on="a9"), jobs=jobs))
    assert [one for one in made if isinstance(one, Problem)] == [made[9]]
    assert (made[9].kind, made[9].place.article) == ("not-read", "a9")
    assert [*made[:9], *made[10:]] == [article.id for article in articles if article.id != "a9"]


def loop_on(articles, *, slow):
    for article in articles:
        while article.id == slow:
            pass
        yield article.id


@pytest.mark.skipif(os.name != "posix", reason="timers")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_takes_too_long_is_a_problem_in_its_place_and_its_neighbours_are_read(articles, jobs, monkeypatch):
    monkeypatch.setattr("kg.workers.SECONDS_AN_ARTICLE", 0.5)
    made = list(read_articles(articles, partial(loop_on, slow="a9"), jobs=jobs))
    assert (made[9].kind, made[9].n_aside, made[9].place.article) == ("too-slow", 1, "a9")
    assert "took more than 0.5 s" in made[9].message
    assert [*made[:9], *made[10:]] == [article.id for article in articles if article.id != "a9"]


def test_few_articles_are_in_flight_and_none_is_read_for_nobody(articles):
    taken = []

    def taking():
        for article in articles:
            taken.append(article)
            yield article

    readings = read_articles(taking(), tell_ids, jobs=2)
    assert next(readings) == "a0"
    readings.close()
    assert len(taken) <= max(WORTH_A_POOL, 5 * BATCH)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_all_processes_without_a_traceback(tmp_path):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=2000)
    output = tmp_path / "read.jsonl"
    command = [sys.executable, "-m", "kg", "annotate", articles, "--jobs", "2", "-o", output]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 120
    while not (output.exists() and output.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the command and its workers
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors.decode().startswith("kg: stopped")
    assert errors.count(b"\n") == 1
    deadline = time.monotonic() + 10
    while (left := is_alive(running.pid)) and time.monotonic() < deadline:  # multiprocessing's own keeper ends last
        time.sleep(0.05)
    assert not left


def is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_that_has_seen_enough_ends_it(tmp_path):
    articles = write_jsonl(tmp_path / "articles.jsonl", n=400)
    command = f"{sys.executable} -m kg annotate {articles} --jobs 2 | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout)["article"] == "a0"
