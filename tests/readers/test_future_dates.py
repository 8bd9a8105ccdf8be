"""Dates that lie in the future are passed over, whatever the kind of input."""

import json

import pytest

from kg.readers import read_inputs
from kg.records import Article
from tests.inputs import make_feed, make_row, make_table, make_text

FUTURE = "2999-05-03"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", json.dumps(make_row("Avel") | {"published": FUTURE})),
        ("a.csv", make_table("Avel").replace("2024-05-03", FUTURE)),
        ("a.rss", make_feed("Avel").replace("Fri, 03 May 2024", "Fri, 03 May 2999")),
        ("a.md", f"---\ndate: {FUTURE}\n---\n\n{make_text('Avel')}"),
        ("manifest.csv", f"id,file,outlet,published,title\n1,t.txt,Post,{FUTURE},T\n"),
    ],
)
def test_a_date_to_come_is_passed_over_and_said(name, text, tmp_path):
    (tmp_path / name).write_text(text)
    if name == "manifest.csv":
        (tmp_path / "t.txt").write_text(make_text("Avel"))
    problem, article = read_inputs([tmp_path])
    assert isinstance(article, Article)
    assert article.published is None
    assert (problem.kind, problem.n_aside) == ("future-date", 0)
    assert FUTURE in problem.message
