"""Archives, gzip and standard input: what is sound in them is read, the rest is a problem that names its member."""

import gzip
import io
import os
import struct
import sys
import zipfile
from types import SimpleNamespace

import pytest

from kg.readers import passing, read_inputs, zipped
from kg.records import Article, Problem
from tests.inputs import (
    N_ADDRESSES,
    N_ARTICLES,
    N_UNREAD,
    make_page,
    make_row,
    make_table,
    make_text,
    make_zip,
    write_every_kind,
)

TEXT = make_text("Avel")


def read(*paths, **options):
    found = list(read_inputs(paths, **options))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, Problem)]


def write(path, data):
    path.write_bytes(data)
    return path


def test_a_folder_of_every_kind(tmp_path):
    write_every_kind(tmp_path)
    said = []
    articles, problems = read(tmp_path, on_kind=lambda *told: said.append(told))
    assert len(articles) == N_ARTICLES
    assert len({article.id for article in articles}) == N_ARTICLES
    assert sum(problem.n_aside for problem in problems) == N_ADDRESSES + N_UNREAD
    assert all(article.bytes_hash for article in articles)
    ((name, kinds),) = said
    assert name == str(tmp_path)
    assert "3 web pages" in kinds
    assert "2 other files passed over" in kinds


def test_the_same_in_an_archive(tmp_path):
    (tmp_path / "in").mkdir()
    write_every_kind(tmp_path / "in")
    files = {path.name: path.read_bytes() for path in sorted((tmp_path / "in").iterdir())}
    articles, problems = read(write(tmp_path / "all.zip", make_zip(files)))
    assert {article.id for article in articles} == {article.id for article in read(tmp_path / "in")[0]}
    assert sum(problem.n_aside for problem in problems) == N_ADDRESSES + N_UNREAD
    assert all("all.zip!" in found.place.path for found in [*articles, *problems])


def test_a_saved_page_and_its_folder(tmp_path):
    (tmp_path / "Ferries_files").mkdir()
    write(tmp_path / "Ferries_files" / "ad.html", make_page("Bor").encode())
    write(tmp_path / "Ferries.html", make_page("Avel").encode())
    assert [article.id for article in read(tmp_path)[0]] == ["Ferries"]


def test_ids_made_of_names_are_unique_and_stay(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "a.txt", make_text(folder).encode())
    page = write(tmp_path / "two" / "a.html", make_page("Avel").encode())
    alone = read(tmp_path / "one" / "a.txt")[0]
    together = read(tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt")[0]
    assert [article.id for article in alone] == ["a"]
    assert [article.id for article in together] == ["a", "two/a"]
    assert [article.id for article in read(tmp_path / "two")[0]] == ["a.html", "a"]
    page.unlink()
    assert [article.id for article in read(tmp_path / "two")[0]] == ["a"]
    assert [article.id for article in read(tmp_path)[0]] == ["one/a", "two/a"]


def test_a_folder_with_a_manifest_in_an_archive(tmp_path):
    manifest = b"id,file,outlet,published,title\n1,a.txt,Post,2024-05-03,T\n2,gone.txt,Post,,\n"
    files = {"news/manifest.csv": manifest, "news/a.txt": TEXT.encode(), "other/b.txt": make_text("Bor").encode()}
    articles, problems = read(write(tmp_path / "a.zip", make_zip(files)))
    assert [(article.id, article.outlet) for article in articles] == [("1", "Post"), ("other/b", "other")]
    assert articles[0].place.path == f"{tmp_path}/a.zip!news/a.txt"
    assert [problem.kind for problem in problems] == ["missing-file"]


@pytest.mark.parametrize("name", ["../../up.txt", "/etc/up.txt", "C:\\x\\up.txt", "a/\n\x00up.txt"])
def test_names_of_members_lead_nowhere(tmp_path, name):
    archive = write(tmp_path / "in.zip", make_zip({name: TEXT.encode()}))
    (article,), problems = read(archive)
    assert problems == []
    assert ".." not in article.place.path.partition("!")[2]
    assert "\n" not in str(article.place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.zip"]


def test_members_that_are_broken_encrypted_or_too_deep_are_problems_and_the_others_are_read(tmp_path):
    files = {"bad.txt": TEXT.encode(), "good.txt": make_text("Bor").encode(), "locked.txt": make_text("Cade").encode()}
    data = bytearray(make_zip(files))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("bad.txt").header_offset + 30 + len("bad.txt")
    data[at + 20] ^= 0xFF
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1  # the last member claims to be encrypted
    deep = make_zip({"1.zip": make_zip({"2.zip": make_zip({"3.zip": make_zip({"a.txt": TEXT.encode()})})})})
    articles, problems = read(write(tmp_path / "a.zip", bytes(data)), write(tmp_path / "deep.zip", deep))
    assert [article.id for article in articles] == ["good"]
    assert [(problem.kind, problem.n_aside) for problem in problems] == [("unreadable", 1)] * 3
    assert [problem.place.path.rpartition("!")[2] for problem in problems] == ["bad.txt", "locked.txt", "3.zip"]
    assert "encrypted" in problems[1].message


def test_bombs_are_problems_and_not_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(zipped, "BOMB_FROM", 1 << 16)
    zeros = bytes(1 << 24)
    files = {"bomb.txt": zeros, "good.txt": TEXT.encode()}
    articles, (problem,) = read(write(tmp_path / "a.zip", make_zip(files)))
    assert [article.id for article in articles] == ["good"]
    assert (problem.place.path, problem.n_aside) == (f"{tmp_path}/a.zip!bomb.txt", 1)
    lying = bytearray(make_zip({"bomb.txt": zeros}))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 100)  # the size that it claims
    assert read(write(tmp_path / "b.zip", bytes(lying)))[0] == []


def test_a_gzip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.readers.lines.BOMB_FROM", 1 << 16)
    bomb = write(tmp_path / "a.csv.gz", gzip.compress(b"id,text\n" + bytes(1 << 24)))
    articles, problems = read(bomb)
    assert articles == []
    assert any("times its size" in problem.message for problem in problems)


def test_a_full_disk_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(passing, "LEFT_FREE", 1 << 60)
    articles, (problem,) = read(write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())))
    assert articles == []
    assert "room" in problem.message


