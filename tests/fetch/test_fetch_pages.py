import threading
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.fetch import Choice, Guard, Manners, Network, Page, fetch_pages
from kg.fetch.outcome import Known
from kg.readers.feeds.listed import Listed
from kg.readers.source import Kind
from kg.records import Place, Problem
from tests.fetch.fetching import NO_TLS, QUICK, fetch, kinds, list_urls
from tests.fetch.servers import InTurn, NoTime, answer, guard_for, page, resolver, site


def test_pages_come_with_what_was_sent_and_received():
    with site({"/a": page("Fees rise.", "ETag: x")}) as made:
        (found,) = fetch([f"{made.url}/a"], made, manners=Manners(contact="a@kg.example"))
        assert isinstance(found, Page)
        assert found.exchanges[-1].header("etag") == "x"
        assert b"Fees rise." in found.exchanges[-1].body
        assert made.paths == ["/robots.txt", "/a"]
        assert "User-Agent: kg-fetch/" in made.requests[1]
        assert "+a@kg.example" in made.requests[1]
        assert "From: a@kg.example" in made.requests[1]


def test_one_host_is_asked_at_its_rate():
    clock, moments = NoTime(), []

    def note(connection, _request):
        moments.append(clock.seconds)
        connection.sendall(page("x", "Connection: close"))

    with site({"*": note}, robots=note) as made:
        found = fetch([f"{made.url}/{i}" for i in range(4)], made, clock=clock, manners=Manners(rate=0.5))
        assert kinds(found) == ["page"] * 4
    assert moments == [1_000, 1_002, 1_004, 1_006, 1_008]


def test_several_hosts_are_asked_at_once():
    clock = NoTime()
    with site({"*": page()}) as one, site({"*": page()}, host="127.0.0.2") as two:
        found = fetch([f"{made.url}/{i}" for made in (one, two) for i in range(9)], one, two, clock=clock)
        assert kinds(found) == ["page"] * 18
    assert 1_009 <= clock.seconds < 1_018  # that is what one after the other would take


def test_robots_are_kept_and_their_delay():
    clock = NoTime()
    rules = answer(200, body=b"User-agent: *\nDisallow: /private\nCrawl-delay: 30\n")
    with site({"*": page()}, robots=rules) as made:
        found = fetch([f"{made.url}/{name}" for name in ("a", "private/b", "c")], made, clock=clock)
        assert kinds(found) == ["page", "robots", "page"]
        assert str(found[1]) == (
            f"list.txt:1: {made.url}/private/b is closed to robots by its site's robots.txt; it was not fetched"
        )
        assert made.paths == ["/robots.txt", "/a", "/c"]
        assert clock.seconds == 1_031.0


def test_nothing_is_fetched_where_robots_cannot_be_read():
    with site({"*": page()}, robots=answer(503)) as made:
        found = fetch([f"{made.url}/a", f"{made.url}/b"], made)
        assert kinds(found) == ["robots-unreachable"] * 2
        assert set(made.paths) == {"/robots.txt"}
        assert len(made.paths) == 4


def test_robots_may_be_redirected_but_not_inwards():
    with site({"/r": answer(200, body=b"User-agent: *\nDisallow: /")}, host="127.0.0.2") as other:
        with site({"*": page()}, robots=answer(301, f"Location: {other.url}/r")) as made:
            assert kinds(fetch([f"{made.url}/a"], made, other)) == ["robots"]
        with site({"*": page()}, robots=answer(301, "Location: http://10.0.0.1/robots.txt")) as made:
            assert kinds(fetch([f"{made.url}/a"], made)) == ["private"]


@pytest.mark.parametrize(("wait", "seconds"), [("40", 40.0), ("date", 40.0), ("soon", 2.0)])
def test_a_server_that_asks_to_wait_is_waited_for(wait, seconds):
    clock = NoTime()
    wait = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True) if wait == "date" else wait
    with site({"/a": InTurn(answer(429, f"Retry-After: {wait}"), page())}) as made:
        assert kinds(fetch([f"{made.url}/a"], made, clock=clock)) == ["page"]
    assert clock.seconds - 1_001 == pytest.approx(seconds, abs=1.5)


