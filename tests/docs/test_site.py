"""The documentation builds without a warning, leads nowhere that is not there, and has all that it should have."""

import contextlib
import io
import re
import sys
import warnings
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typer
from rdflib import RDFS, Graph

import kg
from kg.cli.app import app
from kg.exports.formats import EXPORTERS
from kg.query import load_queries
from tests.whole import ROOT

pytest.importorskip("sphinx", reason="the documentation needs Sphinx: pip install 'kg[docs]'")
pytest.importorskip("furo", reason="the documentation needs Furo: pip install 'kg[docs]'")

LOADING = {(name, "src") for name in ("script", "img", "iframe", "source")} | {("link", "href"), ("object", "data")}
"""What makes a browser ask for something by itself."""


class Page(HTMLParser):
    """What a page links to, what it loads, and the names of its places."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if "id" in of:
            self.ids.add(of["id"])
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])
        self.loads += [of[name] for element, name in LOADING if element == tag and of.get(name)]


@pytest.fixture(scope="module")
def built(seeds_graph, tmp_path_factory):
    """The folder of the site, built in this process, which has kg; the exit code, and what Sphinx complained of."""
    from sphinx.cmd.build import main

    folder, told, path = tmp_path_factory.mktemp("site"), io.StringIO(), list(sys.path)
    options = ["-q", "-E", "-d", str(folder / "doctrees"), "-D", f"kg_graph={seeds_graph.path}"]
    with contextlib.redirect_stderr(told), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of Sphinx's own code are not ours to mend
        code = main([*options, str(ROOT / "docs"), str(folder / "site")])
    sys.path[:] = path
    return folder / "site", code, told.getvalue()


@pytest.fixture(scope="module")
def pages(built):
    """All pages by their path."""
    site, *_ = built
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


@pytest.mark.slow
def test_it_builds_without_a_warning(built):
    site, code, told = built
    assert told == ""
    assert code == 0
    assert (site / "index.html").is_file()


def test_every_link_within_the_site_leads_somewhere(built, pages):
    site, *_ = built
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            names = {"", *pages[target].ids} if target in pages else {parts.fragment}
            if not target.is_file() or unquote(parts.fragment) not in names:
                broken.append((path.relative_to(site).as_posix(), link))
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(built, pages):
    site, *_ = built
    outside = [(path.name, load) for path, page in pages.items() for load in page.loads if urlsplit(load).netloc]
    assert outside == []
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet
    scripts = "".join(path.read_text(encoding="utf-8", errors="replace") for path in site.rglob("*.js"))
    assert "cdn." not in scripts


def test_every_named_question_has_its_entry_with_its_text(built):
    site, *_ = built
    pages = [path.read_text(encoding="utf-8") for path in (site / "generated" / "cookbook").glob("*.html")]
    for name in load_queries(()):
        entry = [page for page in pages if f'id="query-{name}"' in page]
        assert len(entry) == 1, name
        assert f"queries/{name}.rq" in entry[0]


def test_the_answers_are_those_of_the_seeds(built, seeds_graph):
    site, *_ = built
    page = (site / "generated" / "cookbook" / "the-graph-itself.html").read_text(encoding="utf-8")
    row = next(iter(seeds_graph.query("outlets")))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells[:3] == [str(row[name]) for name in ("outlet", "articles", "assertions")]


def test_every_command_has_a_page_with_its_options_and_an_example(built):
    site, *_ = built
    for name, command in typer.main.get_command(app).commands.items():
        page = (site / "generated" / "commands" / f"{name}.html").read_text(encoding="utf-8")
        for param in command.params:
            if param.param_type_name != "argument" and not param.hidden:
                assert [one for one in (*param.opts, *param.secondary_opts) if one not in page] == [], name
        assert 'id="example"' in page, f"{name}: write docs/commands/{name}.md, or show it in a guide"


def test_every_term_has_its_anchor_and_its_comment(built):
    site, *_ = built
    page = Page(site / "generated" / "ns.html")
    terms = [term for term in Graph().parse(ROOT / "kg/rdf/ontology.ttl").subjects(RDFS.comment) if "#" in term]
    assert len(terms) > 100
    assert {term.rpartition("#")[2] for term in terms} <= page.ids


def test_every_public_name_has_its_entry(built):
    site, *_ = built
    page = Page(site / "generated" / "python.html")
    assert {f"kg.{name}" for name in kg.__all__} <= page.ids
    assert "kg.KnowledgeGraph.claims" in page.ids


def test_every_format_is_listed(built):
    site, *_ = built
    page = (site / "formats.html").read_text(encoding="utf-8")
    assert [exporter.name for exporter in EXPORTERS if f">{exporter.name}</span>" not in page] == []
