"""Readers of users' own: what they yield is checked; where one breaks, its file is set aside and the next is read."""

from collections.abc import Iterator

from kg.plugins import BROKEN, Plugin
from kg.readers.future import pass_over_future
from kg.readers.source import Source
from kg.records import Article, Place, Problem


def read_own(source: Source, reader: Plugin) -> Iterator[Article | Problem]:
    """Read a file by a reader of the user's own; what stood before the place where it breaks is kept."""
    return pass_over_future(_read(source, reader))


def _read(source: Source, reader: Plugin) -> Iterator[Article | Problem]:
    try:
        for found in reader.call(source):
            if not isinstance(found, Article | Problem):
                raise TypeError(f"yields {type(found).__name__} in place of Article or Problem")  # noqa: TRY301
            yield found
    except Exception as error:  # noqa: BLE001 - whatever a reader of others does must not stop the rest
        message = f"the reader {reader.name} ({reader.origin}) broke ({type(error).__name__}: {error})"
        place = Place(path=source.name)
        yield Problem(place=place, kind=BROKEN, message=f"{message}; the rest of this file was set aside", n_aside=1)
