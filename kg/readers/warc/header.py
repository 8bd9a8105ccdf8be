"""Headers of records and of HTTP messages, as warcio parses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from warcio.statusandheaders import StatusAndHeadersParser  # type: ignore[import-untyped]

LONGEST_FIELD = 1 << 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line and the fields of a record or a message."""

    first: str
    """`WARC/1.0` or `HTTP/1.1 200 OK`."""
    fields: Mapping[str, str]
    """By name in small letters; of several fields of one name the first."""

    def find(self, name: str) -> str:
        """Return the words of a field; none where it is not there."""
        return self.fields.get(name, "")

    @property
    def length(self) -> int | None:
        """`Content-Length` in bytes; None where there is none, or one that is no number."""
        words = self.find("content-length")
        return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else None

    @property
    def media_type(self) -> str:
        """`Content-Type` without its parameters, in small letters."""
        return self.find("content-type").partition(";")[0].strip().lower()


def parse_header(data: bytes) -> Header:
    """Parse the bytes up to the empty line; lines that are no fields are passed over."""
    parser = StatusAndHeadersParser([], verify=False)
    lines = data.lstrip(b"\r\n")
    if not lines:
        return Header(first="", fields={})
    parsed = parser.parse(BytesIO(lines))
    fields: dict[str, str] = {}
    for name, value in parsed.headers:
        fields.setdefault(name.strip().lower(), value[:LONGEST_FIELD])
    return Header(first=lines.splitlines()[0].decode("latin-1").strip(), fields=fields)
