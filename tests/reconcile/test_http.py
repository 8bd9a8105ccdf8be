from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.errors import ServiceFailed
from kg.reconcile.http import LONGEST_WAIT, Client, check_url
from tests.reconcile.dialects import Hand, serving_by_hand

FORM = {"queries": '{"q0": {"query": "Norland"}}'}


@pytest.fixture
def waits():
    return []


def client(waits, **options):
    return Client(wait=waits.append, **options)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://authority.example/", "authority.example", "http://", "http://[", "javascript:x", ""],
)
def test_only_http_and_https_are_spoken(url):
    with pytest.raises(ServiceFailed, match="http://"):
        check_url(url)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_fails_in_passing_is_asked_again(waits, status):
    trouble = lambda n, batch: (status, {"Retry-After": "7"}, b"busy") if n == 0 else None  # noqa: E731
    with serving_by_hand(Hand(trouble=trouble)) as hand:
        assert "q0" in client(waits).read_json(hand.url, form=FORM)
    assert waits == [7.0]
    assert len(hand.batches) == 2


def test_retry_after_may_be_a_date_and_has_its_limit(waits):
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    trouble = lambda n, batch: (503, {"Retry-After": later}, b"") if n == 0 else None  # noqa: E731
    with serving_by_hand(Hand(trouble=trouble)) as hand:
        client(waits).read_json(hand.url, form=FORM)
    assert waits == [LONGEST_WAIT]


def test_waits_grow_and_end(waits):
    with serving_by_hand(Hand(trouble=lambda n, batch: (500, {}, b""))) as hand, pytest.raises(ServiceFailed) as failed:
        client(waits).read_json(hand.url, form=FORM)
    assert failed.value.status == 500
    assert waits == [0.5, 1.0, 2.0]


def test_what_is_refused_is_not_asked_again(waits):
    with (
        serving_by_hand(Hand(trouble=lambda n, batch: (403, {}, b""))) as hand,
        pytest.raises(ServiceFailed, match="403"),
    ):
        client(waits).read_json(hand.url, form=FORM)
    assert len(hand.batches) == 1


def test_broken_json_is_a_sentence(waits):
    broken = Hand(trouble=lambda n, batch: (200, {}, b'{"q0": '))
    with serving_by_hand(broken) as hand, pytest.raises(ServiceFailed, match="no JSON"):
        client(waits).read_json(hand.url, form=FORM)
    assert len(hand.batches) == 4


def test_a_service_that_hangs_is_given_up(waits):
    hanging = Hand(trouble=lambda n, batch: (200, {"X-Wait": "0.5"}, b"{}"))
    with serving_by_hand(hanging) as hand, pytest.raises(ServiceFailed, match="does not answer"):
        client(waits, timeout=0.1, attempts=2).read_json(hand.url, form=FORM)


def test_a_port_where_nobody_listens_is_a_sentence(waits):
    with serving_by_hand(Hand()) as hand:
        pass
    with pytest.raises(ServiceFailed, match="does not answer"):
        client(waits, attempts=1).read_json(hand.url)


def test_a_redirect_keeps_the_form(waits):
    with serving_by_hand(Hand()) as target:
        moved = Hand(trouble=lambda n, batch: (307, {"Location": target.url}, b""))
        with serving_by_hand(moved):
            assert "q0" in client(waits).read_json(moved.url, form=FORM)
    assert target.methods == ["POST"]


def test_a_redirect_to_a_file_is_refused(waits):
    moved = Hand(trouble=lambda n, batch: (302, {"Location": "file:///etc/passwd"}, b""))
    with serving_by_hand(moved), pytest.raises(ServiceFailed):
        client(waits).read_json(moved.url, form=FORM)


def test_requests_are_spaced_where_that_is_asked(waits):
    with serving_by_hand(Hand()) as hand:
        polite = client(waits, pause=0.3)
        for _ in range(3):
            polite.read_json(hand.url)
    assert waits == [0.3, 0.3]


def test_a_proxy_is_not_asked_for_this_machine(waits, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with serving_by_hand(Hand()) as hand:
        assert client(waits, attempts=1).read_json(hand.url)["name"] == "Harbour authority"
