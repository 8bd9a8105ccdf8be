import shutil

import pytest

from tests.accounts import COURIER, HERALD
from tests.benchmarks.authority import DIALECTS, Entry, distractors, gold_entries
from tests.benchmarks.linking import link_and_score, score


def row(article, *marks):
    """Return an article with its gold: (words, id, kind)."""
    spans = [(article.text.index(words), article.text.index(words) + len(words)) for words, _, _ in marks]
    entities = [[*span, identifier, kind] for span, (_, identifier, kind) in zip(spans, marks, strict=True)]
    return {"id": article.id, "text": article.text, "annotated": [0, len(article.text)], "entities": entities}


ROWS = [
    row(COURIER, ("Ana Reyes", "Q1", "named"), ("Norland", "Q2", "named"), ("four islands", "Q3", "named")),
    row(HERALD, ("Port Ellis", "Q4", "named"), ("Sudria", "Q5", "ignore"), ("Tomas Berg", None, "named")),
]


@pytest.fixture
def path(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "sample.kg")


def test_without_links_nothing_is_right(path):
    figures = score(ROWS, path)
    assert (figures["names with an id"], figures["linked"], figures["F1"]) == (4, 0, 0)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_brings_the_links_that_can_be_found(path, dialect):
    figures = link_and_score(ROWS, path, dialect=dialect)
    assert (figures["found"], figures["right"], figures["precision"], figures["recall"]) == (3, 3, 100, 75)


def test_the_service_knows_each_id_once_and_as_many_namesakes_as_it_can():
    entries = gold_entries(ROWS, named_only=True)
    assert [one.id for one in entries] == ["Q1", "Q2", "Q3", "Q4"]
    assert Entry("Q1", ("Ana Reyes",)) in entries
    names = {name for one in entries for name in one.names}
    assert not names & {name for one in distractors(entries) for name in one.names}
