import pytest

from kg.fetch.address import parse_address
from kg.fetch.outcome import NotFetched


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://news.example/a?b=c#part", "https://news.example/a?b=c"),
        ("HTTP://NEWS.example:80/a/../b", "http://news.example/b"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example.:8443/a", "https://news.example:8443/a"),
        ("  https://bücher.example/ä \n", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://news.example/two words", "https://news.example/two%20words"),
        ("https://news.example/%0d%0aHost:x", "https://news.example/%0d%0aHost:x"),
        ("http://[2606:4700::0:1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_is_normalised(text, url):
    assert parse_address(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "//news.example/a",
        "news.example/a",
        "http:///a",
        "https://user:secret@news.example/",
        "https://user@news.example/",
        "https://news.example\\@other.example/",
        "https://news.example/a\r\nX-Header: b",
        "https://news.example/a\x00b",
        "https://news.exa%6dple/",
        "https://new s.example/",
        "https://-news.example/",
        f"https://news.example/{'a' * 9000}",
        "http://news.example:0/",
        "http://news.example:70000/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://1.2.3.4.5/",
        "http://[fe80::1%25eth0]/",
        "http://[::1",
        "http://①②⑦.0.0.1/",
    ],
)
def test_what_is_no_plain_address_is_refused(text):
    with pytest.raises(NotFetched) as refused:
        parse_address(text)
    assert refused.value.kind == "address"


def test_digits_of_other_scripts_are_read_before_they_are_checked():
    assert parse_address("http://127。0。0。1/").host == "127.0.0.1"


def test_a_relative_address_belongs_to_its_base():
    assert parse_address("../c?d", base="https://news.example/a/b/e").url == "https://news.example/a/c?d"
    assert parse_address("//other.example", base="https://news.example/").url == "https://other.example/"
