"""A folder of texts with a manifest: `manifest.csv` or `manifest.jsonl`, one row per article.

Columns: `id, file, outlet, published, title`, and perhaps `url, author`. The delimiter is a comma, semicolon or tab.
"""

import csv
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kg.readers.decoding import decode_bytes
from kg.readers.jsonl import parse_object, parse_string
from kg.readers.lines import RawLine, read_lines
from kg.readers.screen import set_aside
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
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        line, fields = row
        new = {column for column in COLUMNS if column not in fields} - missing
        if new:
            missing |= new
            yield _make_missing_columns(manifest, sorted(new, key=COLUMNS.index))
        if missing.isdisjoint(NEEDED) or all(column in fields for column in NEEDED):
            yield from _read_row(manifest, line, fields, named)


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
    lines = _read_text_lines(manifest, problems)
    header = next(lines, "")
    delimiter = max(",;\t", key=header.count)
    columns = [column.strip().strip('"').strip().lower() for column in header.split(delimiter)]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    n_rows = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            place = Place(path=str(manifest), line=reader.line_num + 1)
            yield Problem(place=place, kind="bad-row", message=f"the row cannot be read ({error})", n_aside=1)
            continue
        if any(cells):
            n_rows += 1
            yield (
                reader.line_num + 1,
                {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=False)},
            )
    yield from problems
    if not n_rows and not set(COLUMNS) <= set(columns):
        yield _make_missing_columns(manifest, [column for column in COLUMNS if column not in columns])


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
        elif isinstance(line, RawLine) and line.data is not None:
            yield decode_bytes(line.data)[0].replace("\x00", "").rstrip("\r") + "\n"


def _make_missing_columns(manifest: Path, columns: list[str]) -> Problem:
    """Make the problem of a manifest that lacks columns."""
    noun = "column" if len(columns) == 1 else "columns"
    outcome = "; nothing was read" if set(columns) & set(NEEDED) else ""
    message = f"the manifest lacks the {noun} {', '.join(columns)}{outcome}"
    return Problem(place=Place(path=str(manifest)), kind="missing-columns", message=message)
