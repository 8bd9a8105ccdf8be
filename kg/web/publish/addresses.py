"""Which file of the site an address of the workbench stands for."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from kg.rdf.identifiers import encode_key, slug

ROOMS = ("claim", "entity", "topic", "outlet", "article", "story")
"""Rooms of IRIs that have a folder of pages, named as in the IRIs."""
LONGEST_NAME = 80
"""Characters of a file's name without its ending."""
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)")
"""Names that Windows keeps for devices, and that servers give a meaning."""


def file_name(key: str) -> str:
    """Return a key as the name of a file on every system: itself where it is plain and short, else with a hash.

    >>> file_name("kyiv-dispatch")
    'kyiv-dispatch.html'
    >>> file_name("São Tomé")
    'sao-tome-6ed120a2.html'
    """
    if _PLAIN.fullmatch(key) and len(key) <= LONGEST_NAME and not _RESERVED.fullmatch(key):
        return f"{key}.html"
    flat = slug(key).encode("ascii", "ignore").decode().strip("-")[: LONGEST_NAME - 20].strip("-")
    return f"{flat or 'x'}-{sha256(key.encode()).hexdigest()[:8]}.html"


def fragment(key: str) -> str:
    """Return a key as what stands after `#`, and as an `id`: both have the same characters."""
    return encode_key(key)


class Addresses:
    """Turns addresses of the workbench into places of the site, relative to the page that names them.

    Args:
        pages: rooms and keys of the things that have a page of their own.
        places: where other things stand: addresses of the site by room and key.

    Attributes:
        of_path: returns the place in the site of an address of the workbench; None where the site has nothing like it.
    """

    def __init__(self, pages: set[tuple[str, str]], places: Mapping[tuple[str, str], str]) -> None:
        self._pages = pages
        self._places = places
        self.of_path = lru_cache(maxsize=50_000)(self._of_path)  # the same few things stand on most pages

    def has_page(self, room: str, key: str) -> bool:
        """Tell whether a thing has a page of its own."""
        return (room, key) in self._pages

    def of_thing(self, room: str, key: str) -> str | None:
        """Return where a thing stands: `claim/9a.html`, or `article/5f.html#c-01`; None where nowhere."""
        if (room, key) in self._pages:
            return f"{room}/{file_name(key)}"
        return self._places.get((room, key))

    def _of_path(self, path: str) -> str | None:
        """Return the place in the site of an address of the workbench; None where the site has nothing like it."""
        if path.startswith("/~/"):
            return path[3:]
        if path.startswith("/static/"):
            return f"assets/{path[8:]}"
        parts = urlsplit(path)
        room, _, key = parts.path.lstrip("/").partition("/")
        if room == "matrix" and parts.query.startswith("story="):
            story = self.of_thing("story", unquote(parts.query[6:].partition("&")[0]))
            return f"{story}#matrix" if story else None
        if room not in ROOMS:
            return None
        place = self.of_thing(room, unquote(key))
        return f"{place.partition('#')[0]}#{parts.fragment}" if place and parts.fragment else place


def relative(place: str, *, here: str) -> str:
    """Return a place of the site as a page of it names it; pages stand at most one folder deep.

    >>> relative("claim/9a.html#told", here="outlet/a.html")
    '../claim/9a.html#told'
    """
    path, mark, rest = place.partition("#")
    folder, name = here.rpartition("/")[::2]
    if path == here:
        return f"#{rest}" if mark else name
    if not folder:
        return place
    return place[len(folder) + 1 :] if path.startswith(f"{folder}/") else f"../{place}"
