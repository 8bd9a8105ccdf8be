"""Inputs of every kind, good and bad: each problem is one line that names the file, and the rest is read."""

import gzip
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputNotFound, UnreadableInput
from kg.readers import read_input, read_inputs
from kg.readers.jsonl import MOST_BAD_LINES
from kg.records import Article, Problem

TEXT = "The ferries will return after the storm, the harbour master said on Monday."
HEADER = "id,file,outlet,published,title\n"


def read(*paths, **options):
    found = list(read_inputs(paths, **options))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, Problem)]


def kinds(problems):
    return [problem.kind for problem in problems]


def write_folder(folder, manifest, **data_by_name):
    folder.mkdir(exist_ok=True)
    (folder / "manifest.csv").write_bytes(manifest if isinstance(manifest, bytes) else manifest.encode())
    for name, data in data_by_name.items():
        (folder / f"{name}.txt").write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def write_jsonl(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def row(id_, **fields):
    return {"id": id_, "outlet": "Post", "published": "2024-05-03", "title": "T", "text": TEXT} | fields


def test_folder_with_manifest(tmp_path):
    folder = write_folder(tmp_path / "in", HEADER + "1,a.txt,Harbour Post,2024-05-03,Ferries\n", a=f"Ferries\n{TEXT}\n")
    (article,), problems = read(folder)
    assert problems == []
    assert (article.id, article.outlet, article.text, article.title) == ("1", "Harbour Post", TEXT, "Ferries")
    assert article.published == date(2024, 5, 3)
    assert article.place.path.endswith("a.txt")
    assert [removal.kind for removal in article.removed] == ["headline"]


def test_bad_texts_are_set_aside_one_line_each_and_the_rest_is_read(tmp_path):
    rows = "".join(
        f"{name},{name}.txt,Post,2024-05-03,\n" for name in ("big", "empty", "german", "good", "nulls", "gone", "junk")
    )
    folder = write_folder(
        tmp_path / "in",
        HEADER + rows,
        big="The harbour is closed. " * 450_000,
        empty="",
        german="Der Hafenmeister sagte am Montag, die Fähren würden nach dem Sturm wieder fahren.",
        good=TEXT,
        nulls=TEXT[:20].encode() + b"\x00\x00" + TEXT[20:].encode(),
        junk=bytes(range(1, 32)) * 9,
        unnamed=TEXT,
    )
    articles, problems = read(folder)
    assert [(article.id, article.text) for article in articles] == [("good", TEXT), ("nulls", TEXT)]
    found = {problem.kind: str(problem) for problem in problems}
    assert set(found) == {
        "too-large", "empty", "not-english", "control-characters", "missing-file", "not-text", "not-in-manifest",
    }  # fmt: skip
    names = ("big", "empty", "german", "nulls", "gone", "junk", "unnamed")
    assert all(sum(f"{name}.txt" in line for line in found.values()) == 1 for name in names)
    assert all("\n" not in line for line in found.values())


def test_windows_1252_is_read_and_reported(tmp_path):
    folder = write_folder(tmp_path / "in", HEADER + "1,a.txt,Post,,\n", a=f"“{TEXT}”".encode("cp1252"))
    (article,), problems = read(folder)
    assert article.text == f"“{TEXT}”"
    assert kinds(problems) == ["wrong-encoding"]


def test_a_date_that_does_not_parse_costs_the_date_only(tmp_path):
    folder = write_folder(tmp_path / "in", HEADER + "1,a.txt,Post,last spring,\n", a=TEXT)
    (article,), (problem,) = read(folder)
    assert article.published is None
    assert "manifest.csv:2" in str(problem)
    assert "last spring" in str(problem)
    assert problem.kind == "bad-date"


@pytest.mark.parametrize(
    ("manifest", "missing", "n_articles"),
    [
        ("id,file,outlet\n1,a.txt,Post\n", "published, title", 1),
        ("file,outlet,published,title\na.txt,Post,,\n", "id", 1),
        ("id,file,published,title\n1,a.txt,2024-05-03,T\n", "outlet", 0),
        ("name\nx\n", "id, file, outlet, published, title", 0),
        ("", "id, file, outlet, published, title", 0),
    ],
)
def test_missing_columns_are_one_problem(tmp_path, manifest, missing, n_articles):
    articles, problems = read(write_folder(tmp_path / "in", manifest, a=TEXT))
    assert len(articles) == n_articles
    (problem,) = [problem for problem in problems if problem.kind == "missing-columns"]
    assert f"{missing}" in problem.message


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname.txt", "a/../../secret.txt", "..\\secret.txt"])
def test_a_manifest_names_nothing_outside_its_folder(tmp_path, name):
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    articles, problems = read(write_folder(tmp_path / "in", HEADER + f"1,{name},Post,,\n"))
    assert articles == []
    assert kinds(problems) == ["outside-folder"]


def test_manifests_from_spreadsheets(tmp_path):
    manifest = '\ufeffID;File;Outlet;Published;Title\r\n1;a.txt;Café;22.07.2025;"One; two"\r\n'.encode(
        "cp1252", "ignore"
    )
    (article,), problems = read(write_folder(tmp_path / "in", manifest, a=TEXT))
    assert problems == []
    assert (article.outlet, article.title, article.published) == ("Café", "One; two", date(2025, 7, 22))


def test_manifest_of_json_lines(tmp_path):
    write_jsonl(
        tmp_path / "manifest.jsonl", {"id": 7, "file": "a.txt", "outlet": "Post", "published": "", "title": "T"}
    )
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (article,), problems = read(tmp_path)
    assert (article.id, problems) == ("7", [])
    assert read(tmp_path / "manifest.jsonl")[0] == [article]


def test_folder_without_manifest(tmp_path):
    (tmp_path / "Harbour Post").mkdir()
    (tmp_path / "Harbour Post" / "a.md").write_text(f"---\ndate: 3 May 2024\n---\n{TEXT}", encoding="utf-8")
    (tmp_path / "README.md").write_text("What this is.", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    write_jsonl(tmp_path / "more.jsonl", row("b"))
    (a, b), problems = read(tmp_path)
    assert (a.id, a.outlet, a.published, b.id, problems) == (
        "Harbour Post/a",
        "Harbour Post",
        date(2024, 5, 3),
        "b",
        [],
    )


def test_a_folder_without_texts_is_a_problem(tmp_path):
    assert kinds(read(tmp_path)[1]) == ["no-articles"]


def test_single_file_and_its_outlet(tmp_path):
    path = tmp_path / "storm.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert [article.outlet for article in read(path)[0]] == [tmp_path.name]
    assert [article.outlet for article in read(path, outlet="Post")[0]] == ["Post"]


def test_jsonl_text_is_taken_exactly_as_it_is(tmp_path):
    text = f"  **{TEXT}**\r\n\r\nShare this\n\x00{TEXT} "
    (article,), (problem,) = read(write_jsonl(tmp_path / "a.jsonl", row("1", text=text)))
    assert article.text == text
    assert article.place.line == 1
    assert problem.kind == "control-characters"


def test_bad_lines_of_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps(row("1")).encode(),
        b"{broken",
        b"[1, 2]",
        json.dumps(row("2", text=None)).encode(),
        json.dumps(row("3", text=" ")).encode(),
        json.dumps(row("4", text="A ferry. " * 25_000)).encode(),
        json.dumps(row("5", text=TEXT + "\ud800")).encode(),
        json.dumps(row("6", published="never")).encode(),
        b"[" * 100_000,
        b"x" * 6_000_000,
        json.dumps(row("1")).encode(),
        json.dumps(row("1", text=TEXT + " Twice.")).encode(),
        json.dumps(row("7", outlet="Café"), ensure_ascii=False).encode("cp1252"),
        b"",
        json.dumps({"text": TEXT}).encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    articles, problems = read(path)
    assert [(article.id, article.outlet) for article in articles] == [
        ("1", "Post"), ("5", "Post"), ("6", "Post"), ("7", "Café"), ("a-15", "a"),
    ]  # fmt: skip
    assert [(problem.place.line, problem.kind) for problem in problems] == [
        (2, "bad-json"),
        (3, "bad-json"),
        (4, "missing-field"),
        (5, "empty"),
        (6, "too-large"),
        (7, "wrong-encoding"),
        (8, "bad-date"),
        (9, "bad-json"),
        (10, "too-large"),
        (11, "duplicate-id"),
        (12, "duplicate-id"),
        (13, "wrong-encoding"),
    ]
    assert "already read" in problems[9].message
    assert "another article" in problems[10].message


def test_a_file_of_other_things_does_not_flood_the_screen(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("not json\n" * 500, encoding="utf-8")
    assert len(read(path)[1]) == MOST_BAD_LINES + 1


def test_gzip_is_read_and_a_cut_one_as_far_as_it_goes(tmp_path):
    whole = gzip.compress("".join(json.dumps(row(str(n))) + "\n" for n in range(400)).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole)
    assert len(read(path)[0]) == 400
    path.write_bytes(whole + gzip.compress(json.dumps(row("x")).encode()))  # a second member
    assert len(read(path)[0]) == 401
    path.write_bytes(whole[: len(whole) // 2])
    articles, problems = read(path)
    assert 0 < len(articles) < 400
    assert kinds(problems) == ["unreadable"]
    path.write_bytes(whole[:40] + b"\xff\xff\xff" + whole[43:])
    assert kinds(read(path)[1])[-1] == "unreadable"


def test_utf_16_json_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes((json.dumps(row("1")) + "\n" + json.dumps(row("2"))).encode("utf-16"))
    assert [article.id for article in read(path)[0]] == ["1", "2"]


def test_an_id_in_two_inputs_and_an_input_given_twice(tmp_path):
    one, two = write_jsonl(tmp_path / "1.jsonl", row("1")), write_jsonl(tmp_path / "2.jsonl", row("1", outlet="Echo"))
    articles, problems = read(one, two, one)
    assert [article.outlet for article in articles] == ["Post"]
    assert kinds(problems) == ["duplicate-id", "duplicate-input"]


def test_misuse_raises_at_once(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"")
    with pytest.raises(InputNotFound, match="nothing-here"):
        read_input(tmp_path / "nothing-here")
    with pytest.raises(UnreadableInput, match=r"a\.png"):
        read_inputs([tmp_path, picture])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(["manifest.csv", "manifest.jsonl", "x.txt", "x.jsonl", "x.jsonl.gz"]),
    st.data(),
)
def test_damaged_files_never_raise(tmp_path, junk, name, data):
    sound = {
        "manifest.csv": (HEADER + "1,a.txt,Post,2024-05-03,T\n").encode(),
        "manifest.jsonl": json.dumps({"id": "1", "file": "a.txt", "outlet": "Post"}).encode(),
        "x.txt": f"---\ntitle: T\n---\n**{TEXT}** [a](https://example.org)\n{TEXT}".encode(),
        "x.jsonl": json.dumps(row("1")).encode() + b"\n",
        "x.jsonl.gz": gzip.compress(json.dumps(row("1")).encode() + b"\n"),
    }[name]
    at = data.draw(st.integers(0, len(sound)))
    path = tmp_path / name
    path.write_bytes(data.draw(st.sampled_from([junk, sound[:at], sound[:at] + junk + sound[at:]])))
    for each in read_input(path):
        assert "\n" not in str(each) or isinstance(each, Article)
