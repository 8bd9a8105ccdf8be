"""Speak HTTP with a SPARQL server: again where it failed in passing, and without ever saying who asks.

Whatever is sent may arrive twice: a graph that replaces one, and sets of triples that are added or removed. So each
request may be made again when it is not known what became of it.
"""

import random
import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from time import sleep
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

from kg.errors import ServerFailed, ServerRefused
from kg.retry_after import parse_retry_after
from kg.store.remote.authentication import Challenged, Credentials

ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 0.5, 120.0
"""Seconds before the second attempt, doubled before each further one; and what Retry-After may ask for at most."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may be answered later (RFC 9110 section 15, RFC 6585 section 4)."""
REFUSED = frozenset({401, 403, 407})
LARGEST_ANSWER = 500_000_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

T = TypeVar("T")


class _Passing(Exception):
    """What may be otherwise the next time."""

    def __init__(self, reason: str, *, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(reason)
        self.status, self.wait = status, wait


class Client:
    """Sends requests to one server, one at a time.

    Args:
        url: the server, as it is named in errors.
        credentials: who asks.
        timeout: seconds that the server may be silent.
        attempts: how often a request is made that fails in passing.
        wait: waits that many seconds.
        transport: carries the requests; by default the network.
    """

    def __init__(
        self,
        url: str,
        *,
        credentials: Credentials | None = None,
        timeout: float = 60.0,
        attempts: int = ATTEMPTS,
        wait: Callable[[float], object] = sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._url, self._attempts, self._wait = url, attempts, wait
        self._known = credentials is not None and credentials.is_known
        self.lasting = re.compile("(?!)")
        self._http = httpx.Client(
            auth=Challenged(credentials or Credentials()),
            timeout=timeout,
            transport=transport,
            trust_env=urlsplit(url).hostname not in LOOPBACK,  # a proxy is for what is elsewhere
            follow_redirects=False,  # who asks is shown to nobody but the server that was named
            headers={"User-Agent": f"kg/{version('kg')}"},
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        read: Callable[[httpx.Response], T],
        content: bytes | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        attempts: int | None = None,
    ) -> T:
        """Make a request until it is answered, and return what is read of the answer.

        Args:
            method: PUT, POST, GET or DELETE.
            url: where to.
            read: makes something of the answer; a ValueError means that it is broken, and may be whole the next time.
            content: the body.
            params: put into the query of the URL.
            headers: besides those of every request.
            attempts: how often, if not as often as the client does.

        Raises:
            ServerRefused: where this user may not do it.
            ServerFailed: where no attempt brought an answer, or it was one that asking again does not change.
        """
        last = (attempts or self._attempts) - 1
        for attempt in range(last + 1):
            try:
                return read(self._ask(method, url, content, params, headers))
            except _Passing as error:
                failure, wait = ServerFailed(self._url, str(error), status=error.status), error.wait
            except httpx.TransportError as error:
                failure, wait = ServerFailed(self._url, f"the server does not answer ({_reason(error)})"), None
            except (ValueError, KeyError, TypeError, httpx.DecodingError) as error:
                failure, wait = ServerFailed(self._url, f"the server's answer cannot be read ({error})"), None
            if attempt < last:
                self._wait(
                    min(wait, LONGEST_WAIT)
                    if wait is not None
                    else FIRST_WAIT * 2**attempt * random.uniform(0.75, 1.25)
                )
        raise failure

    def _ask(
        self,
        method: str,
        url: str,
        content: bytes | None,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> httpx.Response:
        try:
            merged = httpx.URL(url).copy_merge_params(dict(params or {}))
            with self._http.stream(method, merged, content=content, headers=dict(headers or {})) as response:
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise ServerFailed(self._url, f"the answer has more than {LARGEST_ANSWER:,} bytes")
        except httpx.InvalidURL as error:
            raise ServerFailed(self._url, f"no usable URL ({error})") from error
        whole = httpx.Response(response.status_code, headers=_plain(response.headers), content=bytes(body))
        if whole.is_success:
            return whole
        raise self._failure(whole)

    def _failure(self, response: httpx.Response) -> Exception:
        status, text = response.status_code, response.text.strip()
        if status in REFUSED:
            return ServerRefused(self._url, status=status, known=self._known)
        said = f"the server answered {status} {response.reason_phrase}{_first_line(text)}"
        if status in PASSING and not self.lasting.match(text):
            return _Passing(said, status=status, wait=parse_retry_after(response.headers.get("Retry-After")))
        if response.is_redirect:
            there = response.headers.get("location", "elsewhere")
            return ServerFailed(self._url, f"the server points to {there}; name that address", status=status)
        return ServerFailed(self._url, said, status=status)


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Return the headers without those that tell of a body as it was sent."""
    sent = ("content-encoding", "content-length", "transfer-encoding")
    return [(name, value) for name, value in headers.multi_items() if name not in sent]


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _first_line(text: str) -> str:
    """Return the first line of an error's text, without marks of HTML."""
    plain = re.sub(r"<[^>]*>", " ", text) if text.startswith("<") else text
    line = next((one.strip() for one in plain.splitlines() if one.strip()), "")
    return f": {line[:200]}" if line else ""
