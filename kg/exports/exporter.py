"""A format that a graph leaves in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.exports.exported import Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format: its name, and how it is written into a stream or at a path.

    Attributes:
        name: as `kg export --format` takes it.
        title: what it is, and which tools read it, on one line.
        suffix: how its files end, with the dot; empty for a folder.
        endings: other endings that tell it.
        stream: writes into a binary stream; None where a path is needed.
        place: writes a file or folder at a path that is not there yet; None where a stream does.
        beside: endings of files that `place` writes beside it, after its name without its own ending.
        hint: the command that opens what was written; `{path}` is its path, `{stem}` that without its ending.
        whole: whether it writes the whole graph, so that filters of claims do not apply.
    """

    name: str
    title: str
    suffix: str
    endings: tuple[str, ...] = ()
    stream: Callable[[Exported, BinaryIO], None] | None = None
    place: Callable[[Exported, Path], None] | None = None
    beside: tuple[str, ...] = ()
    hint: str | None = None
    whole: bool = False
