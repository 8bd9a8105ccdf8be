"""A folder of texts with a manifest: `manifest.csv` or `manifest.jsonl`, one row per article.

Columns: `id, file, outlet, published, title`, and perhaps `url, author`. The delimiter is a comma, semicolon or tab.
"""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kg.readers.decoding import CONTROL, decode_bytes
from kg.readers.jsonl import parse_object, parse_string
from kg.readers.lines import read_lines
from kg.readers.screen import refuse_size, set_aside
from kg.readers.textfile import TEXT_SUFFIXES, Details, name_outlet, read_text_file
from kg.records import Article, Place, Problem

NAMES = ("manifest.csv", "manifest.jsonl")
COLUMNS = ("id", "file", "outlet", "published", "title")
NEEDED = ("file", "outlet")
"""Without these nothing is read: an article under a wrong outlet is worse than none."""
Row = dict[str, str]


def find_manifest(folder: Path) -> Path | None:
    """Return the folder's manifest, if it has one."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def read_manifest(manifest: Path, *, named: set[str]) -> Iterator[Article | Problem]:
    """Read the texts that a manifest names; their names, relative to its folder, are added to `named`."""
    rows = _read_json_rows(manifest) if manifest.suffix == ".jsonl" else _read_csv_rows(manifest)
    missing: set[str] = set()
    n_unread = 0
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        line, fields = row
        new = {column for column in COLUMNS if column not in fields} - missing
        missing |= new
        if new and new.isdisjoint(NEEDED):
            yield _make_missing_columns(manifest, sorted(new, key=COLUMNS.index))
        if all(column in fields for column in NEEDED):
            yield from _read_row(manifest, line, fields, named)
        else:
            n_unread += 1
    if n_unread:
        yield _make_missing_columns(manifest, sorted(missing, key=COLUMNS.index), n_aside=n_unread)


def _read_row(manifest: Path, line: int, fields: Row, named: set[str]) -> Iterator[Article | Problem]:
    """Read the text of one row."""
    name = fields["file"].replace("\\", "/")
    relative = PurePosixPath(name)
    id_ = fields.get("id") or relative.stem
    place = Place(path=str(manifest), line=line, article=id_ or None)
    empty = [column for column in NEEDED if not fields[column]]
    if empty:
        yield set_aside(place, "missing-field", f"the row says nothing under {' and '.join(empty)}")
        return
    named.add(str(relative))
    if relative.is_absolute() or ".." in relative.parts:
        yield set_aside(place, "outside-folder", f"{name} lies outside the manifest's folder")
        return
    if relative.suffix.lower() not in TEXT_SUFFIXES | {""}:
        yield set_aside(place, "unknown-kind", f"{name} is neither text nor Markdown")
        return
    path = manifest.parent / relative
    if not path.exists():
        yield Problem(
            place=place, kind="missing-file", message=f"the manifest names {name}, which is not there", n_aside=1
        )
        return
    details = Details(
        id=id_,
        outlet=fields["outlet"],
        published=fields.get("published") or None,
        title=fields.get("title") or None,
        url=fields.get("url") or None,
        author=fields.get("author") or None,
    )
    yield from read_text_file(
        path, details, default_outlet=name_outlet(manifest.parent), reader="manifest", listed=place
    )


def _read_csv_rows(manifest: Path) -> Iterator[tuple[int, Row] | Problem]:
    """Read the rows of a CSV file, each with the line that it ends on."""
    problems: list[Problem] = []
    lines = _Lines(_read_text_lines(manifest, problems))
    header = next(lines, "")
    delimiter = max(",;\t", key=header.count)
    columns = [column.strip().strip('"').strip().lower() for column in header.split(delimiter)]
    n_rows = 0
    while not lines.is_through:
        lines.taken.clear()
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            lines.give_back()  # what a quote that nobody closes has swallowed
            place = Place(path=str(manifest), line=lines.number)
            yield Problem(place=place, kind="bad-row", message=f"the row cannot be read ({error})", n_aside=1)
            continue
        if any(cells):
            n_rows += 1
            yield (
                lines.number,
                {name: " ".join(CONTROL.sub("", cell).split()) for name, cell in zip(columns, cells, strict=False)},
            )
    yield from problems
    if not n_rows and not set(COLUMNS) <= set(columns):
        yield _make_missing_columns(manifest, [column for column in COLUMNS if column not in columns])


class _Lines:
    """Lines for the reader of one row, which can be given back.

    Attributes:
        number: that of the last line taken, from 1.
        taken: the lines of this row.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self.number = 0
        self.taken: list[str] = []
        self.is_through = False
        self._lines = lines
        self._back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self.is_through = True
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Give all lines of this row back but the first."""
        self._back.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        self.is_through = False


def _read_json_rows(manifest: Path) -> Iterator[tuple[int, Row] | Problem]:
    """Read the rows of a file of JSON lines."""
    for line in read_lines(manifest):
        if isinstance(line, Problem):
            yield line
            continue
        if line.data is not None and not line.data.strip():
            continue
        fields = parse_object(line.data)[0] if line.data is not None else None
        if fields is None:
            place = Place(path=str(manifest), line=line.number)
            yield Problem(place=place, kind="bad-row", message="the line is no JSON object", n_aside=1)
        else:
            yield line.number, {name: parse_string(value) or "" for name, value in fields.items()}


def _read_text_lines(manifest: Path, problems: list[Problem]) -> Iterator[str]:
    """Read a manifest's lines; lines that are not UTF-8 are decoded one by one, as spreadsheets write Windows-1252."""
    for line in read_lines(manifest):
        if isinstance(line, Problem):
            problems.append(line)
        elif line.data is None:
            place = Place(path=str(manifest), line=line.number)
            problems.append(refuse_size(place, "the row"))
            yield "\n"
        else:
            yield decode_bytes(line.data)[0].replace("\x00", "").rstrip("\r") + "\n"


def _make_missing_columns(manifest: Path, columns: list[str], *, n_aside: int = 0) -> Problem:
    """Make the problem of a manifest that lacks columns; `n_aside` rows could not be read for it."""
    noun = "column" if len(columns) == 1 else "columns"
    rows = "1 row" if n_aside == 1 else f"{n_aside:,} rows"
    outcome = f"; {rows} set aside" if n_aside else "; nothing was read" if set(columns) & set(NEEDED) else ""
    message = f"the manifest lacks the {noun} {', '.join(columns)}{outcome}"
    return Problem(place=Place(path=str(manifest)), kind="missing-columns", message=message, n_aside=n_aside)
