"""Bring what documents show up to date after a change of what kg reads or prints: `python -m tests.docs.refill`.

Each shown line that a command no longer prints becomes the line that is most like it among those that it prints after
the line before. What is like none is told, for a person to mend. Read the difference before you commit it.
"""

import os
import re
import tempfile
from difflib import get_close_matches
from pathlib import Path

from kg import KnowledgeGraph
from tests.consoles import blocks, commands, is_run, lay_out, matches, run_command, write_files
from tests.docs.test_guides import DOCS, GONE_ON_WITH
from tests.whole import ROOT, SEEDS

LIKE = 0.5
"""How like two lines are, from 0 to 1, of which one may stand for the other."""


def refill(path: Path, seeds: Path) -> list[str]:
    """Run the commands of a document, replace lines that are no longer printed, and return what is like none."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(DOCS).as_posix() if path.is_relative_to(DOCS) else path.name
    left: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        names = [*GONE_ON_WITH.get(name, ()), *(["talks.kg"] if path.is_relative_to(DOCS) else [])]
        lay_out(Path(folder), graphs=dict.fromkeys(names, seeds))
        write_files(text, Path(folder))
        for block in blocks(text, "console"):
            filled = block
            for command, _, shown in commands(block):
                if is_run(command):
                    filled = _replace(filled, shown, run_command(command).printed, left)
            text = text.replace(block, filled)
        os.chdir(ROOT)
    path.write_text(text, encoding="utf-8")
    return left


def _replace(block: str, shown: list[str], printed: str, left: list[str]) -> str:
    lines = printed.splitlines()
    for line in shown:
        found = next((at for at, candidate in enumerate(lines) if matches(line, candidate)), None)
        if found is None:
            like = get_close_matches(line.strip(), [one.strip() for one in lines], n=1, cutoff=LIKE)
            if not like:
                left.append(line)
                continue
            found = next(at for at, candidate in enumerate(lines) if candidate.strip() == like[0])
            indent = re.match(r"\s*", line)
            block = block.replace(f"{line}\n", f"{indent[0] if indent else ''}{like[0]}\n", 1)
        lines = lines[found + 1 :]
    return block


def main() -> None:
    """Bring the README and all pages that show commands up to date."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = KnowledgeGraph.build(SEEDS, Path(folder) / "seeds.kg").path
        for path in (
            ROOT / "README.md",
            *sorted(DOCS.glob("*.md")),
            *sorted(DOCS.glob("guides/*.md")),
            *sorted(DOCS.glob("commands/*.md")),
        ):
            for line in refill(path, seeds):
                print(f"{path.relative_to(ROOT)}: nothing that is printed is like: {line}")


if __name__ == "__main__":
    main()
