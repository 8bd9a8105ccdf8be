"""Articles of Parquet files."""

import random

import pytest

from kg.readers.source import Source
from kg.readers.tables import describe_columns, list_addresses, read_parquet, read_table
from kg.records import Article, Problem

duckdb = pytest.importorskip("duckdb")
TEXT = "The mayor said on Monday that the new bridge would open in May."


def write(path, query, **options):
    given = "".join(f", {name} {value}" for name, value in options.items())
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet{given})")
    return path


def read(path, **known):
    found = list(read_parquet(Source(path=path, name=path.name, **known)))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, Problem)]


def test_columns_of_all_types(tmp_path):
    query = f"""
        SELECT 7 AS id, {{'name': 'River Post', 'id': 3}} AS source, ['Ann', 'Bo'] AS authors, '{TEXT}' AS body,
        TIMESTAMP '2024-03-01 07:15:00' AS published_at, MAP {{'a': 1}} AS extra, 'x'::BLOB AS image,
        [{{'name': 'x'}}] AS tags, 1.5::DECIMAL(5, 2) AS score, NULL AS nothing, 'https://x.example/1' AS url
    """
    (article,), problems = read(write(tmp_path / "a.parquet", query))
    assert not problems
    assert (article.id, article.outlet, article.author, article.text) == ("7", "River Post", "Ann, Bo", TEXT)
    assert (str(article.published), article.url, article.place.line) == ("2024-03-01", "https://x.example/1", 1)
    assert article.reader == "table"


def test_the_same_row_in_csv_has_the_same_hash(tmp_path):
    (tmp_path / "a.csv").write_text(f"id,text\n1,{TEXT}\n")
    (from_csv,) = read_table(Source(path=tmp_path / "a.csv", name="a.csv"))
    (from_parquet,), _ = read(write(tmp_path / "a.parquet", f"SELECT 1 AS id, '{TEXT}' AS text"))
    assert from_csv.bytes_hash == from_parquet.bytes_hash


@pytest.mark.parametrize("name", ["a[1].parquet", "it's *.parquet", "noending"])
def test_names_that_mean_several_files(tmp_path, name):
    made = write(tmp_path / "made.parquet", f"SELECT '{TEXT}' AS text").rename(tmp_path / name)
    assert len(read(made)[0]) == 1


def test_days_of_a_column_of_text(tmp_path):
    query = f"SELECT unnest(['3/4/2025', '25/12/2024']) AS date, '{TEXT}' AS text"
    articles, _ = read(write(tmp_path / "a.parquet", query))
    assert [str(article.published) for article in articles] == ["2025-04-03", "2024-12-25"]


def test_a_damaged_row_group_loses_only_itself(tmp_path):
    query = f"SELECT i AS id, '{TEXT} ' || md5(i::VARCHAR) AS text FROM range(8192) t(i)"
    path = write(tmp_path / "a.parquet", query, row_group_size=2048, compression="zstd")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2000] = b"\xff" * 2000
    path.write_bytes(data)
    n_articles = n_aside = 0
    for found in read_parquet(Source(path=path, name="a.parquet")):
        n_articles += isinstance(found, Article)
        n_aside += found.n_aside if isinstance(found, Problem) else 0
    assert n_articles >= 6144
    assert n_articles + n_aside == 8192


def test_broken_files_are_a_problem(tmp_path):
    data = write(tmp_path / "a.parquet", f"SELECT i AS id, '{TEXT}' AS text FROM range(50) t(i)").read_bytes()
    rng = random.Random(7)
    broken = tmp_path / "b.parquet"
    for _ in range(12):
        flipped = bytearray(data)
        for at in rng.sample(range(len(data)), 3):
            flipped[at] ^= 1 << rng.randrange(8)
        broken.write_bytes(flipped[: rng.choice([None, rng.randrange(len(data))])])
        articles, problems = read(broken)
        assert articles or problems
    broken.write_bytes(b"PAR1")
    assert read(broken)[1][0].n_aside == 1
    assert "cannot be read" in read(broken)[1][0].message
    assert "/" not in read(broken)[1][0].message


def test_addresses_and_columns_in_words(tmp_path):
    path = write(tmp_path / "a.parquet", "SELECT 'https://x.example/1' AS url, 'Bridge' AS title")
    source = Source(path=path, name="a.parquet")
    assert [listed.url for listed in list_addresses(source)] == ["https://x.example/1"]
    assert describe_columns(source).startswith("title, address from url; it holds no text")
    assert [problem.kind for problem in read(path)[1]] == ["no-text"]


def test_without_duckdb(tmp_path, monkeypatch):
    path = write(tmp_path / "a.parquet", "SELECT 1 AS text")
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    (problem,) = read(path)[1]
    assert "pip install 'kg[parquet]'" in problem.message
    assert problem.n_aside == 1
