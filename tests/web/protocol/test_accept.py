import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.web.protocol.accept import Offer, choose_offer, parse_accept, prefers_page, quality
from kg.web.protocol.formats import SOLUTIONS, TRIPLES, choose_format, media_types

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", "tsv"),
        ("text/*", "csv"),
        ("application/*;q=0.2, text/csv", "csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
        ("TEXT/CSV ; Q=0.9", "csv"),
        ('text/csv;header="a,b";q=1, application/json;q=0.2', "csv"),
        ("application/json", "json"),
        ("not a media range", "json"),
        ("text/html, application/xml;q=0.9", "xml"),
    ],
)
def test_the_most_wanted_format_of_a_table_is_chosen(accept, name):
    assert choose_format(SOLUTIONS, accept=accept).format.name == name


@pytest.mark.parametrize(
    "accept", ["image/png", "text/turtle", "application/sparql-results+json;q=0", "text/csv;q=0.0", "text/csv;q=2"]
)
def test_what_is_not_there_is_not_acceptable(accept):
    assert choose_format(SOLUTIONS, accept=accept) is None


def test_another_name_of_a_format_is_what_is_sent():
    assert choose_format(SOLUTIONS, accept="application/json").content_type == "application/json"
    assert choose_format(TRIPLES, accept="text/plain").content_type == "text/plain; charset=utf-8"
    assert choose_format(TRIPLES, accept="*/*").content_type == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "found"), [("ttl", "ttl"), ("Turtle", "ttl"), ("text/turtle", "ttl"), ("json", "jsonld"), ("xml", "rdf")]
)
def test_a_link_names_its_format(name, found):
    assert choose_format(TRIPLES, accept="image/png", name=name).format.name == found


def test_a_link_with_an_unknown_format_gets_none():
    assert choose_format(TRIPLES, accept="*/*", name="docx") is None


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("*/*", False),
        ("", False),
        ("application/sparql-results+json, */*;q=0.1", False),
        ("text/html;q=0.5, text/turtle", False),
        ("text/html, text/turtle", True),
    ],
)
def test_browsers_want_pages_and_programs_do_not(accept, expected):
    assert prefers_page(accept, (*media_types(SOLUTIONS), *media_types(TRIPLES))) is expected


TYPES = st.sampled_from(["text/csv", "text/turtle", "application/json", "*/*", "text/*", "application/*", "image/png"])
WEIGHTS = st.integers(0, 1000).map(lambda n: n / 1000)
RANGES = st.lists(st.tuples(TYPES, WEIGHTS), min_size=1, max_size=8)


@given(RANGES)
@settings(max_examples=60)
def test_what_is_chosen_is_wanted_at_least_as_much_as_anything_else(ranges):
    accept = ", ".join(f"{name};q={weight:.3f}" for name, weight in ranges)
    parsed = parse_accept(accept)
    assert len(parsed) == len(ranges)
    chosen = choose_format(SOLUTIONS, accept=accept)
    weights = [quality(parsed, one) for form in SOLUTIONS for one in (form.media_type, *form.aliases)]
    if chosen is None:
        assert max(weights) == 0
    else:
        assert quality(parsed, chosen.media_type) == max(weights) > 0


@given(st.text(alphabet=string.printable, max_size=200))
def test_any_header_is_read_without_an_error(text):
    offers = [Offer(index=0, media_type="text/csv"), Offer(index=1, media_type="text/turtle")]
    assert choose_offer(offers, text) in (None, *offers)
    assert all(0 <= one.weight <= 1 for one in parse_accept(text))


def test_a_very_long_header_is_read_in_no_time():
    assert len(parse_accept(", ".join(["a/b;q=0.1"] * 5_000))) == 60
    assert parse_accept('"' * 30_000) == ()
    assert parse_accept(",;" * 20_000) == ()
