import asyncio
import http.client
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kg.web.guards import LARGEST_HEAD, LONGEST_ADDRESS, POLICY, Guards, host_of
from tests.web.protocol.standin import ask
from tests.web.serving import serving

OURS, OTHER = "http://127.0.0.1:8310", "https://page.example"
CROSS = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty", "Origin": OTHER}
CLICK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


PATHS = ("/sparql", "/review", "/claims", "/reconcile/preview")


def build(**options):
    async def echo(request: Request):
        body = await request.body()
        return PlainTextResponse(f"{request.method} {len(body)}")

    methods = ["GET", "POST", "PUT", "OPTIONS"]
    app = Starlette(routes=[Route(path, echo, methods=methods) for path in (*PATHS, "/x/{key:path}")])
    app.add_middleware(Guards, **options)
    return app


APP = build()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8310", "localhost", "LOCALHOST:1", "[::1]", "[::1]:8310", "localhost."]
)
def test_this_machine_is_asked_under_its_own_names(host):
    assert ask(APP, "GET", "/claims", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["rebound.example", "127.0.0.1.rebound.example", "localhost.rebound.example:8310", "[::2]", "", "10.0.0.1", "0"],
)
def test_any_other_name_is_refused(host):
    assert ask(APP, "GET", "/claims", headers={"Host": host}).status_code == 400


def test_two_names_or_none_are_refused():
    for hosts in ([], [(b"host", b"localhost"), (b"host", b"rebound.example")]):
        assert raw(hosts)["status"] == 400


def raw(headers, *, query_string=b""):
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/claims", "raw_path": b"/claims", "query_string": query_string,
        "headers": headers, "scheme": "http", "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    asyncio.run(APP(scope, receive, send))
    return sent[0]


def test_a_machine_in_a_network_is_asked_by_address_or_by_its_names():
    app = build(hosts=["<address>", "desk"])
    for host, status in (("192.168.0.7:8310", 200), ("desk:8310", 200), ("[fe80::1]", 200), ("rebound.example", 400)):
        assert ask(app, "GET", "/claims", headers={"Host": host}).status_code == status
    assert ask(build(hosts=["*"]), "GET", "/claims", headers={"Host": "any.example"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 200),
        ("POST", {}, 200),
        ("GET", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ("GET", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ("POST", {"Sec-Fetch-Site": "same-origin", "Origin": OURS}, 200),
        ("POST", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ("POST", {"Origin": OURS}, 200),
        ("GET", CLICK, 200),
        ("GET", CROSS, 403),
        ("POST", CROSS, 403),
        ("POST", CLICK | {"Origin": OTHER}, 403),
        ("GET", CLICK | {"Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Origin": "http://127.0.0.1:3000"}, 403),
        ("GET", {"Origin": OTHER}, 403),
        ("POST", {"Origin": OTHER}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Origin": "https://127.0.0.1:8310"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-origin", "Origin": OTHER}, 403),
        ("OPTIONS", {"Origin": OTHER, "Access-Control-Request-Method": "POST"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/sparql", "/review"])
def test_pages_of_other_origins_get_in_by_a_click_alone(path, method, headers, status):
    found = ask(APP, method, path, headers=headers)
    assert found.status_code == status
    assert "access-control-allow-origin" not in found.headers


ALLOWING = build(origins=[f"{OTHER}/"])


def test_an_allowed_origin_may_ask():
    found = ask(ALLOWING, "POST", "/sparql", headers=CROSS)
    assert found.status_code == 200
    assert found.headers["access-control-allow-origin"] == OTHER
    assert found.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "origin" in found.headers["vary"].lower()
    assert "origin" in ask(ALLOWING, "GET", "/claims").headers["vary"].lower()
    assert ask(build(origins=["*"]), "GET", "/sparql", headers=CROSS).status_code == 200


def test_an_allowed_origin_may_change_nothing_that_people_decide():
    assert ask(ALLOWING, "POST", "/review", headers=CROSS).status_code == 403
    assert ask(ALLOWING, "POST", "/sparqlx", headers=CROSS).status_code == 403


def test_a_preview_stands_within_the_pages_of_allowed_origins_alone():
    framed = CLICK | {"Sec-Fetch-Dest": "iframe"}
    for app, ancestors in ((APP, "'none'"), (ALLOWING, OTHER)):
        found = ask(app, "GET", "/reconcile/preview", headers=framed)
        assert found.status_code == 200
        assert found.headers["content-security-policy"].endswith(f"frame-ancestors {ancestors}")
        assert "script-src" not in found.headers["content-security-policy"]


def test_a_browser_that_asks_first_is_told_what_is_allowed():
    asked = CROSS | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Private-Network": "true"}
    found = ask(ALLOWING, "OPTIONS", "/sparql", headers=asked)
    assert found.status_code == 204
    assert "POST" in found.headers["access-control-allow-methods"]
    assert "Authorization" in found.headers["access-control-allow-headers"]
    assert found.headers["access-control-allow-private-network"] == "true"
    other = asked | {"Origin": "https://page.example.evil.example"}
    assert ask(ALLOWING, "OPTIONS", "/sparql", headers=other).status_code == 403


@pytest.mark.parametrize("path", ["/claims", "/nowhere", "/x/%00"])
def test_every_answer_carries_the_headers(path):
    headers = ask(APP, "GET", path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_what_is_too_large_is_refused():
    assert raw([(b"host", b"localhost")], query_string=b"x" * LONGEST_ADDRESS)["status"] == 414
    assert raw([(b"host", b"localhost")], query_string=b"%7B" * 32 * 1024)["status"] == 200
    assert ask(APP, "GET", "/claims", headers={"X-Long": "x" * LARGEST_HEAD}).status_code == 431
    small = build(largest_body=1_000)
    assert ask(small, "POST", "/claims", content=b"x" * 1_000).text == "POST 1000"
    assert ask(small, "POST", "/claims", content=b"x" * 1_001).status_code == 413
    assert ask(small, "POST", "/claims", headers={"Content-Length": "-5"}).status_code == 413

    async def pieces():
        for _ in range(20):
            yield b"x" * 100

    assert ask(small, "POST", "/claims", content=pieces()).status_code == 413


@pytest.mark.parametrize("path", ["/x/a%00b", "/x/a%5Cb", "/x/..%5C..%5Cetc"])
def test_addresses_that_no_link_has_are_refused(path):
    assert ask(APP, "GET", path).status_code == 400


@pytest.mark.parametrize(
    ("value", "host"),
    [("[::1]:80", "[::1]"), ("A.b:80", "a.b"), ("[::1", ""), (" localhost ", "localhost"), ("a.", "a")],
)
def test_the_name_in_a_host_header(value, host):
    assert host_of(value) == host


def test_a_real_server_takes_long_queries_and_refuses_longer_ones():
    with serving(APP) as address:
        host, port = address.removeprefix("http://").split(":")
        for size, statuses in ((32 * 1024, {200}), (200 * 1024, {400, 414})):
            connection = http.client.HTTPConnection(host, int(port), timeout=20)
            connection.request("GET", f"/claims?query={quote('{' * size)}")
            assert connection.getresponse().status in statuses
            connection.close()
