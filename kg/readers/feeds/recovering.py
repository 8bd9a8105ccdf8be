"""XML as the web has it: libxml2 reads on behind faults; references to halves of characters are mended before."""

import re
from typing import Any

from lxml import etree

_REFERENCE = re.compile(r"&#(?:[xX](0*[dD][89a-fA-F][0-9a-fA-F]{2})|(0*5[5-7][0-9]{3}));?")
"""A reference to what may be half a character: U+D800 to U+DFFF, 55296 to 57343."""


def parse_recovering(document: str) -> tuple[Any | None, bool]:
    """Parse XML; return its root, None where nothing can be read, and whether it is well-formed."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, not len(parser.error_log)


def mend_references(document: str) -> str:
    """Put a character for two references to its halves, as some programs write emoji, and U+FFFD for one alone.

    libxml2 recovers from these, but what it makes of them is no UTF-8.
    """
    mended = _REFERENCE.sub(_half, document)
    if mended == document:
        return document
    return mended.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _half(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(number) if 0xD800 <= number <= 0xDFFF else reference[0]
