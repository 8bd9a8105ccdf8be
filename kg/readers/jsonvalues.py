"""JSON that is not written in lines: an array of articles, an object that holds one (NewsAPI), objects over many lines.

Objects are found one at a time by `json`'s own decoder, in a window that never holds more than one article may take.
"""

import json
import re
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path

from kg.readers.lines import LONGEST, RawLine, read_chunks, to_utf8
from kg.records import Place, Problem

HEAD = 1 << 16
BETWEEN = re.compile(r"[\s,\[\]\x00]*")
NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)|\n\s*(?=\{)")
"""Behind a broken element, the next one begins here."""
KEY = re.compile(r"\s*+,?\s*+(\"[^\"\\]{0,60}\")\s*+:\s*+")
ARRAYS = frozenset(
    {"articles", "items", "results", "data", "stories", "documents", "docs", "news", "posts", "hits", "value"}
)
"""What interfaces call their list of articles: NewsAPI and GNews, JSON Feed, The Guardian, Media Cloud, …"""
AROUND = frozenset({"response", "data", "results", "hits", "articles"})
"""What stands around that list: The Guardian, The New York Times, Event Registry."""
DEEPEST = 3
LET_GO = 1 << 14
NEXT_LINE = re.compile(r"\n\s*(?=\{)")
NO_VALUE = re.compile(r"\{\s*[^\s\"}]|[^\s{\"\[\-0-9tfnNI]")
"""What no value begins with; the decoder would count all lines above it to say so."""
DECODER = json.JSONDecoder(strict=False)


def is_written_in_lines(path: Path) -> bool:
    """Tell whether each line of a file is an object by itself, as far as its beginning tells."""
    text = _read_head(path)
    at = len(text) - len(text.lstrip())
    line = text[at:].partition("\n")[0].strip()
    if line.startswith("["):
        return not re.match(r"\[\s*(?:\{|$)", line)
    return not (line == "{" or (line.startswith("{") and _find_array(text, at) is not None))


def read_values(path: Path) -> Iterator[RawLine | Problem]:
    """Read the objects of such a file; where it cannot be read to its end, a problem comes last.

    What stands between objects and is none is yielded as a line that is no object.
    """
    head = _read_head(path)
    start = _find_array(head, len(head) - len(head.lstrip())) or 0
    window = _Window(path)
    window.skip(start)
    yield from window.read_objects(is_wrapped=start > 0)
    if window.broken is not None:
        reason = getattr(window.broken, "strerror", None) or str(window.broken)
        message = f"{path.name} cannot be read beyond line {window.line} ({reason}); what stands before it was read"
        yield Problem(place=Place(path=str(path)), kind="unreadable", message=message)


class _Window:
    """A part of the text, with what is known of it.

    Attributes:
        line: the line at the reading position, from 1.
        broken: why the file cannot be read to its end.
    """

    def __init__(self, path: Path) -> None:
        self.line = 1
        self.broken: Exception | None = None
        self._chunks = self._decode(path)
        self._text = ""
        self._at = 0
        self._is_through = False

    def skip(self, n_characters: int) -> None:
        """Pass characters over."""
        while len(self._text) - self._at < n_characters and self._read():
            pass
        self._advance(self._at + n_characters)

    def read_objects(self, *, is_wrapped: bool) -> Iterator[RawLine]:
        """Yield each object; inside of another one (`is_wrapped`) until the array ends."""
        while self._find_next():
            if is_wrapped and self._is_at_end_of_array:
                if not self._find_next_list():
                    return
                continue
            start, line = self._at, self.line
            end = self._decode_value()
            if end is not None:
                yield RawLine(number=line, data=self._text[start:end].encode("utf-8", "surrogateescape"))
                self._advance(end)
                continue
            is_too_long = len(self._text) - self._at > LONGEST
            self._find_behind_broken()
            is_cut = self.broken is not None and self._at >= len(self._text)
            yield RawLine(number=line, data=None if is_too_long else b"{", is_cut=is_cut)

    def _find_next(self) -> bool:
        """Go to the next value; False where there is none."""
        self._is_at_end_of_array = False
        while True:
            between = BETWEEN.match(self._text, self._at)
            end = between.end() if between else self._at
            self._is_at_end_of_array = self._is_at_end_of_array or "]" in self._text[self._at : end]
            self._advance(end)
            if self._at < len(self._text):
                return True
            if not self._read():
                return False

    def _find_next_list(self) -> bool:
        """Go into the list of the next object, which begins on a line of its own; False where there is none."""
        while not (found := NEXT_LINE.search(self._text, self._at)):
            self._advance(max(self._at, len(self._text) - 100))
            if not self._read():
                return False
        self._advance(found.end())
        while len(self._text) - self._at < HEAD and self._read():
            pass
        start = _find_array(self._text, self._at)
        self._advance(start if start is not None else self._at)
        return True

    def _decode_value(self) -> int | None:
        """Return where the value at the reading position ends; None where it is broken."""
        if NO_VALUE.match(self._text, self._at):
            return None
        while True:
            try:
                return DECODER.raw_decode(self._text, self._at)[1]
            except (ValueError, RecursionError) as error:
                # An object that is cut off fails at the window's end, or in a string that begins anywhere.
                position = getattr(error, "pos", 0)
                is_open = "Unterminated" in str(error) or position > len(self._text) - 20
                if not is_open or len(self._text) - self._at > LONGEST or not self._read():
                    return None

    def _find_behind_broken(self) -> None:
        """Go behind what is no object, to where the next one may begin."""
        while True:
            found = NEXT_OBJECT.search(self._text, self._at + 1)
            if found:
                self._advance(found.end())
                return
            self._advance(max(self._at, len(self._text) - 100))
            if not self._read():
                self._advance(len(self._text))
                return

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to
        if to > LET_GO:  # errors of the decoder count the lines above them
            self._text, self._at = self._text[to:], 0

    def _read(self) -> bool:
        """Read more; False at the end. What is behind the reading position is let go."""
        size = max(1, len(self._text) - self._at)  # as much again, so that a long object is not decoded too often
        pieces: list[str] = []
        while not self._is_through and sum(map(len, pieces)) < size:
            chunk = next(self._chunks, None)
            self._is_through = chunk is None
            pieces.append(chunk or "")
        self._text = self._text[self._at :] + "".join(pieces)
        self._at = 0
        return any(pieces)

    def _decode(self, path: Path) -> Iterator[str]:
        decoder = getincrementaldecoder("utf-8")(errors="surrogateescape")
        try:
            with path.open("rb") as handle:
                for chunk in to_utf8(read_chunks(handle)):
                    yield decoder.decode(chunk)
        except (OSError, EOFError, zlib.error) as error:
            self.broken = error


def _find_array(text: str, at: int, *, depth: int = 0) -> int | None:
    """Return where the list of articles in an object begins; None where the object is an article."""
    if not text.startswith("{", at):
        return None
    at += 1
    while key := KEY.match(text, at):
        name, at = key[1].strip('"').lower(), key.end()
        if name in ARRAYS and re.compile(r"\[\s*[{\]]").match(text, at):
            return at + 1
        inner = _find_array(text, at, depth=depth + 1) if name in AROUND and depth < DEEPEST else None
        if inner is not None:
            return inner
        try:
            at = DECODER.raw_decode(text, at)[1]
        except (ValueError, RecursionError):
            return None
    return None


def _read_head(path: Path) -> str:
    """Return the beginning of a file as text; what can be read of it."""
    decoder = getincrementaldecoder("utf-8")(errors="surrogateescape")
    try:
        with path.open("rb") as handle:
            return decoder.decode(next(to_utf8(read_chunks(handle)), b"")[:HEAD])
    except (OSError, EOFError, zlib.error):
        return ""
