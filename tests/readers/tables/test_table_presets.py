"""Columns of known exports, and of JSON objects."""

import pytest

from kg.readers.source import Source
from kg.readers.tables import map_fields, read_object
from kg.readers.tables.columns import choose_columns
from kg.readers.tables.presets import FIELDS, normalise, presets, synonyms
from kg.records import Article, Problem

TEXT = "The mayor said on Monday that the new bridge would open in May."
SOURCE = Source(path=None, name="news.jsonl")  # type: ignore[arg-type] - objects are at hand


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_the_example_of_a_preset_is_taken_for_it(preset):
    columns = choose_columns(preset.example.split(","))
    assert columns.preset is preset
    assert set(preset.columns) <= set(FIELDS)
    assert {"url", "text"} & set(columns.columns_by_field)
    assert {"outlet", "outlet_url", "url"} & set(columns.columns_by_field)


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_the_example_has_a_column_for_every_field(preset):
    names = {normalise(name) for name in preset.example.split(",")}
    for field, candidates in preset.columns.items():
        parts = [normalise(part) for name in candidates for part in name.split("+")]
        assert names & set(parts) or field in ("id", "language", "url", "author", "outlet", "outlet_url", "text"), field


def test_a_name_stands_for_one_field():
    lists = synonyms(unsure=True)
    names = [normalise(name) for each in lists.values() for name in each]
    assert len(names) == len(set(names))


def test_more_needed_columns_win():
    assert choose_columns(["title", "text", "url"]).preset is None
    columns = choose_columns(["title", "text", "domain", "date", "description", "url", "image_url"])
    assert columns.preset is not None
    assert columns.preset.name == "cc-news"


def test_a_whole_text_beside_a_cut_one():
    names = ["source.name", "title", "url", "urlToImage", "publishedAt", "content", "full_text"]
    columns = choose_columns(names)
    assert columns.find("text", ["Post", "T", "u", "i", "d", "Half", "Whole"]) == "Whole"
    assert columns.find("text", ["Post", "T", "u", "i", "d", "Half", ""]) == "Half"


def test_own_objects_stay_as_they_are():
    fields = {"id": 3, "text": " a\x00 ", "source": "x", "date": "2024-01-01", "extra": [1]}
    assert map_fields(fields) is fields


def test_objects_of_an_interface():
    fields = {
        "source": {"id": None, "name": "River Post"},
        "author": "Ann Lee",
        "title": "Bridge",
        "url": "https://x.example/1",
        "urlToImage": None,
        "publishedAt": "2024-03-01T07:15:00Z",
        "content": TEXT,
    }
    (article,) = read_object(fields, SOURCE, line=4)
    assert isinstance(article, Article)
    assert (article.id, article.outlet, article.text) == ("https://x.example/1", "River Post", TEXT)
    assert (str(article.published), article.place.line, article.reader) == ("2024-03-01", 4, "jsonl")
    (problem,) = read_object({**fields, "content": f"{TEXT} [+99 chars]"}, SOURCE, line=4)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.n_aside) == ("truncated-text", 1)


def test_objects_in_objects():
    fields = {
        "id": "world/2024/bridge",
        "webTitle": "Bridge opens",
        "webUrl": "https://x.example/2",
        "webPublicationDate": "2024-03-01T07:15:00Z",
        "fields": {"body": f"<p>{TEXT}</p><p>It rained.</p>", "byline": "Ann Lee"},
    }
    (article,) = read_object(fields, SOURCE, line=1)
    assert (article.text, article.outlet, article.author) == (f"{TEXT}\n\nIt rained.", "The Guardian", "Ann Lee")


def test_own_names_go_before_the_exports():
    fields = {
        "text": TEXT,
        "title": "Own",
        "media_name": "River Post",
        "media_url": "x.example",
        "url": "https://x.example/1",
        "publish_date": "2024-03-01",
    }
    mapped = map_fields(fields)
    assert (mapped["outlet"], mapped["published"], mapped["title"], mapped["text"]) == (
        "River Post",
        "2024-03-01",
        "Own",
        TEXT,
    )


def test_lists_of_authors_are_joined():
    assert map_fields({"body": TEXT, "authors": [{"name": "Ann"}, "Bo"]})["author"] == "Ann, Bo"


@pytest.mark.parametrize("nothing", ["", " ", "nan", "NULL", "None", "\\N"])
def test_what_programs_write_for_nothing(nothing):
    assert "outlet" not in map_fields({"body": TEXT, "publication": nothing})
