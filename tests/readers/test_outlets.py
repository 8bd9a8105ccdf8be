"""Who publishes at which address."""

import os

import pytest

from kg.errors import UnreadableInput
from kg.lexicon import load_lexicon
from kg.readers.outlets import _outlet_by_domain, find_outlet, host_of, load_outlets, use_outlets


@pytest.fixture
def own_tables(monkeypatch):
    monkeypatch.setenv("KG_OUTLETS", "")
    yield
    _outlet_by_domain.cache_clear()


def test_there_are_many_outlets_of_the_whole_world():
    outlets = _outlet_by_domain(()).values()
    assert len({outlet.label for outlet in outlets}) >= 400
    assert len({outlet.country for outlet in outlets}) >= 120


def test_countries_are_those_of_the_lexicon():
    known = {entry["iso"] for entry in load_lexicon("countries").entries} | {"HK", "MO", "GU", "BM", "KY", "CW", "CK"}
    assert {outlet.country for outlet in _outlet_by_domain(()).values()} - known == set()


def test_one_outlet_is_in_one_country():
    countries: dict[str, set[str | None]] = {}
    for outlet in _outlet_by_domain(()).values():
        countries.setdefault(outlet.label, set()).add(outlet.country)
    assert {label: found for label, found in countries.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://www.theguardian.com/world/1", "The Guardian"),
        ("http://amp.theguardian.com:8080/world", "The Guardian"),
        ("https://abcnews.go.com/a", "ABC News (US)"),
        ("https://go.com/a", None),
        ("https://ASIA.nikkei.com./a", "Nikkei Asia"),
        ("theguardian.com", "The Guardian"),
        ("https://nottheguardian.com/", None),
        ("https://theguardian.com.evil.example/", None),
        ("https://user:pass@dawn.com/", "Dawn"),
        ("https://[::1/", None),
        ("", None),
        (None, None),
    ],
)
def test_the_longest_domain_counts(url, label):
    found = find_outlet(url)
    assert (found.label if found else None) == label


def test_hosts():
    assert host_of("https://www.Paper.example:80/a") == "paper.example"
    assert host_of("paper.example/a") == "paper.example"


def test_a_table_of_ones_own_goes_first(tmp_path, own_tables):
    table = tmp_path / "outlets.csv"
    table.write_text("# ours\ndomain,outlet,country\nwww.dawn.com,Dawn (Karachi),pk\npaper.example,The Paper,\n")
    use_outlets([table])
    assert find_outlet("https://dawn.com/1").label == "Dawn (Karachi)"
    assert find_outlet("https://dawn.com/1").country == "PK"
    assert find_outlet("https://a.paper.example/").country is None
    assert find_outlet("https://geo.tv/").label == "Geo News"
    assert os.environ["KG_OUTLETS"] == str(table)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("host,name\na.example,A\n", "does not name the columns"),
        ("domain,outlet\nexample,A\n", "no domain or no outlet"),
        ("domain,outlet,country\na.example,A,Germany\n", "no country code"),
    ],
)
def test_a_table_with_an_error_says_which(tmp_path, content, says):
    path = tmp_path / "outlets.csv"
    path.write_text(content)
    with pytest.raises(UnreadableInput, match=says):
        load_outlets(path)


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableInput, match="cannot be read"):
        use_outlets([tmp_path / "outlets.csv"])
