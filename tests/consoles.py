"""Commands and code that our documents show: found, run, and compared with what is shown.

A `console` block shows commands after `$ ` and below each some lines that it prints, in their order; `…` stands for
other lines, and within a line for other words. Each ends with exit code 0, unless `# exit code 1` stands behind it.
Blocks of `sh` are not run: they need a network, a server or a cluster. A block with a caption is a file of that name.
"""

import gzip
import hashlib
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from kg.cli.app import app
from tests.whole import SEEDS, TEXT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```", re.DOTALL | re.MULTILINE)


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Fuel tax to fall</title>
<meta property="article:published_time" content="2025-03-04T08:00:00Z"></head>
<body><nav><a href="/">Front page</a></nav><article><h1>Fuel tax to fall</h1>
<p>{TEXT.replace(chr(10), " ")}</p></article></body></html>"""
CAPTURE = """WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/fuel-tax\r
WARC-Date: 2025-03-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r
Content-Type: application/http; msgtype=response\r\nContent-Length: """


def lay_out(folder: Path, *, graphs: Mapping[str, Path] | None = None) -> None:
    """Fill a folder with what names in documents stand for.

    These are seeds, articles/, articles.jsonl.gz, pages.warc.gz, and copies of `graphs` by their names.
    """
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(SEEDS, folder / "articles")
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "x", "outlet": "Outlet X", "published": "2025-07-22", "text": TEXT}) + "\n")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    with gzip.open(folder / "pages.warc.gz", "wb") as pages:
        pages.write(CAPTURE.encode() + str(len(answer)).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n")
    for name, graph in (graphs or {}).items():
        shutil.copytree(graph, folder / name)


def write_files(text: str, folder: Path) -> None:
    """Write the files that a document shows."""
    for name, content in FILE.findall(text):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of a language."""
    return [block for found, block in BLOCK.findall(text) if found == language]


def commands(block: str) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each command of a console block with its exit code and the lines that it is shown to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        written, _, shown = part.partition("\n")
        command, _, comment = re.sub(r"\s{2,}#", "\0", written).partition("\0")
        code = re.match(r" exit code (\d)", comment)
        yield (
            command,
            int(code[1]) if code else 0,
            [line for line in shown.splitlines() if line.strip() not in ("", "…")],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command did: its exit code, and all that it printed."""

    exit_code: int
    printed: str


def run_command(command: str) -> Ran:
    """Run a `kg` command in this process, in the environment that is written before it.

    `| sha256sum` behind it hashes what it writes to standard output.
    """
    called, _, pipe = command.partition(" | ")
    assert pipe in ("", "sha256sum"), f"{command}: nothing but sha256sum is piped to here"
    words = shlex.split(called)
    given = dict(word.split("=", 1) for word in words[: words.index("kg")])
    found = given["PYTHONPATH"].split(os.pathsep) if "PYTHONPATH" in given else []
    with patch.dict(os.environ, given), patch.object(sys, "path", [*found, *sys.path]):
        result = CliRunner().invoke(app, words[words.index("kg") + 1 :], catch_exceptions=False)
    printed = f"{hashlib.sha256(result.stdout_bytes).hexdigest()}  -" if pipe else result.output
    return Ran(exit_code=result.exit_code, printed=printed)


def is_run(command: str) -> bool:
    """Tell whether a command of a console block is one of kg's."""
    return re.match(r"([A-Z_]+=\S+ )*kg ", command) is not None


def run_console(text: str) -> int:
    """Run the `kg` commands of a document in order, compare what they print, and return how many there were."""
    ran = 0
    for block in blocks(text, "console"):
        for command, code, shown in commands(block):
            if not is_run(command):
                continue
            result = run_command(command)
            assert result.exit_code == code, (command, result.printed)
            assert missing_lines(shown, result.printed) == [], (command, result.printed)
            ran += 1
    return ran


def missing_lines(shown: list[str], printed: str) -> list[str]:
    """Return the lines that are shown and not printed after those before them."""
    lines = iter(printed.splitlines())
    return [line for line in shown if not any(matches(line, candidate) for candidate in lines)]


def matches(shown: str, printed: str) -> bool:
    """Tell whether a printed line has what is shown, in which `…` stands for other words."""
    return re.search(".*".join(map(re.escape, shown.strip().split("…"))), printed) is not None


def run_python(text: str, name: str) -> int:
    """Run the Python blocks of a document, each alone, and return how many there were."""
    found = blocks(text, "python")
    for block in found:
        exec(compile(block, name, "exec"), {})
    return len(found)
