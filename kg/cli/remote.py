"""Graphs that are named by the URL of a SPARQL server: a folder of theirs for every command, and `kg push`."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import counting
from kg.errors import KgError, MissingExtra, ServerRefused
from kg.settings import Settings
from kg.store.remote import is_url, locate_folder, locate_graph
from kg.store.remote.address import split_url
from kg.store.remote.locating import OnProgress

if TYPE_CHECKING:
    from kg.store.remote.server import Server

FRESH = 60.0
"""Seconds between two looks at the server whose graph is served."""

StoreUser = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Who writes there; the password is KG_STORE_PASSWORD or asked for [default: KG_STORE_USER].",
    ),
]


def located(given: str) -> Path:
    """Return the folder of a graph, or of the copy of a graph on a server once that is up to date."""
    if not is_url(given):
        return Path(given)
    n_fetched = 0
    with _progress() as show:

        def count(done: int, total: int | None, stage: str) -> None:
            nonlocal n_fetched
            n_fetched = done
            show(done, total, stage)

        folder = locate_graph(given, on_progress=count)
    if n_fetched:
        typer.echo(f"kg: {n_fetched:,} parts fetched from {split_url(given)[0]}; the copy is up to date", err=True)
    return folder


def shown(given: str) -> str:
    """Return how a graph is named to people: of one on a server that it is a copy, and not who asks."""
    return f"a copy of {split_url(given)[0]}, looked after every {FRESH:.0f} s," if is_url(given) else given


@contextmanager
def keep_fresh(given: str, *, every: float = FRESH) -> Iterator[None]:
    """Look after the copy of a graph on a server again and again; where that fails, it is said and the copy stays."""
    if not is_url(given):
        yield
        return
    done = Event()

    def look() -> None:
        said = ""
        while not done.wait(every):
            try:
                locate_graph(given)
                said = ""
            except KgError as error:
                if str(error) != said:
                    typer.echo(f"kg: the copy is as it was: {error}", err=True)
                said = str(error)

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        done.set()


def written(given: str) -> Path:
    """Return the folder of a graph that a command changes."""
    return locate_folder(given)


def push(
    graph: Annotated[
        Path,
        typer.Argument(metavar="GRAPH", help="A graph made by kg build.", show_default=False, parser=written),
    ],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where a SPARQL 1.1 server is asked.", show_default=False)],
    store_user: StoreUser = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of a graph that has what this one has not.")
    ] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Send everything, also what the ledger there has.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")] = False,
) -> None:
    """Send a graph to a SPARQL server; what is there already is not sent again, and a push that was cut off goes on."""
    with connect_store(url, user=store_user) as server:
        push_to(graph, server, replace=replace, anew=anew, quiet=quiet)


def connect_store(url: str, *, user: str | None) -> "Server":
    """Return the server to write to; its password is asked for where it is not known."""
    try:
        from kg.store.remote.server import Server
    except ImportError as error:
        raise MissingExtra(error.name or "httpx", "remote") from error
    settings = Settings()
    password = _password(user, split_url(url)) if user and not settings.store_password else None
    return Server.connect(url, settings=settings, user=user, password=password)


def push_to(graph: Path, server: "Server", *, replace: bool = False, anew: bool = False, quiet: bool = False) -> None:
    """Send a graph to a server, show how far it is, and say what was done."""
    from kg.store.remote.push import push_graph

    with _progress(quiet=quiet) as show:
        done = push_graph(graph, server, replace_other=replace, anew=anew, on_progress=show)
    if not quiet:
        removed = f", {done.n_removed:,} removed" if done.n_removed else ""
        sent = f"{done.n_sent:,} of {done.n_parts:,} parts sent" if done.n_sent else "all was there already"
        typer.echo(
            f"{done.url}: {done.n_articles:,} articles, {done.n_quads:,} quads; {sent}{removed} ({done.seconds:.1f} s)"
        )


def _password(user: str, url: tuple[str, str | None, str | None]) -> str | None:
    """Return the password that the URL has, else ask for it where somebody sits at a terminal."""
    if url[2] is not None:
        return url[2]
    if sys.stdin.isatty():
        return getpass.getpass(f"password of {user} at {url[0]}: ")
    raise ServerRefused(url[0], status=401, known=False)


@contextmanager
def _progress(*, quiet: bool = False) -> Iterator[OnProgress]:
    with counting(quiet=quiet) as progress:
        task = progress.add_task("asking the server", total=None)

        def show(done: int, total: int | None, stage: str) -> None:
            progress.update(task, completed=done, total=total, description=stage)

        yield show
