"""Plain lists of addresses: one a line, with what follows a blank or a tab taken as its title."""

from collections.abc import Iterator

from kg.readers.decoding import decode_bytes
from kg.readers.feeds.entries import make_absolute, parse_words
from kg.readers.feeds.listed import Listed
from kg.readers.lines import read_lines
from kg.readers.screen import set_aside
from kg.readers.source import Source
from kg.records import Place, Problem

LONGEST_LINE = 20_000


def list_addresses(source: Source) -> Iterator[Listed | Problem]:
    """Yield the addresses of a list; empty lines and lines that begin with `#` are passed over."""
    for line in read_lines(source.path):
        if isinstance(line, Problem):
            yield Problem(place=Place(path=source.name), kind=line.kind, message=line.message)
            continue
        words = "?" if line.data is None else decode_bytes(line.data[:LONGEST_LINE])[0].strip()
        if not words or words.startswith("#"):
            continue
        place = Place(path=source.name, line=line.number)
        written, _, title = words.replace("\t", " ").partition(" ")
        url = make_absolute(written.strip("<>,;\"'"), None)
        if url:
            yield Listed(url=url.partition("#")[0], place=place, title=parse_words(title), outlet=source.outlet)
        else:
            yield set_aside(place, "no-address", f"{words[:60]!r} is no address of http or https")
