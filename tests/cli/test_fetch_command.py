import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.fetch.archive import PageArchive
from kg.readers.source import Source
from kg.readers.warc.reader import read_warc
from kg.records import Article
from tests.fetch.servers import answer, page, site

TEXT = "The harbour council met on Monday. Mayor Ann Rowe said that the ferry line will open again in spring. " * 3
RULES = answer(200, body=b"User-agent: *\nDisallow: /secret\n")


def kg(made, *arguments):
    allowed = ["--allow-private", f"{made.host}:{made.port}", "--rate", "100", "--retries", "0"]
    return CliRunner().invoke(app, ["fetch", *map(str, arguments), *allowed], catch_exceptions=False)


@pytest.fixture
def made():
    with site({"/a": page(TEXT), "/b": page(TEXT + "Twice."), "/secret": page()}, robots=RULES) as made:
        yield made


def test_fetched_pages_are_read_like_any_archive(made, tmp_path):
    listed, output = tmp_path / "list.txt", tmp_path / "pages.warc.gz"
    listed.write_text("".join(f"{made.url}/{name}\n" for name in ("a", "b", "secret", "gone")))
    result = kg(made, listed, "-o", output)
    assert result.exit_code == 1
    summary = f"{output}: 2 pages fetched, 1 refused by robots.txt, 1 gone ("
    assert result.stdout.startswith(summary)
    assert f"kg: {listed}:3: {made.url}/secret is closed to robots" in result.stderr
    assert f"kg: {listed}:4: {made.url}/gone is gone (404)\n" in result.stderr
    assert f"kg build {output}" in result.stderr
    articles = list(read_warc(Source(path=output, name="pages.warc.gz")))
    assert [article.url for article in articles] == [f"{made.url}/a", f"{made.url}/b"]


def test_what_is_there_is_not_fetched_again(made, tmp_path):
    output = tmp_path / "pages.warc.gz"
    assert kg(made, f"{made.url}/a", "-o", output, "--contact", "me@kg.example").exit_code == 0
    before, n_requests = output.read_bytes(), len(made.requests)
    result = kg(made, f"{made.url}/a", "-o", output)
    assert result.exit_code == 0
    assert "0 pages fetched, 1 known already" in result.stdout
    assert (output.read_bytes(), len(made.requests)) == (before, n_requests)
    assert "1 known already" in kg(made, f"{made.url}/a", "-o", output, "--refresh").stdout
    assert kg(made, f"{made.url}/a", "-o", output, "-q").output == ""


def test_private_addresses_are_refused_unless_they_are_named(made, tmp_path):
    result = CliRunner().invoke(app, ["fetch", "http://127.0.0.1/a", "-o", str(tmp_path / "pages.warc.gz")])
    assert result.exit_code == 1
    assert "leads to 127.0.0.1, which is not public; it was not fetched (allow it with --allow-private" in result.stderr
    assert made.requests == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_it_goes_on_where_it_was(tmp_path):
    output = tmp_path / "pages.warc.gz"
    with site({"*": page(TEXT)}) as made:
        urls = [f"{made.url}/{i}" for i in range(30)]
        command = [sys.executable, "-m", "kg", "fetch", *urls, "-o", output, "--rate", "20"]
        command += ["--allow-private", f"{made.host}:{made.port}"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            while len(made.requests) < 4:
                time.sleep(0.01)
            process.kill()
        n_before = count_articles(output)
        assert 1 <= n_before < 30
        assert f"{30 - n_before} pages fetched, {n_before} known already" in kg(made, *urls, "-o", output).stdout
    assert count_articles(output) == 30


def test_ctrl_c_ends_in_peace(made, tmp_path, monkeypatch):
    output = tmp_path / "pages.warc.gz"
    really_write = PageArchive.write

    def write_once(archive, found):
        if count_articles(output):
            raise KeyboardInterrupt
        return really_write(archive, found)

    monkeypatch.setattr(PageArchive, "write", write_once)
    result = kg(made, f"{made.url}/a", f"{made.url}/b", "-o", output)
    assert result.exit_code == 130
    assert "1 page fetched" in result.stdout
    assert count_articles(output) == 1


def count_articles(path):
    found = read_warc(Source(path=path, name=path.name)) if path.stat().st_size else ()
    return len([item for item in found if isinstance(item, Article)])
