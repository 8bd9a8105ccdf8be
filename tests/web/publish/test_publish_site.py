"""The published site: whole, closed in itself, the same twice, safe, and silent about texts that stay at home."""

import re
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import NamedNode

from kg.errors import GraphExists, GraphNotFound, WrongParameter
from kg.exports.publication import Publication
from kg.exports.shortening import LONGEST_QUOTE
from kg.flat import open_flat
from kg.link import link_graph
from kg.rdf import Run
from kg.store import GraphStore
from kg.web.publish import SiteOptions, publish_site
from kg.web.publish.addresses import ROOMS
from kg.web.publish.plan import plan_site
from tests.linked import build_copy, build_linked_accounts
from tests.web.browser.chromium import CHROMIUM, Watch, find_barriers, launched
from tests.web.browser.hostile import build_hostile_account
from tests.web.publish.crawl import broken_links, read_site

RUN = Run(version="0.1.0", model="<b>model</b> 1.0", model_hash="sha256:0", settings=(("language", "en"),))


OPTIONS = SiteOptions(
    title="Talks <script>alert(1)</script>",
    publication=Publication(creators=("Lund, Mia",), licence="CC-BY-4.0", publisher="Harbour Institute"),
)
SMALL = SiteOptions(downloads=False, limit=0)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """Two stories, a copy, contradictions, and one article in which everything is hostile."""
    path = tmp_path_factory.mktemp("graphs") / "told.kg"
    with GraphStore.create(path) as store:
        for account in (*build_linked_accounts(), build_copy(), build_hostile_account()):
            store.add(account, run=RUN)
        link_graph(store)
    return path


@pytest.fixture(scope="module")
def site(graph, tmp_path_factory):
    """The whole site."""
    return publish_site(graph, tmp_path_factory.mktemp("sites") / "whole", options=OPTIONS).folder


@pytest.fixture(scope="module")
def short_site(seeds_graph, tmp_path_factory):
    """The site of our own five articles without their words."""
    folder = tmp_path_factory.mktemp("sites") / "short"
    return publish_site(seeds_graph.path, folder, options=SiteOptions(without_text=True)).folder


@pytest.fixture(scope="module")
def seeds_site(seeds_graph, tmp_path_factory):
    """The site of our own five articles."""
    return publish_site(seeds_graph.path, tmp_path_factory.mktemp("sites") / "seeds").folder


def test_every_link_leads_to_a_page_of_the_site_and_to_a_place_in_it(site, short_site, seeds_site):
    for folder in (site, short_site, seeds_site):
        pages = read_site(folder)
        assert len(pages) > 40
        assert broken_links(pages) == []


def test_the_drawing_leads_back_to_the_site(site, seeds_site):
    for folder, title in ((site, OPTIONS.title), (seeds_site, "seeds")):
        drawing = (folder / "graph.html").read_text()
        back = f'<p class="kicker"><a href="index.html">Back to {escape(title)}</a></p>'
        assert drawing.count(back) == 1
        assert not re.search(r' (?:href|src)="(?!#|index\.html"|https?:)', drawing.partition("<script")[0])


def test_a_site_whose_address_is_told_has_canonical_links_and_a_sitemap_of_its_pages(
    graph, site, tmp_path, monkeypatch
):
    monkeypatch.setattr("kg.web.publish.sitemap.LONGEST", 20)
    url = "https://harbour.example/who%20said/"
    options = SiteOptions(downloads=False, url=url.rstrip("/"))
    folder = publish_site(graph, tmp_path / "addressed", options=options).folder
    listed = [loc for part in _locations(folder / "sitemap.xml") for loc in _locations(folder / part.removeprefix(url))]
    assert len(set(listed)) == len(listed) > 40
    files = {unquote(loc.removeprefix(url)) or "index.html" for loc in listed}
    pages = read_site(folder)
    assert files == {path.relative_to(folder.resolve()).as_posix() for path in pages} - {"search.html"} | {"graph.html"}
    for path, seen in pages.items():
        canonical = [address for tag, address in seen.links if tag == "link" and address.startswith("https:")]
        place = path.relative_to(folder.resolve()).as_posix()
        assert canonical == [url if place == "index.html" else url + quote(place)]
    assert not (site / "sitemap.xml").exists()
    assert not any(tag == "link" and ":" in address for seen in read_site(site).values() for tag, address in seen.links)


