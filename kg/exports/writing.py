"""Write a graph in one of the formats."""

from io import TextIOBase
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.errors import GraphExists, UnknownFormat, WrongParameter
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.formats import FORMATS


def choose_exporter(name: str | None, target: Path | None) -> Exporter:
    """Return the format of a name, or the one that a file's ending tells; TriG where neither is given.

    Raises:
        UnknownFormat: where there is none of that name or ending.
    """
    if name is None and target is None:
        return FORMATS["trig"]
    if name is None:
        fitting = [one for one in FORMATS.values() if one.suffix and str(target).endswith(one.suffix)]
        if not fitting:
            raise UnknownFormat(str(target), list(FORMATS))
        return max(fitting, key=lambda one: len(one.suffix))
    if name not in FORMATS:
        raise UnknownFormat(name, list(FORMATS))
    return FORMATS[name]


def export_graph(exported: Exported, output: Path | BinaryIO | TextIO, exporter: Exporter) -> None:
    """Write a graph into a stream, or into a file or folder.

    Raises:
        WrongParameter: where the format needs a path and a stream was given.
        GraphExists: where a folder or database would be written over.
    """
    if not isinstance(output, Path):
        if exporter.stream is None:
            raise WrongParameter(f"{exporter.name} is no stream: name a file or folder with --output")
        exporter.stream(exported, output.buffer if isinstance(output, TextIO | TextIOBase) else output)
    elif exporter.stream is not None:
        with output.open("wb") as stream:
            exporter.stream(exported, stream)
    else:
        if output.exists():
            raise GraphExists(output)
        assert exporter.place is not None
        exporter.place(exported, output)
