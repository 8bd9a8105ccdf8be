"""Articles of tables: what becomes of each row, and of what no row should do."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.source import Source
from kg.readers.tables import describe_columns, list_addresses, read_table
from kg.records import Article, Problem

TEXT = "The mayor said on Monday that the new bridge would open in May."
LONG = f"{TEXT}\n\nShe added that the old one would be closed for repairs."


def write(folder: Path, rows, name="news.csv", **dialect):
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(rows)
    path = folder / name
    path.write_bytes(out.getvalue().encode())
    return path


def read(path: Path, **known):
    found = list(read_table(Source(path=path, name=path.name, **known)))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, Problem)]


def test_a_row_is_an_article(tmp_path):
    rows = [
        ["ID", "Publication", "Publish Date", "Headline", "Full_Text", "Link", "Byline"],
        [
            "7",
            "River Post",
            "2024-03-01 07:15:00",
            "Bridge &amp; road",
            LONG,
            "https://example.org/7",
            "['Ann Lee', 'Bo']",
        ],
    ]
    (article,), problems = read(write(tmp_path, rows))
    assert not problems
    assert (article.id, article.outlet, str(article.published)) == ("7", "River Post", "2024-03-01")
    assert (article.title, article.text, article.author) == ("Bridge & road", LONG, "Ann Lee, Bo")
    assert (article.url, article.reader, article.place.line) == ("https://example.org/7", "table", 2)
    assert article.bytes_hash is not None


def test_the_hash_of_a_row_is_that_of_its_cells(tmp_path):
    rows = [["id", "text"], ["1", LONG]]
    one = read(write(tmp_path, rows))[0][0]
    other = read(write(tmp_path, rows, "b.csv", delimiter=";", quoting=csv.QUOTE_ALL))[0][0]
    third = read(write(tmp_path, [["id", "text"], ["2", LONG]], "c.csv"))[0][0]
    assert one.bytes_hash == other.bytes_hash != third.bytes_hash


@pytest.mark.parametrize(
    ("column", "cell", "outlet", "country"),
    [
        ("publication", "River Post", "River Post", None),
        ("media_url", "bbc.co.uk", "BBC News", "GB"),
        ("url", "https://news.example-gazette.org/a", "news.example-gazette.org", None),
        ("source", "www.theguardian.com", "The Guardian", "GB"),
        ("title", "Bridge", "news", None),
    ],
)
def test_outlets(tmp_path, column, cell, outlet, country):
    (article,), _ = read(write(tmp_path, [["text", column], [TEXT, cell]]))
    assert article.country == country
    assert article.outlet.removesuffix(" News") == outlet.removesuffix(" News")


def test_the_given_outlet_goes_before_the_name_of_the_file(tmp_path):
    path = write(tmp_path, [["text"], [TEXT]])
    assert read(path, outlet="River Post")[0][0].outlet == "River Post"
    assert read(path)[0][0].outlet == "news"


def test_ids(tmp_path):
    rows = [
        ["id", "url", "text"],
        ["a", "https://x.example/1", TEXT],
        ["", "https://x.example/2", TEXT],
        ["", "", TEXT],
    ]
    articles, _ = read(write(tmp_path, rows))
    assert [article.id for article in articles] == ["a", "https://x.example/2", "news-4"]
    assert read(write(tmp_path, rows), id="zip-news")[0][-1].id == "zip-news-4"


def test_the_order_of_day_and_month_is_the_columns(tmp_path):
    rows = [["date", "text"], ["03/04/2025", TEXT], ["25/12/2024", TEXT]]
    articles, problems = read(write(tmp_path, rows))
    assert [str(article.published) for article in articles] == ["2025-04-03", "2024-12-25"]
    assert not problems


@pytest.mark.parametrize(("last", "reason"), [("04/04/2025", "no row tells"), ("12/25/2024", "both orders")])
def test_a_date_that_could_be_two(tmp_path, last, reason):
    rows = [["date", "text"], ["03/04/2025", TEXT], [last, TEXT], ["25/12/2024" if "both" in reason else "", TEXT]]
    articles, problems = read(write(tmp_path, rows))
    assert articles[0].published is None
    assert reason in problems[0].message
    assert (problems[0].kind, problems[0].n_aside) == ("bad-date", 0)


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ({"language": "de", "text": TEXT}, "not-english", "de"),
        ({"language": "German", "text": TEXT}, "not-english", "German"),
        ({"text": "", "url": "https://x.example/1"}, "no-text", "kg fetch news.csv"),
        ({"text": " ", "url": ""}, "empty", "no text"),
        ({"text": f"{TEXT}… [+1234 chars]", "url": "https://x.example/1"}, "truncated-text", "beginning"),
        ({"text": "x" * 200_001, "url": ""}, "too-large", "characters"),
        (
            {"text": "Der Bürgermeister sagte am Montag, dass die neue Brücke im Mai eröffnet wird."},
            "not-english",
            "Ger",
        ),
    ],
)
def test_rows_that_are_set_aside(tmp_path, row, kind, words):
    rows = [
        ["id", *row],
        ["1", *row.values()],
        ["2", *[TEXT if name == "text" else "en" if name == "language" else "" for name in row]],
    ]
    articles, problems = read(write(tmp_path, rows))
    assert [article.id for article in articles] == ["2"]
    assert [(problem.kind, problem.n_aside, problem.place.line) for problem in problems] == [(kind, 1, 2)]
    assert words in problems[0].message


def test_a_cell_that_is_a_web_page(tmp_path):
    body = "".join(
        f"<p>{TEXT} It is the {n}th of its kind, and many people came to see it that day.</p>" for n in range(4, 9)
    )
    article = f"<nav>Home</nav><article><h1>Bridge</h1>{body}</article>"
    page = f"<html><head><title>Bridge</title></head><body>{article}</body></html>"
    (article,), _ = read(write(tmp_path, [["id", "publication", "html"], ["1", "River Post", page]]))
    assert TEXT in article.text
    assert "Home" not in article.text
    assert "<" not in article.text
    assert (article.outlet, article.reader, article.id) == ("River Post", "table", "1")


@pytest.mark.parametrize(
    ("rows", "named", "words"),
    [
        ([["a", "b"], ["1", TEXT]], {}, "“a”, “b”"),
        ([["title", "words of it"], ["1", TEXT]], {}, "--column text='words of it'"),
        ([["title", "words"], ["1", TEXT]], {"text": "nothing"}, "“title”, “words”"),
    ],
)
def test_a_table_without_a_known_text(tmp_path, rows, named, words):
    articles, problems = read(write(tmp_path, rows), columns=named)
    assert not articles
    assert sum(problem.n_aside for problem in problems) >= 1
    assert any(words in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([["a", "b"], ["1", TEXT]], {"text": "b", "id": "a"}),
        ([["title", "content", "mine"], ["1", "no", TEXT]], {"text": "Mine"}),
        ([["1", TEXT], ["2", TEXT]], {"text": "2", "id": "1"}),
        ([["title", "lead", "rest"], ["1", TEXT, TEXT]], {"text": "lead+rest"}),
    ],
)
def test_columns_that_the_user_names(tmp_path, rows, named):
    articles, problems = read(write(tmp_path, rows), columns=named)
    assert not problems
    assert len(articles) == len(rows) - (rows[0][0] != "1")
    assert TEXT in articles[0].text


def test_problems_of_one_kind_are_summed_up(tmp_path):
    rows = [["url", "media_name"], *[[f"https://x.example/{n}", "Post"] for n in range(1500)]]
    articles, problems = read(write(tmp_path, rows))
    assert not articles
    assert len(problems) == 1001
    assert sum(problem.n_aside for problem in problems) == 1500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400) | st.text(alphabet='id,text;\t"\n\r\x00é1<p>', max_size=300).map(str.encode))
def test_any_bytes_are_a_table_or_a_problem(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(b"id,text\n" + data)
        source = Source(path=path, name="t.csv")
        for found in read_table(source):
            assert isinstance(found, Article | Problem)
        assert describe_columns(source)


def test_an_empty_file_and_one_that_is_gone(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"")
    assert [problem.kind for problem in read(tmp_path / "t.csv")[1]] == ["empty"]
    assert [problem.kind for problem in read(tmp_path / "gone.csv")[1]] == ["unreadable"]


def test_a_damaged_encoding_is_said_once(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(f"id,text\n1,{TEXT} Caf\n".encode() + b"2,\x93Yes\x94 she said, and the caf\xe9 was closed.\n")
    path.write_bytes(path.read_bytes().replace(b"said,", b"said"))
    articles, problems = read(path)
    assert articles[1].text == "“Yes” she said and the café was closed."
    assert [(problem.kind, problem.n_aside) for problem in problems] == [("wrong-encoding", 0)]


def test_addresses_for_fetching(tmp_path):
    rows = [
        ["url", "title", "seendate", "domain", "language"],
        ["https://x.example/1", "Bridge", "20240301T071500Z", "x.example", "English"],
    ]
    path = write(tmp_path, rows)
    (listed,) = list_addresses(Source(path=path, name="gdelt.csv"))
    assert (listed.url, listed.title, str(listed.published), listed.place.line) == (
        "https://x.example/1",
        "Bridge",
        "2024-03-01",
        2,
    )
    assert describe_columns(Source(path=path, name="gdelt.csv")).startswith("GDELT article list, with commas, UTF-8: ")
