"""Write a graph in one of the formats: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from io import TextIOBase
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import BinaryIO, TextIO

from kg.errors import GraphExists, InputNotFound, StorageFull, StorageReadOnly, UnknownFormat, WrongParameter
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
        endings = {ending: one for one in FORMATS.values() for ending in (one.suffix, *one.endings) if ending}
        fitting = [ending for ending in endings if str(target).lower().endswith(ending)]
        if not fitting:
            raise UnknownFormat(str(target), list(FORMATS))
        return endings[max(fitting, key=len)]
    if name not in FORMATS:
        raise UnknownFormat(name, list(FORMATS))
    return FORMATS[name]


def export_graph(exported: Exported, output: Path | BinaryIO | TextIO, exporter: Exporter) -> None:
    """Write a graph into a stream, or into a file or folder, which is there only once it is whole.

    A file is written over; a folder and a database, which somebody may have added to, are not.

    Raises:
        WrongParameter: where the format needs a path and a stream was given.
        GraphExists: where a folder or database, or a file beside it, would be written over.
        InputNotFound: where the folder to write into is not there.
        StorageFull, StorageReadOnly: where it cannot be written.
    """
    if not isinstance(output, Path):
        if exporter.stream is None:
            raise WrongParameter(f"{exporter.name} cannot be printed: name a file or folder with --output")
        exporter.stream(exported, output.buffer if isinstance(output, TextIO | TextIOBase) else output)
        return
    output = output.resolve()  # what a link points to is written, not the link
    if exporter.stream is not None and output.exists() and not output.is_file() and not output.is_dir():
        with output.open("wb") as stream:  # a pipe or device stays what it is
            exporter.stream(exported, stream)
        return
    _refuse_to_replace(output, exporter)
    with _unfinished(output) as room:
        if exporter.stream is not None:
            with (room / output.name).open("wb") as stream:
                exporter.stream(exported, stream)
        elif exporter.place is not None:
            exporter.place(exported, room / output.name)
        _move(room, output.parent)


@contextmanager
def _unfinished(output: Path) -> Iterator[Path]:
    """Lend a folder beside the target; whatever is left in it is deleted."""
    if not output.parent.is_dir():
        raise InputNotFound(output.parent)
    try:
        room = Path(mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    except OSError as error:
        raise _fault(output.parent, error) from error
    try:
        yield room
    except OSError as error:
        if error.errno == ENOSPC:
            raise _fault(output.parent, error) from error
        raise
    finally:
        rmtree(room, ignore_errors=True)


def _fault(folder: Path, error: OSError) -> StorageFull | StorageReadOnly:
    return StorageFull(folder) if error.errno == ENOSPC else StorageReadOnly(folder)


def _refuse_to_replace(output: Path, exporter: Exporter) -> None:
    """Refuse what is there, before work is done for nothing: folders, and what is more than one plain file."""
    beside = (output.with_name(output.stem + ending) for ending in exporter.beside)
    for one in (output, *beside):
        if one.is_dir() or (exporter.stream is None and one.exists()):
            raise GraphExists(one)


def _move(room: Path, folder: Path) -> None:
    """Give what is finished its name; both are on one disk, so each appears at once."""
    for one in sorted(room.iterdir()):
        one.replace(folder / one.name)
