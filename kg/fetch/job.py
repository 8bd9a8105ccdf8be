"""One run of fetching: what inputs list goes into a web archive, each page on the disk before the next comes."""

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from kg.fetch.archive import PageArchive
from kg.fetch.guard import Guard
from kg.fetch.listing import expand_list, is_address, list_inputs
from kg.fetch.manners import Choice, Manners
from kg.fetch.network import Network
from kg.fetch.outcome import Page
from kg.fetch.pages import fetch_pages
from kg.fetch.steps import Found


def fetch_into(
    path: Path,
    inputs: Sequence[str],
    *,
    guard: Guard = Guard(),  # noqa: B008 - frozen
    manners: Manners = Manners(),  # noqa: B008 - frozen
    choice: Choice = Choice(),  # noqa: B008 - frozen
    proxy: str | None = None,
    on_listed: Callable[[int, int], None] = lambda _n_listed, _n_left_out: None,
) -> Iterator[Found]:
    """Fetch what inputs list into a web archive, and yield each page and problem once it is settled.

    What the archive holds already is not fetched again, so a run that was stopped goes on where it was.

    Args:
        path: the archive, `….warc.gz`; made where it is not there.
        inputs: addresses (`https://…`) of pages, feeds and sitemaps; paths of lists of them, feeds, sitemaps, OPML
            and tables.
        guard: who may be asked.
        manners: how much is asked of sites, and by whom.
        choice: which of the addresses are fetched.
        proxy: the URL of a proxy to go through; none is taken from the environment.
        on_listed: is told how much there is to do; called from other threads.

    Raises:
        KgError: where an input or the archive cannot be opened, before anything is fetched; where the disk is full.
    """
    listed = list_inputs(inputs)
    info = _describe(manners, inputs)
    with PageArchive.open(path, info=info) as archive, Network(guard, proxy=proxy) as network:
        for found in fetch_pages(
            listed,
            send=network,
            guard=guard,
            manners=manners,
            choice=choice,
            known=archive.find,
            recall=archive.recall,
            expand=expand_list,
            on_listed=on_listed,
        ):
            yield archive.write(found) if isinstance(found, Page) else found


def _describe(manners: Manners, inputs: Sequence[str]) -> dict[str, str]:
    """Describe a run as WARC does (ISO 28500:2017, 6.2); of inputs that are paths the names alone."""
    named = [text if is_address(text) else Path(text).name for text in inputs]
    return {
        "software": f"kg {version('kg')}",
        "format": "WARC File Format 1.1",
        "robots": "classic",
        "http-header-user-agent": manners.user_agent,
        "operator": manners.contact or "",
        "description": f"kg fetch {' '.join(named)}"[:1000],
    }
