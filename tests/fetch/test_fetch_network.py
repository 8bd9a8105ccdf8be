"""Real sockets, and servers that do what servers should not."""

import gzip
import socket
import ssl
import struct
import subprocess
import time
import zlib

import pytest

from kg.errors import MissingExtra, WrongParameter
from kg.fetch.address import parse_address
from kg.fetch.body import Wanted
from kg.fetch.guard import Guard
from kg.fetch.network import Network
from kg.fetch.outcome import NotFetched
from tests.fetch.fetching import NO_TLS, QUICK
from tests.fetch.servers import answer, guard_for, page, resolver, site

WANTED = Wanted(largest=100_000)


def ask(made, path="/", *, wanted=WANTED, resolve=None, **headers):
    with Network(guard_for(made), limits=QUICK, resolve=resolve or resolver({}), ssl_context=NO_TLS) as network:
        return network(parse_address(made.url + path), headers=headers, wanted=wanted)


def fail(answers, **options):
    with site({"/": answers}) as made, pytest.raises(NotFetched) as failed:
        ask(made, **options)
    return failed.value


def drip(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b".")
        time.sleep(0.05)


def drip_headers(connection, _request):
    while True:
        connection.sendall(b"H")
        time.sleep(0.05)


def go_on_for_ever(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"<p>more" * 1000)


