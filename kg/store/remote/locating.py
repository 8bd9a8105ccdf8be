"""Where a graph is: a folder as it is, and of a URL the folder of its copy, brought up to date."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtra, OnlyReadable
from kg.records import Problem
from kg.settings import Settings
from kg.store.remote.address import is_url, split_url

if TYPE_CHECKING:
    from kg.store.remote.asking import RemoteGraph

OnProgress = Callable[[int, int | None, str], None]
"""Called with parts done, parts in all (None if unknown), and the stage's name."""


def locate_graph(
    given: Path | str, *, settings: Settings | None = None, on_progress: OnProgress = lambda *_: None
) -> Path:
    """Return the folder in which a graph can be asked: its own, or this user's copy of what is on a server.

    Args:
        given: a folder, or the URL of a SPARQL server that a graph was pushed to.
        settings: who asks, and where copies lie.
        on_progress: called while a copy is brought up to date.

    Raises:
        NoGraphThere: where no graph was pushed to the server.
        PushUnfinished: where a push is under way or was cut off.
        ServerFailed: where the server fails.
        MissingExtra: where httpx is not installed.
    """
    if not is_url(given):
        return Path(given)
    try:
        from kg.store.remote.mirror import refresh_mirror
        from kg.store.remote.server import Server
    except ImportError as error:
        raise MissingExtra(error.name or "httpx", "remote") from error
    settings = settings or Settings()
    with Server.connect(str(given), settings=settings) as server:
        return refresh_mirror(server, settings=settings, on_progress=on_progress)


@contextmanager
def asking_server(url: str, question: str, *, settings: Settings | None = None) -> "Iterator[RemoteGraph | None]":
    """Lend a graph on a server to be asked there; None where its copy has to be asked for the same answers.

    That is so where what stands outside GRAPH is not any graph's, as it is in a folder, and of named questions that
    this kind of server answers wrongly.
    """
    try:
        from kg.store.remote.asking import RemoteGraph
        from kg.store.remote.server import Server
    except ImportError as error:
        raise MissingExtra(error.name or "httpx", "remote") from error
    with Server.connect(url, settings=settings) as server:
        remote = RemoteGraph(server, settings)
        yield remote if remote.answers(question) else None


def check_url(url: str, *, settings: Settings | None = None) -> tuple[Problem, ...]:
    """Return a problem for each article of which a server has not all triples that were sent."""
    from kg.store.remote.checking import check_server
    from kg.store.remote.server import Server

    with Server.connect(url, settings=settings) as server:
        return tuple(check_server(server, settings=settings))


def locate_folder(given: Path | str) -> Path:
    """Return the folder of a graph that is to be changed.

    Raises:
        OnlyReadable: where it is on a server.
    """
    if is_url(given):
        raise OnlyReadable(split_url(str(given))[0])
    return Path(given)
