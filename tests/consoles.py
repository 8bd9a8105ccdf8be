"""Commands and code that our documents show: found, run, and compared with what is shown.

A `console` block shows commands after `$ ` and below each some lines that it prints; a line `…` stands for others.
Blocks of `sh` are not run: they need a network, a server or a cluster. A block with a caption is a file of that name.
"""

import gzip
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from kg.cli.app import app
from tests.whole import SEEDS, TEXT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```", re.DOTALL | re.MULTILINE)


def lay_out(folder: Path, *, graph: Path | None = None) -> None:
    """Fill a folder with what names in documents stand for: seeds, articles/, articles.jsonl.gz, and talks.kg."""
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(SEEDS, folder / "articles")
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "x", "outlet": "Outlet X", "published": "2025-07-22", "text": TEXT}) + "\n")
    if graph:
        shutil.copytree(graph, folder / "talks.kg")


def write_files(text: str, folder: Path) -> None:
    """Write the files that a document shows."""
    for name, content in FILE.findall(text):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of a language."""
    return [block for found, block in BLOCK.findall(text) if found == language]


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console block with the lines that it is shown to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield re.sub(r"\s{2,}#.*", "", command), [line for line in shown.splitlines() if line.strip() not in ("", "…")]


def run_console(text: str) -> int:
    """Run the `kg` commands of a document in order, compare what they print, and return how many there were."""
    ran = 0
    for block in blocks(text, "console"):
        for command, shown in commands(block):
            if not command.startswith("kg "):
                continue
            result = CliRunner().invoke(app, shlex.split(command)[1:], catch_exceptions=False)
            assert result.exit_code == 0, (command, result.output)
            assert [line for line in shown if line.strip() not in result.output] == [], (command, result.output)
            ran += 1
    return ran


def run_python(text: str, name: str) -> int:
    """Run the Python blocks of a document, each alone, and return how many there were."""
    found = blocks(text, "python")
    for block in found:
        exec(compile(block, name, "exec"), {})
    return len(found)
