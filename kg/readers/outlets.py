"""Who publishes at an address: `lexicon/outlets.csv`, and tables of the user's own that go before it.

A table has the columns domain, outlet, country; lines that begin with `#` are passed over. The longest domain that an
address lies in counts: `abcnews.go.com` before `go.com`.
"""

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UnreadableInput
from kg.readers.decoding import decode_bytes
from kg.settings import Settings

NAME = "outlets.csv"
"""A file of this name beside the input is a table of the user's."""
COLUMNS = ("domain", "outlet", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes at a domain."""

    label: str
    domain: str
    """As the table has it: `bbc.co.uk`."""
    country: str | None = None
    """ISO 3166-1 alpha-2, in capitals."""


def find_outlet(url: str | None) -> Outlet | None:
    """Return who publishes at an address or host name; None where no table knows."""
    labels = (host_of(url) or "").split(".")
    outlet_by_domain = _outlet_by_domain(Settings().outlets)
    for at in range(len(labels) - 1):
        found = outlet_by_domain.get(".".join(labels[at:]))
        if found:
            return found
    return None


def use_outlets(tables: Iterable[Path]) -> None:
    """Let tables of the user's go before the bundled one, here and in every process that is started from here.

    Raises:
        UnreadableInput: where one cannot be read or is no such table.
    """
    paths = tuple(Path(table).absolute() for table in tables)
    _outlet_by_domain(paths)
    os.environ["KG_OUTLETS"] = os.pathsep.join(map(str, paths))  # processes that read articles get it from there


def host_of(url: str | None) -> str | None:
    """Return the host name of an address, or of what is a host name already, without `www.`; None where it has none."""
    text = (url or "").strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return (host or "").rstrip(".").removeprefix("www.") or None


def load_outlets(path: Path) -> dict[str, Outlet]:
    """Load a table of the user's by domain.

    Raises:
        UnreadableInput: where it cannot be read, or a row is no outlet.
    """
    try:
        text, _ = decode_bytes(path.read_bytes())
    except OSError as error:
        raise UnreadableInput(path, f"cannot be read ({error.strerror})") from error
    return _parse_outlets(text, path)


@cache
def _outlet_by_domain(tables: tuple[Path, ...]) -> Mapping[str, Outlet]:
    bundled = resources.files("kg.lexicon").joinpath(NAME)
    outlet_by_domain = _parse_outlets(bundled.read_text(encoding="utf-8"), Path(NAME))
    for table in reversed(tables):
        outlet_by_domain |= load_outlets(table)
    return outlet_by_domain


def _parse_outlets(text: str, path: Path) -> dict[str, Outlet]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    rows = csv.DictReader(lines, skipinitialspace=True)
    if "domain" not in (rows.fieldnames or ()) or "outlet" not in (rows.fieldnames or ()):
        raise UnreadableInput(path, f"its first line does not name the columns {', '.join(COLUMNS)}")
    outlets = [_parse_row(row, path) for row in rows]
    return {outlet.domain: outlet for outlet in outlets}


def _parse_row(row: Mapping[str, str | None], path: Path) -> Outlet:
    domain, label, country = (((row.get(name) or "").strip()) for name in COLUMNS)
    host = host_of(domain)
    if not host or "." not in host or not label:
        raise UnreadableInput(path, f"the row of {domain or label or 'an empty domain'!r} has no domain or no outlet")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise UnreadableInput(path, f"{country!r} in the row of {domain!r} is no country code of two letters")
    return Outlet(label=label, domain=host, country=country.upper() or None)
