# ruff: noqa: E501 - lists of signs read better in long lines
"""Ways in which any bytes are broken: flips, cuts, splices, blocks, lengths, nulls, marks, encodings, depth, size."""

import random
import re
import struct
from collections.abc import Callable

Mutate = Callable[[bytes, random.Random], bytes]
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "cp037", "koi8-r", "shift_jis", "gb18030")
BAD_UTF8 = (
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xf5\x80\x80\x80",
    b"\xe2\x82",
    b"\x80\x80",
    b"\xfe",
)
CONTROLS = bytes([*range(32), 0x7F]) + "\x85\u2028\u202e\ufeff\ufffe\u200b\U000e0001".encode()
DATES = ("0000-01-01", "0001-01-01", "0999-12-31", "1582-10-10", "2024-02-30", "2024-13-45", "9999-12-31", "10000-01-01",
         "99999-01-01", "-0044-03-15", "2093-01-01", "1e9", "253402300800", "٢٠٢٤-٠٥-٠٣", "03/04/2024", "T", "2024-05-03T99:99:99+99:99")  # fmt: skip
DATE = re.compile(rb"\d{4}-\d{2}-\d{2}|03 May 2024")
DEPTHS = (500, 2_000, 20_000, 100_000)


def cut_places(data: bytes, rng: random.Random, *, longest: int = 400) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, longest))


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 30)) if data else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def put_random(data: bytes, rng: random.Random) -> bytes:
    start, end = cut_places(data, rng)
    return data[:start] + rng.randbytes(rng.randint(1, 300)) + data[rng.choice((start, end)) :]


def delete(data: bytes, rng: random.Random) -> bytes:
    start, end = cut_places(data, rng, longest=rng.choice((1, 4, 100, 2000)))
    return data[:start] + data[end:]


def truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def behead(data: bytes, rng: random.Random) -> bytes:
    return data[rng.randrange(min(len(data), 200) + 1) :]


def repeat_block(data: bytes, rng: random.Random) -> bytes:
    start, end = cut_places(data, rng, longest=2000)
    return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]


def swap_blocks(data: bytes, rng: random.Random) -> bytes:
    a, b, c, d = sorted(rng.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def put_nulls(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + b"\x00" * rng.choice((1, 2, 7, 5000)) + data[at:]


def put_controls(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + bytes([rng.choice(CONTROLS)]) + data[at:]
    return data


def put_bad_utf8(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 4, 60))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(BAD_UTF8) + data[at:]
    return data


def put_mark(data: bytes, rng: random.Random) -> bytes:
    at = rng.choice((0, 0, rng.randrange(len(data) + 1)))
    return data[:at] + rng.choice(MARKS) + data[at:]


def encode_otherwise(data: bytes, rng: random.Random) -> bytes:
    return data.decode("utf-8", errors="replace").encode(rng.choice(ENCODINGS), errors="replace")


def decode_wrongly(data: bytes, rng: random.Random) -> bytes:
    """Read bytes in a wrong encoding, as careless programs do: what was a dash becomes three signs."""
    curly = data.replace(b" that ", " – “that” ".encode())
    return curly.decode(rng.choice(("cp1252", "latin-1", "mac-roman")), errors="replace").encode()


def change_number(data: bytes, rng: random.Random) -> bytes:
    """Change a number that is written in digits: a length, a status, a date."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    which = rng.choice(found)
    new = rng.choice((b"0", b"-1", b"1", b"99999999999999999999", b"4294967296", b"1e999", b"0x10", b"", b"9" * 5000))
    return data[: which.start()] + new + data[which.end() :]


def change_length(data: bytes, rng: random.Random) -> bytes:
    """Change four or eight bytes that may be a length."""
    at = rng.choice(
        (rng.randrange(len(data) + 1), max(0, len(data) - rng.randint(1, 64)), rng.randrange(min(64, len(data)) + 1))
    )
    new = struct.pack("<q", rng.choice((0, 1, 255, 65_535, 2**31 - 1, 2**32 - 1, 2**62, -1)))[: rng.choice((2, 4, 8))]
    return data[:at] + new + data[at + len(new) :]


def change_dates(data: bytes, rng: random.Random) -> bytes:
    return DATE.sub(lambda _: rng.choice(DATES).encode(), data)


def put_surrogates(data: bytes, rng: random.Random) -> bytes:
    """Put lone halves of characters in: as JSON and XML write them, and as bytes."""
    half = rng.choice(
        (b"\\ud800", b"\\udfff", b"&#xD800;", b"&#57343;", b"\xed\xa0\x80", b"\\u0000", b"&#0;", b"\\ufffe")
    )
    words = list(re.finditer(rb"[A-Za-z]{3,}", data))
    for found in sorted(rng.sample(words, min(len(words), rng.choice((1, 10)))), key=lambda f: -f.end()):
        data = data[: found.end()] + half + data[found.end() :]
    return data


def put_deep(data: bytes, rng: random.Random) -> bytes:
    depth, at = rng.choice(DEPTHS), rng.randrange(len(data) + 1)
    opened = rng.choice(
        (
            b"[",
            b'{"a":',
            b"<div>",
            b"<b>",
            b"<table><tr><td>",
            b"<outline text='a'>",
            b"(",
            b"> ",
            b"<item>",
            b"&lt;div&gt;",
        )
    )
    return data[:at] + opened * depth + data[at:]


def put_huge_line(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    length = rng.choice((100_000, 1_000_000, 6_000_000))
    return data[:at] + rng.choice((b"x", b"a ", b"\xc3\xa9", b"&amp;", b'"', b",", b"<", b"\\")) * length + data[at:]


def put_signs(data: bytes, rng: random.Random) -> bytes:
    """Put in signs that begin something and never end it."""
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(len(data) + 1)
        signs = (b'"', b"'", b"<!--", b"<![CDATA[", b"<!DOCTYPE x [", b"<?", b"&", b"<", b"</", b"{", b"}", b"[", b"]", b"\\", b",,,,", b"\n\n",
                 b"\r", b"\t", b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b"<script>", b"<style>", b"<textarea>", b"---\n")  # fmt: skip
        data = data[:at] + rng.choice(signs) + data[at:]
    return data


def empty(data: bytes, rng: random.Random) -> bytes:
    return rng.choice((b"", b"\n", b"\x00", b" " * 5000, data[:1]))


EVERY: tuple[Mutate, ...] = (
    flip_bits, flip_bits, put_random, delete, truncate, truncate, behead, repeat_block, swap_blocks, put_nulls, put_controls,
    put_bad_utf8, put_mark, encode_otherwise, decode_wrongly, change_number, change_length, change_dates, put_surrogates,
    put_deep, put_signs, put_signs, empty,
)  # fmt: skip
SLOW: tuple[Mutate, ...] = (put_huge_line,)
WITHIN_LINE: tuple[Mutate, ...] = (
    flip_bits, put_random, delete, truncate, put_nulls, put_controls, put_bad_utf8, decode_wrongly, change_number,
    change_dates, put_surrogates, put_deep, empty,
)  # fmt: skip


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Break bytes in one to three ways."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        data = rng.choice(SLOW if rng.random() < 0.02 else EVERY)(data, rng)
    return data


def mutate_record(data: bytes, rng: random.Random) -> bytes:
    """Break one record of an input, so that it has no line ends but its own."""
    count = data.count(b"\n")
    broken = rng.choice(WITHIN_LINE)(data, rng)
    return broken if count else broken.replace(b"\n", b"?").replace(b"\r", b"?")
