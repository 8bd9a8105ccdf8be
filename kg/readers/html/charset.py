"""From a page's bytes to text: byte order mark, what the server and the page name, else what the bytes show.

The order is that of the HTML standard (WHATWG, 13.2.3), but for one thing: bytes that are valid UTF-8 are UTF-8
whatever anybody says, since text in another encoding is hardly ever valid UTF-8, and servers are often wrong. Only
encodings of the standard (WHATWG Encoding, 4.2) count: others, such as UTF-7 or Python's `punycode`, no page is in.
"""

import re
from dataclasses import dataclass

from kg.readers.decoding import BYTE_ORDER_MARKS, CONTROL, MOST_GARBAGE, decode_bytes

HEAD = 4096
"""Bytes in which a page names its encoding; the standard has 1,024, but long comments stand above it in saved pages."""
DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
CODEC_BY_LABEL = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"), "utf-8"),
    **dict.fromkeys(
        # the standard reads Latin-1 and ASCII as Windows-1252, which holds them
        ("windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "ascii", "us-ascii"),
        "cp1252",
    ),
    **{f"windows-{number}": f"cp{number}" for number in (874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"cp{number}": f"cp{number}" for number in (866, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("koi8-r", "koi8"), "koi8-r"),
    "koi8-u": "koi8-u",
    **dict.fromkeys(("macintosh", "mac", "x-mac-roman"), "mac-roman"),
    "x-mac-cyrillic": "mac-cyrillic",
    **dict.fromkeys(("gbk", "gb2312", "gb18030", "x-gbk", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"),
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949"), "cp949"),
    **dict.fromkeys(("utf-16", "utf-16le"), "utf-16-le"),
    "utf-16be": "utf-16-be",
}  # fmt: skip
"""Python's codecs by the labels that pages write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text, and what was wrong with its bytes."""

    text: str
    defect: str | None = None
    """What was wrong, where the page could be read all the same."""
    is_text: bool = True


def decode_page(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page; `charset` is what the server named. Null bytes and other control characters are left out."""
    text, defect = _decode(data, charset)
    n_garbage = len(CONTROL.findall(text.replace("\x00", "")))
    if n_garbage > MOST_GARBAGE * len(text) or (defect and not text and data):
        return Decoded(text="", is_text=False)
    n_controls = n_garbage + text.count("\x00")
    if n_controls:
        text = CONTROL.sub("", text)
        message = f"{n_controls} null bytes or control characters were left out"
        defect = f"{defect}; {message}" if defect else message
    return Decoded(text=text.replace("\r\n", "\n").replace("\r", "\n"), defect=defect)


def _decode(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text, and what was wrong."""
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return decode_bytes(data)[0], None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    declared = [label for label in (charset, _declared_charset(data)) if label]
    for codec in filter(None, (CODEC_BY_LABEL.get(label.strip().lower()) for label in declared)):
        if codec == "utf-8":
            break  # and it is damaged
        try:
            return data.decode(codec), None
        except UnicodeDecodeError:
            continue
    text, encoding = decode_bytes(data)
    says = f"says that it is {declared[0]}, but is not" if declared else "names no encoding and is not UTF-8"
    return text, f"{says}; it was read as {encoding}"


def _declared_charset(data: bytes) -> str | None:
    found = DECLARED.search(data, 0, HEAD)
    return (found[1] or found[2]).decode("ascii", errors="ignore") if found else None