def test_a_server_that_fails_is_asked_again_less_and_less_often():
    clock = NoTime()
    with site({"/a": answer(500), "/b": InTurn(answer(500), page())}) as made:
        found = fetch([f"{made.url}/a", f"{made.url}/b"], made, clock=clock)
        assert kinds(found) == ["server-error", "page"]
        assert made.paths.count("/a") == 4
        assert [wait for wait in clock.waits if wait >= 2] == [2.0, 4.0, 8.0, 2.0]


def test_nobody_waits_for_an_hour():
    with site({"/a": answer(503, "Retry-After: 3600")}) as made:
        (found,) = fetch([f"{made.url}/a"], made)
        assert "asks to wait 3,600 s" in str(found)
        assert made.paths.count("/a") == 1


def test_a_host_that_fails_again_and_again_is_left_in_peace():
    with site({"*": answer(503)}) as made:
        found = fetch([f"{made.url}/{i}" for i in range(8)], made, manners=Manners(n_retries=0))
        assert kinds(found) == ["server-error"] * 5 + ["host-down"] * 3
        assert len(made.paths) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/passwd", "address"),
        ("ftp://127.0.0.1/", "address"),
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("http://[::1]/", "private"),
        ("http://2130706433/", "address"),
        ("http://inside.example/", "private"),
        ("http://me:secret@news.example/", "address"),
        ("http://127.0.0.1:22/", "port"),
        ("", "redirects"),
        ("/a", "redirects"),
        ("/circle", "redirects"),
        ("/far/0", "redirects"),
    ],
)
def test_redirects_are_checked(location, kind):
    answers = {f"/far/{i}": answer(302, f"Location: /far/{i + 1}") for i in range(9)}
    answers |= {"/a": answer(302, f"Location: {location}"), "/circle": answer(307, "Location: /a"), "/far/9": page()}
    with site(answers) as made:
        guard = Guard(netlocs=frozenset({(made.host, made.port)}), hosts=frozenset({made.host}))
        names = resolver({"inside.example": ["192.168.0.1"]})
        (found,) = fetch([f"{made.url}/a"], made, guard=guard, resolve=names)
        assert found.kind == kind
        assert found.place == Place(path="list.txt", line=1)


def test_a_redirect_is_followed_and_its_steps_are_kept():
    with site({"/old": answer(301, "Location: ../ne%77?x#y"), "/ne%77?x": page()}) as made:
        (found,) = fetch([f"{made.url}/old"], made)
        assert [step.status for step in found.exchanges] == [301, 200]
        assert found.exchanges[-1].url == f"{made.url}/ne%77?x"


def test_what_two_addresses_lead_to_is_fetched_once():
    with site({"/a": answer(301, "Location: /c"), "/b": answer(301, "Location: /c"), "/c": page()}) as made:
        found = fetch([f"{made.url}/{name}" for name in "abc"], made)
        assert sorted(kinds(found)) == ["known", "known", "page"]
        assert made.paths.count("/c") == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (answer(404), "gone"),
        (answer(410), "gone"),
        (answer(403), "forbidden"),
        (answer(451), "forbidden"),
        (answer(418), "bad-status"),
        (answer(304), "bad-status"),
        (answer(200, "Content-Type: text/html"), "empty"),
        (answer(200, "Content-Type: application/pdf", body=b"%PDF-1.4"), "not-a-page"),
        (answer(200, "Content-Type: text/plain", body=b"no page"), "not-a-page"),
        (answer(200, "Content-Type: text/html", body=b"x" * 5_000_001), "too-large"),
    ],
)
def test_what_brings_no_page_is_a_problem(reply, kind):
    with site({"/a": reply, "/b": page()}) as made:
        found = fetch([f"{made.url}/a", f"{made.url}/b"], made)
        assert sorted(kinds(found)) == sorted([kind, "page"])
        assert [item.n_aside for item in found if isinstance(item, Problem)] == [1]


def test_names_that_do_not_exist_and_hosts_that_do_not_answer():
    guard = Guard(hosts=frozenset({"127.0.0.3"}), ports=frozenset({9, 80}))
    found = fetch(["http://nowhere.example/a", "http://127.0.0.3:9/a"], guard=guard)
    assert sorted(kinds(found)) == ["no-connection", "no-such-host"]


def test_what_lists_and_sites_send_does_not_steer_the_terminal():
    with site({"/a": answer(302, "Location: ftp://x/\x9b31m")}) as made:
        found = fetch(["gopher://\x1b[31mred", f"{made.url}/a"], made)
    assert all(problem.message.isprintable() for problem in found)


