"""Requests through real sockets: to the IP address that was checked, within a time, without cookies or proxies.

Below httpx lies httpcore, which lets us connect by ourselves: the name is resolved once, each of its IP addresses is
checked, and one of these is connected to, so that a name server has no second say (DNS rebinding). TLS still checks
the name. httpx's own client would add redirects, cookies and the environment, none of which is wanted here.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol, Self

import httpcore
import httpx

from kg.errors import WrongParameter
from kg.fetch.address import PORT_BY_SCHEME, Address
from kg.fetch.body import Wanted, read_body
from kg.fetch.failures import describe_failure
from kg.fetch.guard import Guard
from kg.fetch.outcome import Exchange, NotFetched

Resolve = Callable[[str, int], Sequence[str]]
"""A name server: yields the IP addresses of a name, those to try first first; raises OSError where there are none."""
READABLE = frozenset({200, 304})
"""Statuses whose body is read."""
MOST_TRIES = 3
"""IP addresses of a name that are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds that a request may take."""

    connect: float = 10.0
    read: float = 20.0
    """Until the next piece of the answer."""
    total: float = 60.0
    """From the first packet to the last, whatever drips."""


class Send(Protocol):
    """What sends a request and returns the answer: `Network`, or what a test puts in its place."""

    def __call__(self, address: Address, *, headers: Mapping[str, str], wanted: Wanted) -> Exchange:
        """Send one GET request; raises NotFetched where no whole answer comes."""


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the machine's name server."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Network:
    """Sends requests; may be used by several threads, each with one request at a time.

    Raises:
        WrongParameter: where the proxy is none.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        limits: Limits = Limits(),
        resolve: Resolve = resolve_host,
        proxy: str | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits
        between = _parse_proxy(proxy) if proxy else None
        self._backend = _CheckedBackend(guard, resolve, proxy_host=between.url.host.decode() if between else None)
        self._is_proxied = between is not None
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            proxy=between,
            max_connections=None,
            max_keepalive_connections=20,
            keepalive_expiry=20.0,
            network_backend=self._backend,
        )

    def __enter__(self) -> Self:
        """Lend the network until the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self._pool.close()

    def __call__(self, address: Address, *, headers: Mapping[str, str], wanted: Wanted) -> Exchange:
        """Send one GET request and read its answer.

        Raises:
            NotFetched: where no whole answer comes.
        """
        if self._is_proxied:
            self._backend.check_behind_proxy(address)
        self._backend.until.at = time.monotonic() + self._limits.total
        try:
            return self._send(address, headers, wanted)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise describe_failure(error) from error

    def _send(self, address: Address, headers: Mapping[str, str], wanted: Wanted) -> Exchange:
        sent = (("Host", address.netloc), *headers.items())
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        limits = self._limits
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.total}
        at = datetime.now(UTC)
        with self._pool.stream("GET", url, headers=list(sent), extensions={"timeout": timeout}) as answer:
            received = tuple((_text(name), _text(value)) for name, value in answer.headers)
            return Exchange(
                url=address.url,
                ip=_peer(answer.extensions["network_stream"]),
                at=at,
                sent=sent,
                target=address.target,
                version=_text(answer.extensions["http_version"]),
                status=answer.status,
                reason=_text(answer.extensions.get("reason_phrase", b"")),
                headers=received,
                body=_read_wanted(answer, received, wanted) if answer.status in READABLE else b"",
            )


def _read_wanted(answer: httpcore.Response, headers: Sequence[tuple[str, str]], wanted: Wanted) -> bytes:
    """Read a body, unless its headers say already that it is not wanted."""
    value_by_name = {name.lower(): value for name, value in reversed(headers)}
    kind = value_by_name.get("content-type", "").split(";")[0].strip().lower()
    if wanted.types and kind and not kind.startswith(wanted.types):
        raise NotFetched("not-a-page", f"is {kind[:60]}, not a web page; it was not kept")
    length = value_by_name.get("content-length", "")
    if length.isdigit() and int(length) > wanted.largest and not wanted.is_cut:
        raise NotFetched(
            "too-large", f"has {int(length):,} bytes, at most {wanted.largest:,} are read; it was not kept"
        )
    return read_body(answer.iter_stream(), value_by_name.get("content-encoding"), wanted)


def _text(data: bytes) -> str:
    return data.decode("latin-1")


def _peer(stream: httpcore.NetworkStream) -> str:
    return str(stream.get_extra_info("server_addr")[0])


def _parse_proxy(text: str) -> httpcore.Proxy:
    """Parse `http://user:password@proxy.example:3128`, the first part where it is needed."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise WrongParameter(f"{text!r} is no proxy; name one as http://proxy.example:3128")
    host = f"[{url.host}]" if ":" in url.host else url.host
    port = url.port or PORT_BY_SCHEME[url.scheme]
    return httpcore.Proxy(f"{url.scheme}://{host}:{port}", auth=(url.username, url.password) if url.userinfo else None)


class _Until(threading.local):
    """When the request of this thread has to be done."""

    at: float = float("inf")


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked IP addresses alone."""

    def __init__(self, guard: Guard, resolve: Resolve, *, proxy_host: str | None) -> None:
        self._guard = guard
        self._resolve = resolve
        self._proxy_host = proxy_host
        self._sockets = httpcore.SyncBackend()
        self.until = _Until()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve a name, check all its IP addresses, connect to the first of them that answers."""
        if host == self._proxy_host:  # chosen by the person who fetches
            return _TimedStream(self._sockets.connect_tcp(host, port, timeout), self.until)
        ips = self._resolve_checked(host, port)
        for place, ip in enumerate(ips, start=1):
            try:
                stream = self._sockets.connect_tcp(
                    ip, port, _left(self.until, timeout), local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(ips):
                    raise
            else:
                return _TimedStream(stream, self.until)
        raise httpcore.ConnectError(f"{host} has no IP address")

    def check_behind_proxy(self, address: Address) -> None:
        """Check what this machine knows of a host; the proxy resolves it once more, by itself."""
        try:
            self._resolve_checked(address.host, address.port)
        except NotFetched as error:
            if error.kind != "no-such-host":
                raise

    def _resolve_checked(self, host: str, port: int) -> Sequence[str]:
        try:
            ips = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            is_passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            reason = f"is of a host that no name server knows ({host}); it was not fetched"
            raise NotFetched("no-such-host", reason, is_passing=is_passing) from error
        self._guard.check_ips(host, ips)
        return ips[:MOST_TRIES]


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends when the request's time is over."""

    def __init__(self, inner: httpcore.NetworkStream, until: _Until) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, _left(self._until, timeout))
        return _TimedStream(secured, self._until)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._inner.get_extra_info(info)


def _left(until: _Until, timeout: float | None) -> float:
    """Return the seconds that a step may take."""
    left = until.at - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time of the whole request is over")
    return min(left, timeout) if timeout is not None else left
