"""Lines of text from a table: encoding found once, from the first bytes; damaged lines are decoded one by one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kg.readers.decoding import decode_bytes
from kg.readers.lines import RawLine, read_lines
from kg.records import Place, Problem

SAMPLE = 1 << 18
"""Bytes that the encoding is told from."""
UNICODE = frozenset({"utf-8", "utf-16", "utf-32"})


class TextLine(NamedTuple):
    """A line with its line feed, which stands for any end of a line."""

    number: int
    """From 1."""
    text: str | None
    """None where it is too long to be read."""
    is_cut: bool = False
    """Whether the file broke off in it."""


class TextLines:
    """The lines of a file, once; what was wrong with them stands in `problems` when they are through.

    Attributes:
        encoding: what the file is written in, by its first bytes.
        problems: what was wrong and lost nothing, or tells where the file broke off.
    """

    def __init__(self, path: Path, name: str) -> None:
        with path.open("rb") as handle:
            data = handle.read(SAMPLE)
        text, self.encoding = decode_bytes(data[: data.rfind(b"\n") + 1] or data)  # not through a character
        self.problems: list[Problem] = []
        self._path, self._name = path, name
        self._has_only_returns = "\n" not in text and "\r" in text
        self._n_otherwise = 0
        self._first_otherwise = 0

    def __iter__(self) -> Iterator[TextLine]:
        number = 0
        for line in read_lines(self._path):
            if isinstance(line, Problem):
                self.problems.append(replace(line, place=Place(path=self._name, line=line.place.line)))
            else:
                for text in self._decode(line):
                    number += 1
                    yield TextLine(number, text, line.is_cut)
        if self._n_otherwise:
            self.problems.append(self._describe_otherwise())

    def _decode(self, line: RawLine) -> Iterator[str | None]:
        if line.data is None:
            yield None
            return
        try:
            text = line.data.decode("utf-8")
        except UnicodeDecodeError:
            text = self._decode_otherwise(line.data)
            self._n_otherwise += 1
            self._first_otherwise = self._first_otherwise or line.number
        text = text.removesuffix("\r")
        if self._has_only_returns and "\r" in text:  # spreadsheets of old Macs
            yield from (f"{piece}\n" for piece in text.split("\r"))
        else:
            yield f"{text}\n"

    def _decode_otherwise(self, data: bytes) -> str:
        if self.encoding is None or self.encoding in UNICODE or self.encoding.startswith("UTF-8"):
            return data.decode("utf-8", errors="kg.windows-1252")
        try:
            return data.decode(self.encoding)
        except (UnicodeDecodeError, LookupError):
            return data.decode("cp1252", errors="kg.latin-1")

    def _describe_otherwise(self) -> Problem:
        encoding = self.encoding if self.encoding and self.encoding not in UNICODE else "Windows-1252"
        lines = "1 line is" if self._n_otherwise == 1 else f"{self._n_otherwise:,} lines are"
        place = Place(path=self._name, line=self._first_otherwise)
        return Problem(place=place, kind="wrong-encoding", message=f"{lines} not UTF-8; read as {encoding}")
