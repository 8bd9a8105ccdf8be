"""`kg publish` as it is typed."""

import re

from typer.testing import CliRunner

from kg.cli.app import app
from tests.web.publish.crawl import read_page


def test_the_command_says_what_it_wrote_and_how_to_open_it(sample_graph_path, tmp_path):
    asked = ["publish", str(sample_graph_path), "-o", str(tmp_path / "site"), "--title", "Talks", "--no-downloads"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    assert re.search(r"site: \d+ pages, [\d.]+ MB; open .*index\.html", done.stdout)
    start = "".join(read_page(tmp_path / "site" / "index.html").words)
    assert "Talks" in start
    assert "How to cite" in start
