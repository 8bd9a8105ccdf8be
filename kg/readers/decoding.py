"""From bytes to text: encodings, byte order marks, text that was decoded wrongly before, control characters.

charset-normalizer answers only for what is neither Unicode nor Western European. ftfy mends text that somebody has
already decoded wrongly ("itâ€™s"): its rules weigh every such sequence against the chance that the author meant it.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from kg.records import Removal

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
INVISIBLE = re.compile(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
LINE_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
MAC_APOSTROPHE = re.compile(rb"[a-z\x80-\x9f]\xd5[a-z]")
WINDOWS_QUOTE = re.compile(rb"[\x91-\x94]")
SAMPLE = 100_000
"""Bytes by which charset-normalizer tells an encoding: it tries dozens."""
MOST_ACCENTS = 0.25
"""The share of bytes above 127 in texts in Latin letters; in Cyrillic or Greek it is 0.8."""
MOST_GARBAGE = 0.05
"""The share of control characters, null bytes aside, above which a file is no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's lines, and what was wrong with its bytes."""

    lines: tuple[str, ...]
    removed: tuple[Removal, ...] = ()
    defects: tuple[tuple[str, str], ...] = ()
    """Kind and message of each problem for which nothing was lost."""
    is_text: bool = True


def decode(data: bytes) -> Decoded:
    """Decode a text file and split it into lines, without control characters and with mended encodings.

    The text is in Unicode's composed form (NFC).
    """
    text, encoding = decode_bytes(data)
    n_garbage = len(CONTROL.findall(text.replace("\x00", ""))) if text else 0
    if encoding is None or n_garbage > MOST_GARBAGE * len(text):
        return Decoded(lines=(), is_text=False)
    defects = []
    if encoding != "utf-8":
        defects.append(("wrong-encoding", f"is not UTF-8; it was read as {encoding}"))
    lines, removed = _mend(LINE_BREAK.split(unicodedata.normalize("NFC", text)))
    n_controls = sum(len(removal.text) for removal in removed if removal.kind == "control-character")
    if n_controls:
        defects.append(("control-characters", f"{n_controls} null bytes or control characters were left out"))
    if any(removal.kind == "mojibake" for removal in removed):
        example = next(removal.text for removal in removed if removal.kind == "mojibake")
        defects.append(("wrong-encoding", f"was decoded wrongly before it was saved; mended ({example[:40]!r} …)"))
    return Decoded(lines=lines, removed=removed, defects=tuple(defects))


def decode_bytes(data: bytes) -> tuple[str, str | None]:
    """Decode bytes; return the text and the encoding's name, which is None where there is none that fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            # half a character at the end of a truncated file becomes U+FFFD
            return data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_bytes_otherwise(data)


def mend_surrogates(text: str) -> str:
    """Put U+FFFD for each lone surrogate, which no UTF-8 can carry; the length stays the same."""
    return SURROGATE.sub("\ufffd", text)


def wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its null bytes: every second byte of English."""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, letters = data[offset::2], data[1 - offset :: 2]
        if len(data) >= 4 and zeros.count(0) > 0.7 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return encoding
    return None


def _decode_bytes_otherwise(data: bytes) -> tuple[str, str | None]:
    """Decode bytes that are not UTF-8: damaged UTF-8, a Western encoding, or what charset-normalizer finds."""
    high = [byte for byte in data if byte > 0x7F]
    damaged = data.decode("utf-8", errors="ignore")
    n_kept = sum(len(char.encode("utf-8")) for char in damaged if char > "\x7f")
    if n_kept > 0.5 * len(high):
        return data.decode("utf-8", errors="kg.windows-1252"), "UTF-8 with bytes of Windows-1252"
    if len(high) < MOST_ACCENTS * len(data):
        if MAC_APOSTROPHE.search(data) and not WINDOWS_QUOTE.search(data):
            return data.decode("mac-roman"), "Mac Roman"
        return data.decode("cp1252", errors="kg.latin-1"), "Windows-1252"
    import charset_normalizer  # needed for few files

    best = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    return (data.decode(best.encoding, errors="replace"), best.encoding) if best else ("", None)


def _decode_latin_1_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("latin-1"), error.start + 1


def _decode_windows_1252_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", errors="kg.latin-1"), error.start + 1


def _mend(lines: list[str]) -> tuple[tuple[str, ...], tuple[Removal, ...]]:
    """Mend wrongly decoded characters and leave control characters out, line by line."""
    mended: list[str] = []
    removed: list[Removal] = []
    for number, line in enumerate(lines, start=1):
        text = line
        if not text.isascii():
            import ftfy  # needed for few files

            text = ftfy.fix_encoding(text)
            if text != line:
                removed.append(Removal(kind="mojibake", text=_differing_words(line, text), line=number))
        for kind, pattern in (("control-character", CONTROL), ("invisible-character", INVISIBLE)):
            found = "".join(pattern.findall(text))
            if found:
                text = pattern.sub("", text)
                removed.append(Removal(kind=kind, text=found, line=number))
        mended.append(text)
    return tuple(mended), tuple(removed)


def _differing_words(before: str, after: str) -> str:
    """Return the words of a line that were mended."""
    kept = set(after.split())
    return " ".join(word for word in before.split() if word not in kept) or before


codecs.register_error("kg.latin-1", _decode_latin_1_byte)
codecs.register_error("kg.windows-1252", _decode_windows_1252_byte)
