"""Mentions as they are asked for: chosen by article, outlet and kind, and written line by line."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from kg.errors import UnknownFormat, WrongParameter
from kg.query.claims import SupportsWrite
from kg.query.labels import compile_pattern
from kg.store import GraphStore, Heading
from kg.store.mention_rows import MENTION_KINDS, LinkedMention, linked_mentions

MENTION_FORMATS = ("jsonl", "csv")
"""Formats that mentions are written in, besides a table for people."""

FIELDS = tuple(field.name for field in fields(LinkedMention))


def mention_rows(
    graph: GraphStore, *, article: str | None = None, outlet: str | None = None, kind: str | None = None
) -> Iterator[LinkedMention]:
    """Yield the mentions that match, in order of outlet, article and place.

    Args:
        graph: what is asked.
        article: an article's id, exactly.
        outlet: the outlet's name, as a regular expression that matches anywhere, case ignored.
        kind: `entity` or `event`.

    Raises:
        WrongParameter: where there is no such kind.
    """
    if kind not in (None, *MENTION_KINDS):
        raise WrongParameter(f"kind takes {' or '.join(MENTION_KINDS)}, not {kind!r}")
    search = compile_pattern(outlet).search if outlet is not None else None

    def wants(heading: Heading) -> bool:
        return article in (None, heading.id) and (search is None or search(heading.outlet) is not None)

    return linked_mentions(graph, wants=wants, kind=kind)


def write_mentions(mentions: Iterable[LinkedMention], stream: SupportsWrite, format: str = "jsonl") -> None:  # noqa: A002 - kg's name
    """Write one line per mention.

    Raises:
        UnknownFormat: for any other format.
    """
    if format == "jsonl":
        for mention in mentions:
            stream.write(json.dumps(asdict(mention), ensure_ascii=False) + "\n")
    elif format == "csv":
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, mentions))
    else:
        raise UnknownFormat(format, MENTION_FORMATS)
