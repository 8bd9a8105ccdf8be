"""`kg fetch`: pages from the network into a web archive, politely, and only where somebody asks for it."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from kg.cli.progress import counting
from kg.records import Problem
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.fetch import Page

WORDS_BY_KIND = {
    "robots": "refused by robots.txt",
    "robots-unreachable": "without a robots.txt that could be read",
    "gone": "gone",
    "forbidden": "not shown to everybody",
    "address": "malformed addresses",
    "private": "not on the public internet",
    "port": "at unusual ports",
    "not-a-page": "not web pages",
    "too-large": "too large",
    "redirects": "redirected in vain",
    "no-such-host": "of unknown hosts",
}
"""How the summary calls the commonest problems; all others are called `not answered`."""


@dataclass(slots=True)
class _Tally:
    """What has come so far."""

    n_new: int = 0
    n_lists: int = 0
    n_known: int = 0
    n_left_out: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    @property
    def n_done(self) -> int:
        return self.n_new + self.n_lists + self.n_known + self.problems.total()

    def add(self, found: "Page | Problem") -> None:
        if isinstance(found, Problem):
            self.problems[WORDS_BY_KIND.get(found.kind, "not answered")] += 1
        elif found.is_list:
            self.n_lists += 1
        elif found.is_new:
            self.n_new += 1
        else:
            self.n_known += 1

    def __str__(self) -> str:
        counts = [
            f"{self.n_new:,} {'page' if self.n_new == 1 else 'pages'} fetched",
            self.n_known and f"{self.n_known:,} known already",
            self.n_lists and f"{self.n_lists:,} {'list' if self.n_lists == 1 else 'lists'} read",
            *(f"{n:,} {words}" for words, n in self.problems.most_common()),
            self.n_left_out and f"{self.n_left_out:,} left for later (--limit)",
        ]
        return ", ".join(count for count in counts if count)


def fetch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Addresses (https://…) of pages, feeds or sitemaps; files that list them: one a line, feeds, "
            "sitemaps, OPML, tables with a column of addresses; folders and archives of these; - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The web archive that grows: .warc.gz.")
    ] = Path("pages.warc.gz"),
    contact: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="An e-mail address or web page that sites see, to reach you [KG_CONTACT]."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Leave out what its list dates before this day."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Fetch at most so many pages now.")] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again for pages that the file has, if they changed.")
    ] = False,
    rate: Annotated[float, typer.Option(min=0.001, max=100, help="Requests a second to one host, at most.")] = 1.0,
    hosts: Annotated[int, typer.Option(min=1, max=64, help="Hosts that are asked at once.")] = 8,
    retries: Annotated[int, typer.Option(min=0, max=10, help="How often to try again where that may help.")] = 3,
    allow_private: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST[:PORT]", help="A host of your own network that may be asked; repeatable."),
    ] = None,
    allow_port: Annotated[
        list[int] | None,
        typer.Option(metavar="PORT", help="A port besides 80, 443, 8080 and 8443; repeatable.", min=1, max=65_535),
    ] = None,
    proxy: Annotated[
        str | None, typer.Option(metavar="URL", help="A proxy to go through; none is taken from the environment.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no summary.")] = False,
) -> None:
    """Fetch pages politely into a web archive, which kg build reads; goes on where it stopped."""
    from kg.fetch import Choice, Guard, Manners, fetch_into

    tally, started = _Tally(), time.monotonic()
    chosen = Choice(since=since.date() if since else None, limit=limit, is_refreshed=refresh)
    manners = Manners(contact=contact or Settings().contact, rate=rate, n_hosts=hosts, n_retries=retries)
    guard = Guard.of(private=allow_private or (), ports=allow_port or ())
    with counting(quiet=quiet) as progress:
        task = progress.add_task("fetching", total=None)

        def show(n_listed: int, n_left_out: int) -> None:
            tally.n_left_out = n_left_out
            progress.update(task, total=n_listed)

        found = fetch_into(output, inputs, guard=guard, manners=manners, choice=chosen, proxy=proxy, on_listed=show)
        try:
            for each in _told(found, progress):
                tally.add(each)
                progress.update(task, completed=tally.n_done)
        finally:
            progress.stop()
            if not quiet and tally.n_done:
                _print_summary(tally, output, time.monotonic() - started, is_anonymous=not manners.contact)
    if tally.problems:
        sys.exit(1)


def _told(found: "Iterator[Page | Problem]", progress: Progress) -> "Iterator[Page | Problem]":
    """Say each problem as it comes, above the progress bar where there is one."""
    for each in found:
        if isinstance(each, Problem):
            if progress.disable:
                typer.echo(f"kg: {each}", err=True)
            else:
                progress.console.print(f"kg: {each}", markup=False, highlight=False, soft_wrap=True)
        yield each


def _print_summary(tally: _Tally, output: Path, seconds: float, *, is_anonymous: bool) -> None:
    typer.echo(f"{output}: {tally} ({seconds:.1f} s)")
    if is_anonymous and tally.n_new:
        typer.echo("kg: let sites know how to reach you: --contact you@your.example, or KG_CONTACT", err=True)
    if tally.n_new:
        typer.echo(f"kg: read them with: kg build {output}", err=True)
