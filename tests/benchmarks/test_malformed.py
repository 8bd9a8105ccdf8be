"""A short run of the malformed inputs, and that good inputs are read whole before they are broken."""

import random
import shutil

import pytest

from kg.readers.inputs import read_inputs
from kg.records import Article
from tests.benchmarks.malformed_cases import NEIGHBOUR_TEXTS, make_case
from tests.benchmarks.malformed_child import load_stub, run_case
from tests.benchmarks.malformed_goods import MAKERS, make_places
from tests.benchmarks.malformed_mutators import EVERY

N_CASES = 40
SEED = 5


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.removeprefix("make_"))
def test_good_inputs_are_read_whole(make, tmp_path):
    good = make(make_places(random.Random(3), 4))
    for name, data in ({good.name: good.data} | dict(good.beside)).items():
        (tmp_path / name).write_bytes(data)
    texts = [found.text for found in read_inputs([tmp_path]) if isinstance(found, Article)]
    assert sorted(texts) == sorted(good.texts)


def test_mutators_are_deterministic():
    data = b"The ferries returned on 2024-05-03, said the harbour master."
    for mutate in EVERY:
        assert mutate(data, random.Random(1)) == mutate(data, random.Random(1))
        assert isinstance(mutate(b"", random.Random(1)), bytes)


@pytest.mark.parametrize("number", [0, 20, 40])
def test_malformed_inputs_are_built(number, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.build.load_annotator", load_stub)
    outcome = run_case(make_case(SEED, number), tmp_path, is_built=True)
    assert (outcome.n_built, outcome.failures) == (1, ())


def test_malformed_inputs(tmp_path):
    failures = {}
    for number in range(N_CASES):
        folder = tmp_path / "case"
        folder.mkdir()
        outcome = run_case(make_case(SEED, number), folder)
        shutil.rmtree(folder)
        if outcome.failures:
            failures[number] = outcome.failures
        assert outcome.n_articles >= len(NEIGHBOUR_TEXTS)
    assert failures == {}


def test_a_lost_neighbour_is_a_failure(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.benchmarks.malformed_child.read_inputs", lambda paths: iter(()))
    outcome = run_case(make_case(SEED, 0), tmp_path)
    assert len(outcome.failures) >= len(NEIGHBOUR_TEXTS)
