"""FROM THE NETWORK TO FILES: pages fetched politely, and only where somebody asks for it.

    inputs ─▶ listing ─▶ agenda, by host ─▶ robots.txt ─▶ network, pinned ─▶ pages, problems ─▶ archive (.warc.gz)

Nothing else in kg fetches pages. What is fetched is read like any other web archive: `kg build pages.warc.gz`.
"""

from kg.errors import MissingExtra

try:
    import httpx  # noqa: F401 - said here, in one sentence
    import protego  # noqa: F401
except ImportError as error:
    raise MissingExtra(error.name or "httpx", "fetch") from error

from kg.fetch.guard import Guard
from kg.fetch.job import fetch_into
from kg.fetch.manners import Choice, Manners
from kg.fetch.network import Limits, Network
from kg.fetch.outcome import Exchange, Page
from kg.fetch.pages import fetch_pages

__all__ = ["Choice", "Exchange", "Guard", "Limits", "Manners", "Network", "Page", "fetch_into", "fetch_pages"]
