import pytest

from kg.fetch.body import LARGEST_RULES
from kg.fetch.outcome import NotFetched
from kg.fetch.robots import Rules
from tests.fetch.fetching import exchange

SITE = "https://news.example"


def rules(text, status=200):
    return Rules.of(exchange(f"{SITE}/robots.txt", status=status, body=text.encode()))


def is_allowed(found, path):
    try:
        found.check(SITE + path)
    except NotFetched as refused:
        return "robots" not in refused.kind
    return True


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow:\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: KG-Fetch\nDisallow: /\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: kg-fetch\nDisallow:\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("\N{ZERO WIDTH NO-BREAK SPACE}User-agent: *\nDisallow: /", "/a", False),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_rules_are_read_as_rfc_9309_says(text, path, expected):
    assert is_allowed(rules(text), path) is expected


@pytest.mark.parametrize(("status", "expected"), [(404, True), (403, True), (410, True), (429, False), (500, False)])
def test_rules_that_are_not_there_allow_all_and_those_that_cannot_be_read_nothing(status, expected):
    assert is_allowed(rules("User-agent: *\nDisallow: /", status), "/a") is expected


@pytest.mark.parametrize(
    ("line", "seconds"), [("", 0), ("Crawl-delay: 3.5", 3.5), ("Crawl-delay: 9999", 60), ("Request-rate: 1/20", 20)]
)
def test_the_delay_that_a_site_asks_for_is_bounded(line, seconds):
    assert rules(f"User-agent: *\nDisallow: /x\n{line}").delay == seconds


def test_hostile_rules_take_no_time():
    text = "User-agent: *\n" + "Disallow: /" + "*a" * 2_000 + "$\n"
    found = rules((text * (LARGEST_RULES // len(text)))[:LARGEST_RULES])
    assert is_allowed(found, "/" + "a" * 3_000 + "b")
