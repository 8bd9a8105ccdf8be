"""The sum: every piece of the input is an article, or is counted by the `n_aside` of one problem."""

import csv
import gzip
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import read_inputs
from kg.readers.screen import LARGEST
from kg.records import Article, Problem
from tests.inputs import make_page, make_row, make_text, make_zip

GERMAN = "Der Hafenmeister sagte am Montag, die Fähren würden nach dem Sturm wieder fahren."
TEXTS = {
    "sound": make_text("Avel"),
    "empty": " \n",
    "german": GERMAN,
    "long": "The pier is closed. " * 24_000,
    "dated": f"---\ndate: never\n---\n{make_text('Bor')}",
    "nulls": make_text("Cade").replace("Monday", "Mon\x00day"),
}
LINES = {
    "sound": lambda n: json.dumps(make_row(f"P{n}")),
    "same": lambda _: json.dumps(make_row("Same")),
    "other text": lambda n: json.dumps(make_row("Same") | {"text": make_text(f"Q{n}")}),
    "no object": lambda _: "[1, 2]",
    "broken": lambda _: '{"id": "x", "text": ',
    "no text": lambda n: json.dumps({"id": str(n)}),
    "empty": lambda n: json.dumps(make_row(f"P{n}") | {"text": ""}),
    "german": lambda n: json.dumps(make_row(f"P{n}") | {"text": GERMAN}),
    "no date": lambda n: json.dumps(make_row(f"P{n}") | {"published": "never"}),
    "long": lambda _: "x" * (LARGEST + 10),
    "address": lambda n: json.dumps({"url": f"https://a.example/{n}", "title": "T"}),
}


def count(*paths):
    found = list(read_inputs(paths))
    n_articles = sum(isinstance(each, Article) for each in found)
    return n_articles + sum(each.n_aside for each in found if isinstance(each, Problem))


@settings(max_examples=12)
@given(st.lists(st.sampled_from(sorted(LINES)), max_size=30), st.booleans())
def test_lines(kinds, is_gzip):
    data = "\n".join(LINES[kind](n) for n, kind in enumerate(kinds)).encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("a.jsonl.gz" if is_gzip else "a.jsonl")
        path.write_bytes(gzip.compress(data, 1) if is_gzip else data)
        assert count(path) == len(kinds)


def test_lines_beyond_those_that_are_told_one_by_one(tmp_path):
    (tmp_path / "a.jsonl").write_text("[1]\n" * 137 + json.dumps(make_row("Avel")))
    assert count(tmp_path / "a.jsonl") == 138


@settings(max_examples=30)
@given(st.data())
def test_a_cut_gzip(data):
    lines = [json.dumps(make_row(f"P{n}")) for n in range(30)]
    whole = "\n".join(lines).encode()
    packed = gzip.compress(whole)
    cut = packed[: data.draw(st.integers(20, len(packed) - 9))]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl.gz"
        path.write_bytes(cut)
        found = list(read_inputs([path]))
        n_articles = sum(isinstance(each, Article) for each in found)
        (problem,) = [each for each in found if isinstance(each, Problem)]
        assert problem.n_aside in (0, 1)
        assert n_articles + problem.n_aside <= 30


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([kind for kind in sorted(LINES) if kind != "long"]), min_size=1, max_size=12),
    st.booleans(),
)
def test_elements_of_an_array(kinds, is_wrapped):
    elements = [LINES[kind](n) for n, kind in enumerate(kinds) if kind != "broken"]
    elements = ["17" if element == "[1, 2]" else element for element in elements]
    array = f"[{json.dumps(make_row('First'))}, {', '.join(elements)}]".replace(", ]", "]")
    text = f'{{"status": "ok", "articles": {array}, "totalResults": 3}}' if is_wrapped else array
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(text)
        assert count(path) == 1 + len(elements)


def test_broken_elements_lose_no_neighbours(tmp_path):
    rows = [json.dumps(make_row(f"P{n}")) for n in range(50)]
    rows[20] = rows[20][:-5] + "}"
    (tmp_path / "a.json").write_text("[" + ",\n".join(rows) + "]")
    found = list(read_inputs([tmp_path / "a.json"]))
    assert sum(isinstance(each, Article) for each in found) == 49
    (tmp_path / "b.json").write_text("[" + ",\n".join(rows)[:-40])
    found = list(read_inputs([tmp_path / "b.json"]))
    assert sum(isinstance(each, Article) for each in found) == 48
    assert count(tmp_path / "b.json") == 50


@settings(max_examples=15)
@given(
    st.dictionaries(
        st.sampled_from([f"f{n}" for n in range(12)]), st.sampled_from([*sorted(TEXTS), "page", "pdf", "big"])
    ),
    st.booleans(),
)
def test_files_of_folders_and_archives(kinds, is_zip):
    data_by_name = {}
    for name, kind in kinds.items():
        ending, data = {
            "page": ("html", make_page(name).encode()),
            "pdf": ("pdf", b"%PDF-1.7\n\0\0"),
            "big": ("txt", b"x" * (LARGEST + 1)),
        }.get(kind) or ("txt", TEXTS[kind].replace("harbour", name).encode())
        data_by_name[f"{name}.{ending}"] = data
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in"
        if is_zip:
            path.write_bytes(make_zip(data_by_name))
        else:
            path.mkdir()
            for name, data in data_by_name.items():
                (path / name).write_bytes(data)
        assert count(path) == len(kinds)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "gone.txt", "../up.txt", "x.pdf", "", "german.txt"]),
        st.sampled_from(["Post", "Post", ""]),
        st.sampled_from(["2024-05-03", "never", ""]),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(ROWS, st.sampled_from(["", '1,"never closed,Post,,\n', '1,a"b"c,"x"y,,\n']), st.booleans(), st.integers(0, 12))
def test_rows_of_manifests_and_files_that_none_names(rows, broken, has_outlets, at):
    columns = ["id", "file", "outlet", "published"] if has_outlets else ["id", "file", "published"]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
    for number, (file, outlet, published) in enumerate(rows):
        writer.writerow({"id": f"r{number}", "file": file, "outlet": outlet, "published": published})
    lines = stream.getvalue().splitlines(keepends=True)
    lines.insert(min(at, len(lines)), broken)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "manifest.csv").write_text(",".join(columns) + "\n" + "".join(lines))
        for file, text in {"a": make_text("Avel"), "b": make_text("Bor"), "german": GERMAN, "other": "Other."}.items():
            (folder / f"{file}.txt").write_text(text)
        named = (
            {file for file, outlet, _ in rows if outlet} & {"a.txt", "b.txt", "german.txt"} if has_outlets else set()
        )
        assert count(folder) == len(rows) + bool(broken) + 4 - len(named)
