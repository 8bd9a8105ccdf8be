"""Notebooks played in this process: a kernel of its own costs each of them seconds of start-up."""

import atexit
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
CHANGED = re.compile(r"^ARTICLES = .*$", re.MULTILINE)
"""The one line that a user changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a notebook showed, in order."""

    folder: Path
    """Where it ran."""
    names: dict[str, Any]
    """What its cells defined."""
    tables: tuple[pd.DataFrame, ...]
    """Its tables, every cell as text; those of the graph's own display are the first two."""
    pictures: tuple[str, ...]
    """Its SVG pictures."""
    words: str
    """Everything as one text: printed lines, Markdown, HTML and SVG."""
    warnings: str
    """What went to standard error."""


def notebook_at(name: str) -> Path:
    return next(path for path in NOTEBOOKS if path.stem == name)


def read_cells(path: Path, *, articles: Path | None = None) -> list[str]:
    """Return the code of a notebook, with its one line changed where articles are given."""
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return cells if articles is None else [change_line(cell, articles) for cell in cells]


def change_line(source: str, articles: Path) -> str:
    return CHANGED.sub(f"ARTICLES = {articles.as_posix()!r}", source)


@contextlib.contextmanager
def open_shell(home: Path) -> Iterator[InteractiveShell]:
    """Lend an IPython shell without history, and take it away again."""
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), ipython_dir=str(home))
    try:
        yield shell
    finally:
        shell.atexit_operations()
        atexit.unregister(shell.atexit_operations)
        shell.restore_sys_module_state()  # it had put itself in the place of __main__, from which processes start
        InteractiveShell.clear_instance()


def play(shell: InteractiveShell, cells: list[str], folder: Path) -> Shown:
    """Run cells one after another in a folder, from an empty namespace; what raises there raises here."""
    shell.reset(new_session=True)
    outputs: list[Any] = []
    printed, warned = [], []
    with contextlib.chdir(folder):
        for cell in cells:
            with capture_output() as captured:
                ran = shell.run_cell(cell, store_history=False)
                ran.raise_error()
            outputs += [output.data for output in captured.outputs]
            if ran.result is not None:  # the value of the last line, which a notebook shows
                outputs.append(shell.display_formatter.format(ran.result)[0])
            printed.append(captured.stdout)
            warned.append(captured.stderr)
    html = [data["text/html"] for data in outputs if "text/html" in data]
    told = [str(text) for data in outputs for text in data.values()]
    return Shown(
        folder=folder,
        names=dict(shell.user_ns),
        tables=tuple(table for text in html for table in read_tables(text)),
        pictures=tuple(data["image/svg+xml"] for data in outputs if "image/svg+xml" in data),
        words="\n".join([*printed, *told]),
        warnings="".join(warned),
    )


def read_tables(html: str) -> list[pd.DataFrame]:
    """Return the tables of a page, every cell as the text that a reader sees."""
    found = pd.read_html(StringIO(html), flavor="lxml", keep_default_na=False, displayed_only=False)
    return [table.astype(str) for table in found]
