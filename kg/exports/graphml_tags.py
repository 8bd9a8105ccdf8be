"""XML written element by element, indented, so that one element is in memory at a time."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (section 2.2) cannot hold."""


def legal(text: object) -> str:
    r"""Return a value as XML can hold it: other control characters than tabs and line ends become U+FFFD.

    >>> legal("a\x01b")
    'a\ufffdb'
    """
    return _UNSPEAKABLE.sub("\ufffd", str(text))


class Tags:
    """Writes an XML document; names are written as they are given, with their prefixes.

    Args:
        output: gets UTF-8.
    """

    def __init__(self, output: BinaryIO) -> None:
        self._xml = XMLGenerator(output, encoding="utf-8", short_empty_elements=True)
        self._depth = 0
        self._xml.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, object] | None = None) -> Iterator[None]:
        """Write an element around what is written meanwhile."""
        self._start(name, attributes or {})
        self._xml.characters("\n")
        self._depth += 1
        yield
        self._depth -= 1
        self._xml.ignorableWhitespace("  " * self._depth)
        self._end(name)

    def leaf(self, name: str, attributes: Mapping[str, object] | None = None, text: object = "") -> None:
        """Write an element that holds text or nothing."""
        self._start(name, attributes or {})
        if text != "":
            self._xml.characters(legal(text))
        self._end(name)

    def close(self) -> None:
        """Write what is left to be written."""
        self._xml.endDocument()

    def _start(self, name: str, attributes: Mapping[str, object]) -> None:
        self._xml.ignorableWhitespace("  " * self._depth)
        found = {key: legal(value) for key, value in attributes.items()}
        self._xml.startElement(name, found)  # type: ignore[arg-type]

    def _end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")
