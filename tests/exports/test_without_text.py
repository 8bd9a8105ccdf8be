"""With --no-text no format holds a long sentence of an article; offsets, hashes and short quotes stay."""

import json
from hashlib import sha256

import duckdb
import pytest

from kg import KnowledgeGraph
from kg.exports import FORMATS
from kg.exports.shortening import LONGEST_QUOTE
from kg.store import GraphStore
from tests.accounts import account, article, assertion, claim, entity, topic

PHRASE = (
    "the old ferry pier with its two wooden cranes and the ticket house that the fishermen of three villages painted "
    "green in a single wet weekend"
)
SENTENCE = f"Ada Brandt, who has led the harbour council of Tide since the great flood, will restore {PHRASE}."
TEXT = f"Rain fell on Tide. {SENTENCE} Nobody objected."
HASH = sha256(TEXT.encode()).hexdigest()
LONGEST = LONGEST_QUOTE + 5
"""Characters of which none in a row leave; a label and its quote marks stand beside a quote in some formats."""
COUNTED = {"gexf", "graphml", "datacite"}
"""Formats that hold things and numbers, but no place in a text."""
WITHOUT_HASH = {"csv", "tsv", "jsonl", "parquet", "schema-org", "tables", "tables-parquet"} | COUNTED


@pytest.fixture(scope="module")
def path(sample_run, tmp_path_factory):
    """A graph of one long sentence, whose object is a long phrase too."""
    folder = tmp_path_factory.mktemp("long") / "long.kg"
    source = article("t-1", "Tide Post", "2025-05-01", "Pier", TEXT, url="https://tide.example/1")
    said = claim(entity("Ada Brandt", "PERSON"), "restore", topic(PHRASE), text=SENTENCE)
    with GraphStore.create(folder) as store:
        store.add(account(source, assertion(source, said, SENTENCE)), run=sample_run)
        store.replace_links([])
    return folder


def exported(path, name, folder, **options):
    """Return all that a format writes, what is compressed or encoded as plain text."""
    target = folder / f"x{FORMATS[name].suffix}"
    KnowledgeGraph(path).export(target, name, **options)
    beside = [one for one in folder.rglob("*") if one.is_file()]
    return "\n".join(_plain(one) for one in sorted(beside))


def _plain(file):
    if file.suffix == ".parquet":
        return json.dumps(duckdb.sql(f"SELECT * FROM '{file}'").fetchall(), default=str, ensure_ascii=False)
    return file.read_bytes().decode("utf-8", "replace").replace("\\/", "/")


def words(text):
    return text.lower()


@pytest.mark.parametrize("name", FORMATS)
def test_no_long_run_of_an_article_leaves(path, tmp_path, name):
    data = words(exported(path, name, tmp_path, without_text=True))
    for told in (words(TEXT), words(PHRASE)):
        assert not [
            told[place : place + LONGEST]
            for place in range(len(told) - LONGEST)
            if told[place : place + LONGEST] in data
        ]


@pytest.mark.parametrize("name", sorted(set(FORMATS) - COUNTED - {"rdf12"}))
def test_offsets_and_short_quotes_stay(path, tmp_path, name):
    data = exported(path, name, tmp_path, without_text=True)
    assert SENTENCE[:60] in data
    (row,) = KnowledgeGraph(path).claims()
    if name not in {"schema-org", "sqlite"}:  # schema.org knows no places; SQLite holds them as binary numbers
        assert str(row.start) in data
        assert str(row.end) in data
    if name not in WITHOUT_HASH:
        assert HASH in data


@pytest.mark.parametrize("name", ["csv", "nquads", "trig", "jsonld", "turtle", "sqlite", "parquet", "web-annotation"])
def test_with_text_the_sentence_is_there(path, tmp_path, name):
    assert SENTENCE in exported(path, name, tmp_path)
