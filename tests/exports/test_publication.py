import pytest

from kg.errors import WrongParameter
from kg.exports.places import web_address
from kg.exports.publication import Creator, parse_creator, parse_doi, parse_licence


@pytest.mark.parametrize(
    ("words", "name", "orcid", "parts"),
    [
        ("Lund, Mia <0000-0002-1825-0097>", "Lund, Mia", "0000-0002-1825-0097", ("Lund", "Mia")),
        ("Lund, Mia <https://orcid.org/0000-0002-1694-233X>", "Lund, Mia", "0000-0002-1694-233X", ("Lund", "Mia")),
        (" Harbour Institute ", "Harbour Institute", None, None),
    ],
)
def test_creators_are_parsed(words, name, orcid, parts):
    found = parse_creator(words)
    assert found == Creator(name=name, orcid=orcid)
    assert found.parts == parts
    assert found.is_person == (parts is not None)


@pytest.mark.parametrize("words", ["", "<0000-0002-1825-0097>", "Lund, Mia <0000-0002-1825-0098>", "Lund <12>"])
def test_a_slip_in_a_creator_is_told(words):
    with pytest.raises(WrongParameter, match=r"no creator|is no ORCID"):
        parse_creator(words)


@pytest.mark.parametrize(
    ("words", "spdx", "url"),
    [
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0-1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("ODbL-1.0", "ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0"),
        ("https://harbour.example/terms", None, "https://harbour.example/terms"),
        ("for research, on request", None, None),
        ("proprietary", None, None),
    ],
)
def test_licences_are_identifiers_addresses_or_words(words, spdx, url):
    found = parse_licence(words)
    assert (found.name, found.spdx, found.url) == (words, spdx, url)


def test_dois_are_told_from_other_identifiers():
    assert parse_doi("doi:10.5072/abc") == parse_doi("https://doi.org/10.5072/ABC") == "10.5072/abc"
    assert parse_doi("https://harbour.example/10") is parse_doi(None) is None


def test_only_addresses_of_the_web_are_addresses():
    assert web_address(" https://courier.example/1 ") == "https://courier.example/1"
    assert not any(map(web_address, ("file:///etc/x", "javascript:x", "courier.example/1", "http://[", "", None)))