def feed(*urls):
    """Stand for a reader of feeds: a body with one address a line that begins with `list`."""

    def expand(found, kind):
        if not found.body.startswith(b"list"):
            return None
        place = Place(path=found.url)
        return iter(
            [
                Listed(url=url, place=place, kind=Kind.SITEMAP if "/list" in url else Kind.HTML)
                for url in found.body.decode().split()[1:]
            ]
        )

    return expand


def test_what_lists_list_is_fetched_but_no_further():
    with site({}) as made:
        url = made.url
        made.answers["/list"] = answer(200, body=f"list {url}/list/2 {url}/a {url}/a#again".encode())
        made.answers["/list/2"] = answer(200, body=f"list {url}/b {url}/hidden".encode())
        made.answers["/hidden"] = answer(200, body=f"list {url}/c".encode())
        made.answers |= {"/a": page(), "/b": page(), "/c": page()}
        counts = []
        found = fetch([f"{url}/list"], made, expand=feed(), on_listed=lambda *n: counts.append(n))
        assert sorted(kinds(found)) == ["known", "known", "not-a-page", "page", "page"]
        assert [item.is_list for item in found[:1]] == [True]
        assert counts[-1] == (5, 0)
        assert "/c" not in made.paths


def test_a_choice_of_pages():
    with site({"*": page()}) as made:
        place = Place(path="feed")
        days = [date(2025, 9, day) for day in (1, 2, 3)]
        listed = [Listed(url=f"{made.url}/{day}", place=place, published=day) for day in days]
        listed.append(Listed(url=f"{made.url}/undated", place=place))
        counts = []
        choice = Choice(since=days[1], limit=2)
        found = fetch(listed, made, choice=choice, on_listed=lambda *n: counts.append(n))
        assert kinds(found) == ["page", "page"]
        assert made.paths == ["/robots.txt", "/2025-09-02", "/2025-09-03"]
        assert counts[-1] == (2, 1)


KNOWN = Known(url="", date="", digest="sha1:X", offset=0, etag='"v1"', last_modified="Mon, 01 Sep 2025 10:00:00 GMT")


def test_pages_that_are_known_are_not_asked_for_unless_to_be_refreshed():
    with site({"/a": answer(304), "/b": page()}) as made:
        urls = [f"{made.url}/a", f"{made.url}/b"]
        assert kinds(fetch(urls, made, known=lambda _url: KNOWN)) == ["known", "known"]
        assert made.requests == []
        found = fetch(urls, made, known=lambda _url: KNOWN, choice=Choice(is_refreshed=True))
        assert kinds(found) == ["known", "page"]
        assert 'If-None-Match: "v1"' in made.requests[1]
        assert "If-Modified-Since: Mon, 01 Sep 2025" in made.requests[1]


def test_what_validators_hold_cannot_add_headers():
    odd = Known(url="", date="", digest="", offset=0, etag='"a"\r\nX-Header: b', last_modified="\x9b")
    assert odd.conditions == {}


def test_problems_of_lists_are_handed_on():
    problem = Problem(place=Place(path="feed"), kind="unreadable", message="is cut")
    assert fetch([problem]) == [problem]


def test_the_caller_may_stop_at_any_page():
    with site({"*": page()}) as made:
        guard = guard_for(made)
        with Network(guard, limits=QUICK, resolve=resolver({}), ssl_context=NO_TLS) as network:
            urls = [f"{made.url}/{i}" for i in range(1_000)]
            found = fetch_pages(list_urls(urls), send=network, guard=guard, clock=NoTime())
            next(found)
            found.close()
        assert len(made.paths) < 1_000
        assert not [thread for thread in threading.enumerate() if "(_work)" in thread.name]


@pytest.mark.parametrize("where", ["send", "listed"])
def test_what_breaks_inside_is_raised_outside(where):
    def break_down(*_arguments, **_options):
        raise RuntimeError("broken")

    def list_and_break():
        yield Listed(url="http://127.0.0.1/", place=Place(path="list"))
        break_down()

    guard = Guard.of(private=["127.0.0.1"])
    options = {"send": break_down if where == "send" else lambda *_arguments, **_options: None, "guard": guard}
    listed = list_and_break() if where == "listed" else [Listed(url="http://127.0.0.1/", place=Place(path="list"))]
    with pytest.raises((RuntimeError, AttributeError)):
        list(fetch_pages(listed, clock=NoTime(), **options))
