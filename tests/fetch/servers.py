"""Servers on loopback addresses that answer as they are told, odd or broken; a clock that takes no time."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.fetch.guard import Guard

Answer = bytes | Callable[[socket.socket, str], None]
"""What a server sends for a path: bytes, or something that it does with the connection and the request."""


def page(text: str = "The harbour council met on Monday.", *headers: str) -> bytes:
    """A small page, as a server sends it."""
    body = f"<!doctype html><html><head><title>Harbour</title></head><body><p>{text}</p></body></html>".encode()
    return answer(200, "Content-Type: text/html; charset=utf-8", *headers, body=body)


def answer(status: int, *headers: str, body: bytes = b"") -> bytes:
    """An answer with a status, headers and a body."""
    lines = [f"HTTP/1.1 {status} Status", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


class InTurn:
    """Another answer each time; the last stays."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = list(answers)

    def __call__(self, connection: socket.socket, request: str) -> None:
        connection.sendall(self._answers.pop(0) if len(self._answers) > 1 else self._answers[0])


@dataclass
class Site:
    """A server that runs, and what it was asked."""

    host: str
    port: int
    answers: dict[str, Answer]
    requests: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]


@contextmanager
def site(
    answers: Mapping[str, Answer],
    *,
    host: str = "127.0.0.1",
    robots: Answer | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Site]:
    """Run a server; `*` answers what no other path does."""
    listener = socket.create_server((host, 0))
    made = Site(host, listener.getsockname()[1], {"/robots.txt": robots or answer(404), "*": answer(404), **answers})
    threading.Thread(target=_accept, args=(listener, made, tls), daemon=True).start()
    try:
        yield made
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _accept(listener: socket.socket, made: Site, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, made, tls), daemon=True).start()


def _serve(bare: socket.socket, made: Site, tls: ssl.SSLContext | None) -> None:
    try:
        with bare, tls.wrap_socket(bare, server_side=True) if tls else bare as connection:
            while request := _read(connection):
                made.requests.append(request)
                path = request.split(" ")[1]
                reply = made.answers.get(path, made.answers["*"])
                if not isinstance(reply, bytes):
                    reply(connection, request)
                    return
                connection.sendall(reply)
    except OSError:
        return


def _read(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65_536)
        if not more:
            return ""
        data += more
    return data.decode("latin-1")


class NoTime:
    """A clock that jumps to what is waited for."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.seconds

    def wait(self, woken: threading.Condition, until: float) -> None:
        self.waits.append(round(until - self.seconds, 3))
        self.seconds = max(self.seconds, until)


def resolver(ips_by_host: Mapping[str, Sequence[str]]) -> Callable[[str, int], Sequence[str]]:
    """A name server that knows some names, and every IP address as itself."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if host in ips_by_host:
            return ips_by_host[host]
        if host[0].isdigit():
            return [host]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    return resolve


def guard_for(*sites: Site) -> Guard:
    """A guard that lets these servers be asked."""
    return Guard.of(private=[f"{made.host}:{made.port}" for made in sites])