def _locations(path: Path) -> list[str]:
    return [found.text or "" for found in ET.parse(path).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.mark.parametrize("url", ["harbour.example", "ftp://harbour.example/", "https://", "https://a.example/?q=1",
                                 "https://me:word@a.example/", 'https://a.example/"x', "https://[a"])  # fmt: skip
def test_an_address_that_is_none_of_a_site_is_refused_before_anything_is_written(url, sample_graph_path, tmp_path):
    with pytest.raises(WrongParameter, match="give it whole"):
        publish_site(sample_graph_path, tmp_path / "site", options=SiteOptions(url=url))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_loaded_from_outside_and_only_licences_and_outlets_are_linked(site, seeds_site):
    for folder in (site, seeds_site):
        outside = {
            (tag, address)
            for seen in read_site(folder).values()
            for tag, address in seen.links
            if ":" in address.split("/")[0] or address.startswith("//")
        }
        assert {tag for tag, _ in outside} <= {"a"}
        assert all(address.startswith(("https://", "http://")) for _, address in outside)


def test_pages_are_well_formed_and_hold_no_handler_of_anybody(site, short_site, seeds_site):
    for folder in (site, short_site, seeds_site):
        for path, seen in read_site(folder).items():
            assert seen.wrong == [], path
            assert seen.handlers == [], path
            assert 'http-equiv="Content-Security-Policy"' in path.read_text()


def test_hostile_words_are_shown_and_never_run(site):
    pages = read_site(site)
    assert any("<script>window.owned" in "".join(seen.words) for seen in pages.values())
    links = [link for seen in pages.values() for link in seen.links]
    assert not [address for _, address in links if address.startswith("javascript:")]
    scripts = {address.rpartition("/")[2] for tag, address in links if tag == "script"}
    assert scripts == {"site.js", "article.js", "index.js", "search.js"}


def test_equal_graphs_make_equal_sites_byte_by_byte(graph, site, tmp_path):
    again = publish_site(graph, tmp_path / "again", options=OPTIONS).folder
    one, other = (
        {file.relative_to(at): file.read_bytes() for file in at.rglob("*") if file.is_file()} for at in (site, again)
    )
    assert one == other


def test_no_text_leaves_no_long_quote_in_any_file(seeds_graph, seeds_site, short_site):
    with GraphStore.open(seeds_graph.path) as store:
        texts = [store.tables.article(one.key).text for one in store.tables.headings()]
    long = [words for text in texts for words in _stretches(text)]
    assert len(long) > 20
    whole = "".join(" ".join("".join(seen.words).split()) for seen in read_site(seeds_site).values())
    assert all(words in whole for words in long)
    shown = [" ".join("".join(seen.words).split()) for seen in read_site(short_site).values()]
    files = [file.read_text() for file in short_site.rglob("*") if file.suffix in (".js", ".csv", ".trig", ".jsonld")]
    drawn = (short_site / "graph.html").read_text()
    assert not [words for words in long if any(words in page for page in (*shown, *files, drawn))]


def _stretches(text):
    """Return stretches of a text longer than a quote that may stay, without what only markup holds."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        words = sentence.split()
        for start, _ in pairwise(range(0, len(words), 4)):
            stretch = ""
            for word in words[start:]:
                stretch = f"{stretch} {word}".strip()
                if len(stretch) > LONGEST_QUOTE + 10:
                    if not set(stretch) & set("<>&\"'{}"):
                        yield stretch
                    break


def test_every_assertion_shows_sentence_outlet_day_speaker_and_certainty_and_is_marked_in_its_article(
    seeds_graph, seeds_site
):
    pages = read_site(seeds_site)
    text_by_name = {path.name: " ".join("".join(seen.words).split()) for path, seen in pages.items()}
    rows = list(seeds_graph.claims())
    with open_flat(seeds_graph.path) as flat:
        found = {one.row.assertion: one for one in flat.assertions(row.assertion.rpartition("/")[2] for row in rows)}
    for row in rows:
        page = f"{found[row.assertion].article_key}.html"
        assert f"a-{found[row.assertion].key}" in pages[(seeds_site / "article" / page).resolve()].ids
        assert " ".join(row.sentence.split()) in text_by_name[page]
        assert row.outlet in text_by_name[page]
        assert row.speaker is None or row.speaker in text_by_name[page]
        assert f"characters {row.start:,} to {row.end:,}" in text_by_name[page]


def test_every_thing_of_the_graph_has_a_page_or_a_place_in_one(seeds_graph, seeds_site):
    pages = read_site(seeds_site)
    with GraphStore.open(seeds_graph.path) as store:
        keys = {store.identifiers.key(term) for quad in store.quads() for term in (quad.subject, quad.object)
                if isinstance(term, NamedNode) and term.value.startswith(store.base)}  # fmt: skip
        runs = {key for room, key in keys if room == "run"}
        told = {key for room, key in keys if room == "assertion"}
    with open_flat(seeds_graph.path) as flat:
        addresses = plan_site(flat, limit=None).addresses
        articles = {one.key: one.article_key for one in flat.assertions(told)}
    assert runs
    assert all(f"run-{key}" in pages[seeds_site / "about.html"].ids for key in runs)
    assert all(f"a-{key}" in pages[seeds_site / "article" / f"{articles[key]}.html"].ids for key in told)
    for room, key in sorted(keys):
        if room in ROOMS:
            file, mark, anchor = (addresses.of_thing(room, key) or "nowhere").partition("#")
            assert seeds_site / file in pages, (room, key)
            assert not mark or anchor in pages[seeds_site / file].ids, (room, key)


def test_a_folder_of_somebody_else_is_refused_and_ones_own_is_written_anew(sample_graph_path, tmp_path):
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("mine")
    with pytest.raises(GraphExists):
        publish_site(sample_graph_path, theirs)
    assert [file.name for file in theirs.iterdir()] == ["letter.txt"]
    ours.mkdir()
    publish_site(sample_graph_path, ours, options=SMALL)
    (ours / "old.html").write_text("old")
    publish_site(sample_graph_path, ours, options=SMALL)
    assert (ours / "index.html").is_file()
    assert not (ours / "old.html").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ours", "theirs"]


def test_a_failure_leaves_the_old_site_and_nothing_beside_it(sample_graph_path, tmp_path, monkeypatch):
    site = tmp_path / "site"
    publish_site(sample_graph_path, site, options=SMALL)
    before = (site / "index.html").read_bytes()

    def fail(*_, **__):
        raise GraphNotFound("half way")

    monkeypatch.setattr("kg.web.publish.site.write_drawing", fail)
    with pytest.raises(GraphNotFound):
        publish_site(sample_graph_path, site, options=SMALL)
    assert (site / "index.html").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_limited_sites_have_fewer_pages_and_no_broken_links(graph, site, tmp_path):
    limited = publish_site(graph, tmp_path / "limited", options=SiteOptions(limit=1, downloads=False)).folder
    assert len(list((limited / "entity").iterdir())) == len(list((limited / "claim").iterdir())) == 1
    assert len(list((site / "claim").iterdir())) > 1
    assert broken_links(read_site(limited)) == []


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_opens_it_from_the_disk_and_searches_it(site):
    home = site.resolve().as_uri()
    with launched() as browser:
        tab = browser.new_context(reduced_motion="reduce").new_page()
        watch = Watch(tab, home)
        for place in _largest(site):
            tab.goto(f"{home}/{place}")
            assert tab.evaluate("getComputedStyle(document.querySelector('header.site')).display") == "grid"
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert tab.evaluate("document.documentElement.classList.contains('scripted')")
        assert watch.complaints == []
        tab.goto(f"{home}/index.html")
        tab.fill("#site-search", "reyes")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("#hits a")
        tab.click("#hits a >> nth=0")
        tab.wait_for_selector("h1:has-text('Reyes')")
        assert watch.complaints == []
        assert tab.evaluate("window.owned") is None
        assert find_barriers(tab) == []


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_axe_finds_nothing_on_a_desk_in_light_nor_on_a_phone_in_the_dark(seeds_site):
    found = []
    with launched() as browser:
        for width, scheme in ((1280, "light"), (390, "dark")):
            size = {"width": width, "height": 850}
            tab = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce").new_page()
            for place in (*_largest(seeds_site)[:3], "graph.html"):  # an article, a claim, a name
                tab.goto(f"{seeds_site.resolve().as_uri()}/{place}")
                found += [(place, width, barrier) for barrier in find_barriers(tab)]
                if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append((place, width, "scrolls sideways"))
    assert found == []


def _largest(site: Path) -> list[str]:
    """Return the lists, and the largest page of each folder."""
    folders = [one for one in sorted(site.iterdir()) if one.is_dir() and one.name not in ("assets", "data")]
    largest = [max(folder.iterdir(), key=lambda file: file.stat().st_size) for folder in folders]
    return [file.relative_to(site).as_posix() for file in (*largest, site / "claims.html", site / "about.html")]
