"""Rows of tables: whatever csv.writer writes is read back, and a broken row loses only itself."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.source import Source
from kg.readers.tables.opening import open_table
from kg.readers.tables.rows import BrokenRow, Row

HEADER = ("id", "title", "text", "url")
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(alphabet="ab eé ,;|\t\"'\n-.", max_size=30)


@st.composite
def tables(draw, least=1):
    rows = draw(st.lists(st.tuples(WORDS, WORDS), min_size=least, max_size=12))
    return [(str(100 + at), title, text, f"https://example.org/{at}") for at, (title, text) in enumerate(rows)]


def write(rows, **dialect):
    out = io.StringIO()
    csv.writer(out, **dialect).writerows([HEADER, *rows])
    return out.getvalue()


def read(path: Path, data: bytes):
    path.write_bytes(data)
    found = list(open_table(Source(path=path, name="t.csv")).rows())
    rows = [row.cells for row in found if isinstance(row, Row)]
    return rows, [row for row in found if isinstance(row, BrokenRow)]


@QUICK
@given(
    rows=tables(),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"]),
)
def test_what_is_written_is_read_back(tmp_path, rows, delimiter, quoting, end, encoding):
    text = write(rows, delimiter=delimiter, quoting=quoting, lineterminator=end)
    assert read(tmp_path / "t.csv", text.encode(encoding)) == (rows, [])


@QUICK
@given(rows=tables(least=4), data=st.data(), ends=st.sampled_from(["\n", "\r\n"]))
def test_an_unclosed_quote_loses_its_own_row(tmp_path, rows, data, ends):
    broken = data.draw(st.integers(0, len(rows) - 1))
    lines = [write([row], quoting=csv.QUOTE_ALL, lineterminator=ends).partition(ends)[2] for row in rows]
    lines[broken] = lines[broken].replace('","https:', ',"https:')
    text = ",".join(HEADER) + ends + "".join(lines)
    kept, lost = read(tmp_path / "t.csv", text.encode())
    assert kept == [row for row in rows if row != rows[broken]]
    assert len(lost) == 1


@QUICK
@given(rows=tables(least=5), data=st.data())
def test_several_broken_rows_are_counted_one_by_one(tmp_path, rows, data):
    broken = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=len(rows) - 3))
    kinds = [data.draw(st.sampled_from(["unclosed", "inner", "short", "long"])) for _ in rows]
    lines = []
    for at, row in enumerate(rows):
        line = write([row], quoting=csv.QUOTE_ALL, lineterminator="\n").partition("\n")[2]
        if at in broken:
            line = {
                "unclosed": line.replace('","https:', ',"https:'),
                "inner": line.replace('","https:', '"x","https:'),
                "short": line.replace(f',"https://example.org/{at}"', ""),
                "long": line.replace("\n", ',"more"\n') if "\n" not in row[1] + row[2] else f'"{row[0]}","x"\n',
            }[kinds[at]]
        lines.append(line)
    kept, lost = read(tmp_path / "t.csv", (",".join(HEADER) + "\n" + "".join(lines)).encode())
    assert kept == [row for at, row in enumerate(rows) if at not in broken]
    assert len(lost) == len(broken)


def test_the_end_of_a_broken_row_is_no_row(tmp_path):
    written = b'id,title,text,url\n7,x,"one\n,,,https://x.example/7\n8,y,two,https://x.example/8\n9,z,"no",https://x.example/9\n'
    kept, lost = read(tmp_path / "t.csv", written)
    assert [row[0] for row in kept] == ["8", "9"]
    assert [(row.line, row.last_line) for row in lost] == [(2, 3)]


def test_an_unclosed_quote_at_the_end(tmp_path):
    kept, lost = read(tmp_path / "t.csv", b'id,text\n1,one\n2,"two\n3,three\n4,four\n')
    assert kept == [("1", "one"), ("3", "three"), ("4", "four")]
    assert [(row.line, row.last_line) for row in lost] == [(3, 3)]


def test_a_quote_that_is_open_for_too_long(tmp_path):
    many = "".join(f"{n},row {n}\n" for n in range(3, 30_000))
    kept, lost = read(tmp_path / "t.csv", f'id,text\n1,one\n2,"two\n{many}'.encode())
    assert (len(kept), len(lost)) == (29_998, 1)


def test_a_line_that_is_too_long(tmp_path):
    long = b"2," + b"x" * 5_100_000
    kept, lost = read(tmp_path / "t.csv", b"id,text\n1,one\n" + long + b"\n3,three\n")
    assert kept == [("1", "one"), ("3", "three")]
    assert "5 MB" in lost[0].reason


def test_a_long_cell_of_many_lines(tmp_path):
    body = "\n".join(["A line of a long report."] * 15_000)
    kept, lost = read(tmp_path / "t.csv", f'id,text\n1,"{body}"\n2,two\n'.encode())
    assert kept == [("1", body), ("2", "two")]
    assert not lost


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('id,text\n1,"He said \\"yes\\" and left."\n2,"No, he ""did"" not."\n3,"A \\"b\\""\n', [1, 2, 3]),
        ('id\ttext\n1\t"Yes," he said.\n2\t"No."\n3\tHe said "no" twice\n', [1, 2, 3]),
        ("id,text\n1,one\n\n,\n2,two,,\n", [1, 2]),
        ("sep=;\nid;text\n1;one, two\n", [1]),
        ("Results of 3 March\n\nid,text\n1,one\n2,two\n", [1, 2]),
        ("id,text\n1,one\nid,text\n2,two\n", [1, 2]),
        ("id,text\r1,one\r2,two\r", [1, 2]),
        ("id|text\n1|one\n2|two; three, four", [1, 2]),
        ("1,one\n2,two\n", [1, 2]),
    ],
)
def test_ways_of_writing(tmp_path, written, expected):
    kept, _ = read(tmp_path / "t.csv", written.encode())
    assert [int(row[0]) for row in kept] == expected


def test_backslashes_before_quotes(tmp_path):
    kept, _ = read(tmp_path / "t.csv", b'id,text\n1,"He said \\"yes\\" and left."\n2,two\n')
    assert kept == [("1", 'He said "yes" and left.'), ("2", "two")]


def test_literal_quotes_with_tabs(tmp_path):
    kept, _ = read(tmp_path / "t.csv", b'id\ttext\n1\t"Yes," he said.\n2\ttwo\n')
    assert kept == [("1", '"Yes," he said.'), ("2", "two")]
