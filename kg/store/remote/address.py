"""Where a SPARQL server is asked, where it takes updates, and where it takes whole graphs."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from kg.errors import ServerFailed
from kg.settings import Settings

NOWHERE = "none"
"""What says in the settings that a server takes no whole graphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a server takes and gives at a time."""

    triples: int = 1_000
    """Of one update."""
    bytes: int = 400_000
    """Of one update."""
    graph_bytes: int = 8_000_000
    """Of one request to the graph store."""
    literal: int = 12_000
    """Characters of one literal."""
    rows: int = 5_000
    """Of one answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A kind of server, as `servers.toml` tells it."""

    name: str
    path: str
    """A regular expression for the path at which it is asked."""
    update: str
    """The path at which it takes updates."""
    example: str
    graphs: str | None = None
    """The path at which it takes whole graphs; None where it does not."""
    software: str = ""
    """What its Server header begins with."""
    lasting: str = "(?!)"
    """A regular expression for errors that asking again does not mend."""
    otherwise: tuple[str, ...] = ()
    """Named questions that it answers wrongly."""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server's addresses, without user and password."""

    url: str
    """Where it is asked."""
    update: str
    graphs: str | None
    preset: Preset


def is_url(given: object) -> bool:
    """Tell whether a graph is named by the URL of a server."""
    return isinstance(given, str) and given.lower().startswith(("http://", "https://"))


def split_url(given: str) -> tuple[str, str | None, str | None]:
    """Return a URL without user, password and fragment, and the user and the password.

    Raises:
        ServerFailed: where it is no URL.
    """
    try:
        parts = urlsplit(given)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        # What cannot be read may hold a password anywhere before its last @.
        raise ServerFailed(given.rpartition("@")[2], "a server is named by a URL that begins with http:// or https://")
    host = parts.netloc.rpartition("@")[2]
    user = None if parts.username is None else unquote(parts.username)
    password = None if parts.password is None else unquote(parts.password)
    return parts._replace(netloc=host, fragment="").geturl(), user, password


@cache
def load_presets() -> tuple[Preset, ...]:
    """Load the kinds of server that come with kg."""
    text = resources.files("kg.store.remote").joinpath("servers.toml").read_text(encoding="utf-8")
    names = Limits.__dataclass_fields__
    return tuple(
        Preset(
            limits=Limits(**{name: value for name, value in one.items() if name in names}),
            otherwise=tuple(one.get("otherwise", ())),
            **{name: value for name, value in one.items() if name not in (*names, "otherwise")},
        )
        for one in tomllib.loads(text)["server"]
    )


def find_address(url: str, *, software: str = "", settings: Settings | None = None) -> Address:
    """Return where a server takes updates and graphs, by its address and what its Server header says.

    Args:
        url: where it is asked, without user and password.
        software: the Server header of an answer.
        settings: where the user says it; that goes before what kg knows.
    """
    settings = settings or Settings()
    parts = urlsplit(url)
    for preset in load_presets():
        found = re.fullmatch(preset.path, parts.path)
        if found is None or not software.startswith(preset.software):
            continue
        root = found["root"]
        update = parts._replace(path=preset.update.format(root=root)).geturl()
        graphs = None if preset.graphs is None else parts._replace(path=preset.graphs.format(root=root)).geturl()
        if settings.store_graphs is not None:
            graphs = None if settings.store_graphs == NOWHERE else settings.store_graphs
        return Address(url=url, update=settings.store_update or update, graphs=graphs, preset=preset)
    raise ServerFailed(url, "no kind of server fits this address")  # the last preset fits every one