def test_a_cut_gzip_keeps_what_came_before(tmp_path):
    table = gzip.compress(make_table(*(f"P{n}" for n in range(300))).encode())
    articles, problems = read(write(tmp_path / "a.csv.gz", table[: len(table) // 2]))
    assert 20 < len(articles) < 300
    assert [(problem.kind, problem.n_aside) for problem in problems] == [("unreadable", 1)]
    story = gzip.compress(os.urandom(100) + TEXT.encode())
    assert read(write(tmp_path / "a.txt.gz", story[:-20]))[1][0].n_aside == 1  # half an article is none


def test_standard_input_of_any_kind(monkeypatch):
    for data in (
        TEXT.encode(),
        make_page("Bor").encode(),
        make_table("Cade").encode(),
        make_zip({"a.txt": TEXT.encode()}),
    ):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        said = []
        (article,), problems = read("-", on_kind=lambda *told, said=said: said.append(told))
        assert problems == []
        assert article.place.path.startswith("standard input")
        assert said[0][0] == "standard input"


def test_what_is_no_file_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "up").symlink_to(tmp_path)
    write(tmp_path / "a.txt", TEXT.encode())
    articles, problems = read(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert {problem.place.path.rpartition("/")[2]: problem.kind for problem in problems} == {
        "pipe": "unreadable", "loop": "unreadable", "gone.txt": "missing-file", "up": "link",
    }  # fmt: skip
    assert sum(problem.n_aside for problem in problems) == 4


def test_the_users_columns_and_outlet(tmp_path):
    row = make_row("Avel")
    line = str({"key": "1", "inhalt": row["text"]}).replace("'", '"')
    (article,), _ = read(
        write(tmp_path / "a.jsonl", line.encode()), columns={"text": "inhalt", "id": "key"}, outlet="Echo"
    )
    assert (article.id, article.outlet, article.text) == ("1", "Echo", TEXT)


def test_outlets_of_the_users_own(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_OUTLETS", "")
    write(tmp_path / "outlets.csv", b"domain,outlet,country\nharbour-post.example,The Post of the Harbour,NO\n")
    write(tmp_path / "a.html", make_page("Avel").encode())
    (article,), problems = read(tmp_path)
    assert (article.outlet, article.country, problems) == ("The Post of the Harbour", "NO", [])


def test_long_texts_end_soon(tmp_path):
    for name, text in {"a": "\n" * 4_000_000, "b": "The pier.\n" * 400_000, "c": "The pier. " * 400_000}.items():
        write(tmp_path / f"{name}.txt", text.encode())
    articles, problems = read(tmp_path)
    assert articles == []
    assert [problem.kind for problem in problems] == ["too-large"] * 3
