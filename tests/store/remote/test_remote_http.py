import hashlib
import re

import httpx
import pytest

from kg.errors import ServerCannot, ServerFailed, ServerRefused
from kg.settings import Settings
from kg.store.remote.address import find_address, is_url, load_presets, split_url
from kg.store.remote.authentication import Credentials
from kg.store.remote.http import Client
from kg.store.remote.server import JSON, Server

URL = "http://standin.test/sparql"
YES = '{"head": {}, "boolean": true}'


def client(answer, **options):
    waited = []
    made = Client(URL, transport=httpx.MockTransport(answer), wait=waited.append, **options)
    made.waited = waited
    return made


def whole(response):
    return response.text


def test_basic_is_shown_only_once_it_was_asked_for():
    seen = []

    def answer(request):
        seen.append(request.headers.get("authorization"))
        if seen[-1] is None:
            return httpx.Response(401, headers={"WWW-Authenticate": 'Basic realm="news"'})
        return httpx.Response(200, text="in")

    speaking = client(answer, credentials=Credentials(user="mia", password="lund"))
    assert speaking.send("POST", URL, read=whole, content=b"a") == "in"
    assert speaking.send("POST", URL, read=whole, content=b"b") == "in"
    assert [one if one is None else one.split()[0] for one in seen] == [None, "Basic", "Basic"]


def test_digest_sends_no_password():
    def answer(request):
        given = request.headers.get("authorization", "")
        if not given:
            challenge = 'Digest realm="SPARQL", nonce="n1", qop="auth", algorithm="MD5"'
            return httpx.Response(401, headers={"WWW-Authenticate": challenge})
        assert "lund" not in given
        fields = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
        first = hashlib.md5(b"mia:SPARQL:lund").hexdigest()
        second = hashlib.md5(f"POST:{fields['uri']}".encode()).hexdigest()
        text = f"{first}:n1:{fields['nc']}:{fields['cnonce']}:auth:{second}"
        right = hashlib.md5(text.encode()).hexdigest() == fields["response"]
        return httpx.Response(200 if right else 401, text="in")

    assert client(answer, credentials=Credentials(user="mia", password="lund")).send("POST", URL, read=whole) == "in"


def test_a_token_is_shown_at_once():
    def answer(request):
        return httpx.Response(200 if request.headers["authorization"] == "Bearer t0" else 401)

    client(answer, credentials=Credentials(token="t0")).send("POST", URL, read=whole)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_what_helps_and_no_secret(status):
    with pytest.raises(ServerRefused, match="KG_STORE_PASSWORD"):
        client(lambda _: httpx.Response(status)).send("POST", URL, read=whole)
    known = Credentials(user="mia", password="lund", token="t0")
    with pytest.raises(ServerRefused, match="may not do this") as told:
        client(lambda _: httpx.Response(status), credentials=known).send("POST", URL, read=whole)
    assert not re.search("lund|t0", f"{told.value} {known!r}")


def test_a_redirect_is_told_and_not_followed():
    asked = []

    def answer(request):
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://elsewhere.test/"})

    with pytest.raises(ServerFailed, match=r"points to http://elsewhere.test/"):
        client(answer).send("POST", URL, read=whole)
    assert asked == [URL]


def test_what_fails_in_passing_is_tried_again_later_and_later():
    speaking = client(lambda _: httpx.Response(503), attempts=4)
    with pytest.raises(ServerFailed, match="503"):
        speaking.send("POST", URL, read=whole)
    assert len(speaking.waited) == 3
    assert speaking.waited == sorted(speaking.waited)


def test_a_wrong_request_is_made_once():
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(400, text="<html><title>no</title>line 1: no such thing</html>")

    with pytest.raises(ServerFailed, match="400 Bad Request: no line 1: no such thing"):
        client(answer).send("POST", URL, read=whole)
    assert len(asked) == 1


def test_an_answer_without_its_last_rows_is_no_answer():
    def answer(request):
        return httpx.Response(200, text=YES, headers={"X-SPARQL-MaxRows": "10000"})

    server = Server(find_address(URL), client(answer))
    with pytest.raises(ServerFailed, match="at most 10000 rows"):
        server.answer("SELECT * { ?s ?p ?o }", accept=JSON)


def test_a_question_that_the_server_always_fails_at_is_told_from_a_passing_failure():
    def answer(_):
        return httpx.Response(500, text="Virtuoso 37000 Error SQ156: Internal Optimized compiler error")

    server = Server(find_address("http://standin.test/sparql", software="Virtuoso/07.20"), client(answer))
    with pytest.raises(ServerCannot):
        server.answer("SELECT * { ?s ?p ?o }", accept=JSON)


def test_something_else_than_a_sparql_server_is_told():
    with pytest.raises(ServerFailed, match="cannot be read"):
        Server.connect(URL, client=client(lambda _: httpx.Response(200, text="<html>hello</html>")))


def test_below_the_root_of_a_server_its_endpoint_is_looked_for():
    def answer(request):
        there = request.url.path == "/query"
        return httpx.Response(200, text=YES) if there else httpx.Response(404)

    assert Server.connect("http://standin.test/", client=client(answer)).url == "http://standin.test/query"


# Addresses


def test_every_kind_of_server_fits_its_example():
    for preset in load_presets():
        found = find_address(preset.example, software=preset.software)
        assert found.preset is preset, preset.name


@pytest.mark.parametrize(
    ("url", "software", "update", "graphs"),
    [
        ("http://a.test/sparql", "Virtuoso/07", "http://a.test/sparql-auth", "http://a.test/sparql-graph-crud-auth"),
        ("http://a.test/news/query", "", "http://a.test/news/update", "http://a.test/news/data"),
        ("http://a.test/sparql", "", "http://a.test/sparql", "http://a.test/graph-store"),
        ("http://a.test/ask", "", "http://a.test/ask", None),
    ],
)
def test_where_updates_and_graphs_go(url, software, update, graphs):
    found = find_address(url, software=software, settings=Settings(store_update=None, store_graphs=None))
    assert (found.update, found.graphs) == (update, graphs)


def test_what_the_user_says_goes_before_what_kg_knows():
    said = Settings(store_update="http://a.test/w", store_graphs="none")
    found = find_address("http://a.test/sparql", settings=said)
    assert (found.update, found.graphs) == ("http://a.test/w", None)


def test_user_and_password_are_taken_out_of_a_url():
    assert split_url("http://mia:l%40nd@a.test:81/sparql#x") == ("http://a.test:81/sparql", "mia", "l@nd")


@pytest.mark.parametrize("given", ["http://", "http://mia:lund@a.test:99999/", "http://mia:lund@[x/"])
def test_a_url_that_is_none_is_told_without_its_password(given):
    with pytest.raises(ServerFailed) as told:
        split_url(given)
    assert "lund" not in str(told.value)


def test_folders_are_no_urls():
    assert [is_url(one) for one in ("seeds.kg", "HTTP://a.test/", "https://a.test/", None)] == [
        False,
        True,
        True,
        False,
    ]
