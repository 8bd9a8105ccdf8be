"""Speak HTTP with a service: patiently, politely, and over http and https alone.

The standard library does it: one form a request, no sessions, no streaming, and no dependency for something that is
off unless asked for.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPMessage
from importlib.metadata import version
from time import sleep
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from kg.errors import ServiceFailed
from kg.retry_after import parse_retry_after

SCHEMES = ("http", "https")
TIMEOUT = 30.0
"""Seconds that a service may take to answer."""
ATTEMPTS = 4
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds before the second attempt, doubled before each further one; and what Retry-After may ask for at most."""
LARGEST_ANSWER = 50_000_000
PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses after which the same request may be answered later (RFC 9110 section 15.6, RFC 6585 section 4)."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def check_url(url: str) -> str:
    """Return a service's URL without its fragment.

    Raises:
        ServiceFailed: where it is no http or https URL, such as `file:///etc/passwd`.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise ServiceFailed(url, "a reconciliation service is named by a URL that begins with http:// or https://")
    return parts._replace(fragment="").geturl()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow a redirect with the same form where the status asks for it (RFC 9110 15.4.8), and to http(s) only."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        check_url(newurl)
        if code in (307, 308):
            return urllib.request.Request(newurl, data=req.data, headers=dict(req.header_items()))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Client:
    """Asks one service at a time and waits between requests.

    Args:
        timeout: seconds that an answer may take.
        attempts: how often a request is made that fails in passing.
        pause: seconds between two requests; None for a fifth of a second, and none on this machine.
        wait: waits that many seconds.
    """

    def __init__(
        self,
        *,
        timeout: float = TIMEOUT,
        attempts: int = ATTEMPTS,
        pause: float | None = None,
        wait: Callable[[float], object] = sleep,
    ) -> None:
        self._timeout, self._attempts, self._pause, self._wait = timeout, attempts, pause, wait
        self._asked = False

    def read_json(self, url: str, *, form: Mapping[str, str] | None = None, attempts: int | None = None) -> Any:  # noqa: ANN401 - JSON
        """Return the JSON that a service answers, with POST where a form is given.

        Raises:
            ServiceFailed: where no attempt brought JSON; `status` has the HTTP status, where there was one.
        """
        self._rest(url)
        last = (attempts or self._attempts) - 1
        for attempt in range(last + 1):
            try:
                return json.loads(self._read(url, form))
            except urllib.error.HTTPError as error:
                failure = ServiceFailed(url, f"the service answered {error.code} {error.reason}", status=error.code)
                asked_to_wait = parse_retry_after(error.headers.get("Retry-After"))
                error.close()
                if error.code not in PASSING:
                    raise failure from error
            except (OSError, HTTPException) as error:
                asked_to_wait = None
                failure = ServiceFailed(url, f"the service does not answer ({getattr(error, 'reason', error)})")
            except ValueError as error:
                asked_to_wait = None
                failure = ServiceFailed(url, f"the service answered something that is no JSON ({error})", status=200)
            if attempt < last:
                self._wait(min(asked_to_wait, LONGEST_WAIT) if asked_to_wait is not None else FIRST_WAIT * 2**attempt)
        raise failure

    def _rest(self, url: str) -> None:
        is_near = urlsplit(url).hostname in LOOPBACK
        pause = (0.0 if is_near else 0.2) if self._pause is None else self._pause
        if self._asked and pause:
            self._wait(pause)
        self._asked = True

    def _read(self, url: str, form: Mapping[str, str] | None) -> bytes:
        body = urlencode(form).encode() if form is not None else None
        headers = {"Accept": "application/json", "User-Agent": f"kg/{version('kg')} (reconciliation client)"}
        request = urllib.request.Request(check_url(url), data=body, headers=headers)
        # A proxy is for what is elsewhere: a service on this machine is asked directly.
        near = [urllib.request.ProxyHandler({})] if urlsplit(url).hostname in LOOPBACK else []
        with urllib.request.build_opener(_Redirects(), *near).open(request, timeout=self._timeout) as answer:
            found: bytes = answer.read(LARGEST_ANSWER + 1)
        if len(found) > LARGEST_ANSWER:
            raise ValueError(f"more than {LARGEST_ANSWER:,} bytes")
        return found
