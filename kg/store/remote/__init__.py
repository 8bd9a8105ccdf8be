"""Graphs on SPARQL 1.1 servers: pushed there from a folder, and asked there by every command.

    folder → parts → server: quads, packs, ledger → copy in this user's cache → every question

`kg.store.remote.push` and `.mirror` need httpx; what is named here does not, until a URL is given.
"""

from kg.store.remote.address import is_url
from kg.store.remote.locating import locate_folder, locate_graph

__all__ = ["is_url", "locate_folder", "locate_graph"]