def reset(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    time.sleep(0.05)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def break_off(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def say_nothing(connection, _request):
    time.sleep(1)


def hang_up(connection, _request):
    return


GZIPPED = ("Content-Type: text/html", "Content-Encoding: gzip")
BOMB = gzip.compress(b"\0" * 20_000_000, mtime=0)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (drip, "timeout"),
        (drip_headers, "timeout"),
        (say_nothing, "timeout"),
        (go_on_for_ever, "too-large"),
        (answer(200, body=b"x" * 100_001), "too-large"),
        (answer(200, *GZIPPED, body=BOMB), "too-large"),
        (answer(200, *GZIPPED, body=gzip.compress(b"text" * 100, mtime=0)[:-20]), "incomplete"),
        (answer(200, *GZIPPED, body=b"no gzip at all"), "encoding"),
        (answer(200, "Content-Encoding: br", body=b"x"), "encoding"),
        (answer(200, "Content-Encoding: gzip, gzip", body=b"x"), "encoding"),
        (reset, "connection-lost"),
        (break_off, "incomplete"),
        (hang_up, "incomplete"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000, "bad-answer"),
        (b"\x16\x03garbage\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nfive!", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nA b: c\r\n\r\n", "bad-answer"),
    ],
)
def test_odd_servers(answers, kind):
    started = time.monotonic()
    assert fail(answers).kind == kind
    assert time.monotonic() - started < 2


def test_a_body_longer_than_it_was_said_to_be_ends_where_it_was_said_to():
    with site({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more"}) as made:
        assert ask(made).body == b"four"


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ],
)
def test_bodies_are_decoded(encoding, encode):
    with site({"/": answer(200, f"Content-Encoding: {encoding}", body=encode(b"harbour " * 1000))}) as made:
        assert ask(made).body == b"harbour " * 1000


def test_a_body_that_is_to_be_cut_is_cut():
    with site({"/": go_on_for_ever}) as made:
        assert len(ask(made, wanted=Wanted(largest=1000, is_cut=True)).body) == 1000


def test_what_is_no_page_is_not_read():
    assert fail(go_on_for_ever_as_a_film, wanted=Wanted(types=("text/html",))).kind == "not-a-page"


def go_on_for_ever_as_a_film(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
    say_nothing(connection, _request)


def test_a_request_is_what_it_should_be(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with site({"/a?b=c": page("x", "Set-Cookie: id=7")}) as made:
        with Network(guard_for(made), resolve=resolver({}), ssl_context=NO_TLS) as network:
            for _ in range(2):
                network(parse_address(made.url + "/a?b=c"), headers={"User-Agent": "kg-fetch"}, wanted=WANTED)
        lines = f"GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:{made.port}\r\nUser-Agent: kg-fetch\r\n\r\n"
        assert made.requests == [lines, lines]  # no cookie came back


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to():
    asked = []

    def rebind(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with site({"/": page()}) as made:
        guard = Guard(hosts=frozenset({"news.example"}), ports=frozenset({made.port}))
        with Network(guard, limits=QUICK, resolve=rebind, ssl_context=NO_TLS) as network:
            address = parse_address(f"http://news.example:{made.port}/")
            found = network(address, headers={}, wanted=WANTED)
        assert found.ip == "127.0.0.1"
        assert asked == ["news.example"]
        assert f"Host: news.example:{made.port}\r\n" in made.requests[0]


@pytest.mark.parametrize("ips", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], ["::1"]])
def test_a_name_that_leads_to_this_machine_is_not_connected_to(ips):
    with site({"/": page()}) as made:
        guard = Guard.of(ports=[made.port])
        with (
            Network(guard, limits=QUICK, resolve=lambda _host, _port: ips, ssl_context=NO_TLS) as network,
            pytest.raises(NotFetched) as no,
        ):
            network(parse_address(f"http://news.example:{made.port}/"), headers={}, wanted=WANTED)
        assert no.value.kind == "private"
        assert made.requests == []


def test_the_next_ip_address_is_tried_where_one_does_not_answer():
    with site({"/": page()}, host="127.0.0.9") as made:
        guard = Guard(hosts=frozenset({"news.example"}), ports=frozenset({made.port}))
        with Network(
            guard, limits=QUICK, resolve=lambda _host, _port: ["127.0.0.8", "127.0.0.9"], ssl_context=NO_TLS
        ) as network:
            found = network(parse_address(f"http://news.example:{made.port}/"), headers={}, wanted=WANTED)
        assert found.ip == "127.0.0.9"


def test_a_proxy_is_gone_through_where_it_is_asked_for():
    with (
        site({"*": page("By the proxy.")}) as made,
        Network(Guard(), resolve=resolver({}), proxy=made.url.replace("//", "//me:secret@")) as network,
    ):
        found = network(parse_address("http://news.example/a"), headers={}, wanted=WANTED)
        assert b"By the proxy." in found.body
        assert made.requests[0].startswith("GET http://news.example")
        assert "Proxy-Authorization: Basic" in made.requests[0]
        with pytest.raises(NotFetched, match="not public"):
            network(parse_address("http://10.0.0.1/a"), headers={}, wanted=WANTED)


@pytest.mark.parametrize("proxy", ["proxy.example:3128", "socks5://proxy.example", "http://", "http://[::1"])
def test_what_is_no_proxy_is_wrong_usage(proxy):
    with pytest.raises(WrongParameter, match="is no proxy"):
        Network(Guard(), proxy=proxy)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of its own for news.example, made anew, for no key belongs into a repository."""
    folder = tmp_path_factory.mktemp("certificate")
    key, path = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", key, "-out", path, "-days", "2", "-subj", "/CN=news.example"]
    try:
        subprocess.run([*command, "-addext", "subjectAltName=DNS:news.example"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl is not there")
    return path, key


@pytest.mark.parametrize(("host", "is_trusted"), [("news.example", True), ("other.example", False)])
def test_tls_checks_the_name_and_not_the_ip_address(certificate, host, is_trusted):
    path, key = certificate
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path, key)
    client = ssl.create_default_context(cafile=path)
    with site({"/": page()}, tls=server) as made:
        guard = Guard(hosts=frozenset({host}), ports=frozenset({made.port}))
        with Network(guard, limits=QUICK, resolve=lambda _h, _p: ["127.0.0.1"], ssl_context=client) as network:
            address = parse_address(f"https://{host}:{made.port}/")
            if is_trusted:
                assert network(address, headers={}, wanted=WANTED).status == 200
                return
            with pytest.raises(NotFetched, match="certificate that is not trusted"):
                network(address, headers={}, wanted=WANTED)


def test_a_missing_extra_is_one_sentence(monkeypatch):
    import importlib
    import sys

    for name in [name for name in sys.modules if name == "kg.fetch" or name.startswith("kg.fetch.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match=r"this needs httpx; install it with: pip install 'kg\[fetch\]'"):
        importlib.import_module("kg.fetch")
