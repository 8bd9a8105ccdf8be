"""What `kg` alone says: what lies in this folder, and what to do next."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import get_terminal_size

import typer

N_NAMED = 3
"""Graphs or inputs that are named."""
LOOKED_AT = 2_000
"""Entries of a folder that are looked at, so that `kg` answers at once wherever it is given."""
MANIFEST = "manifest.csv"
ARTICLE_ENDINGS = (".txt", ".md", ".html", ".htm")
GREETING = "kg traces who said what in the news: articles in, a graph of attributed claims out."


def find_graphs(folder: Path) -> list[Path]:
    """Return the graphs that lie in a folder, the one that was written last first."""
    found = [path for path in _entries(folder) if (path / "articles.sqlite").is_file()]
    return sorted(found, key=lambda path: (-(path / "articles.sqlite").stat().st_mtime, path.name))


def find_inputs(folder: Path) -> list[Path]:
    """Return what looks like articles in a folder: folders that hold some, and files of many."""
    found = []
    for path in _entries(folder):
        if path.is_dir():
            if any(_is_article(one) for one in _entries(path)):
                found.append(path)
        elif path.name.removesuffix(".gz").endswith((".jsonl", ".warc")):
            found.append(path)
    return sorted(found, key=lambda path: (not _has_manifest(path), path.name != "articles", path.name))


def print_start(folder: Path) -> None:
    """Print what to do next in a folder."""
    for line in _lines(folder):
        typer.echo(line)


def _lines(folder: Path) -> Iterator[str]:
    graphs, inputs = find_graphs(folder), find_inputs(folder)
    yield GREETING
    yield ""
    if graphs:
        yield from _with_graph(_name(graphs[0], folder), graphs)
    elif _has_manifest(folder):
        yield f"{MANIFEST} lists the articles of this folder. Read them into a graph, then ask it:"
        yield from _read(".")
    elif inputs:
        yield f"Articles here: {_names(inputs)}. Read them into a graph, then ask it:"
        yield from _read(_name(inputs[0], folder))
    elif any(_is_article(path) for path in _entries(folder)):
        yield "Articles lie in this folder. Read them into a graph, then ask it:"
        yield from _read(".")
    else:
        yield "There are no articles and no graph in this folder. To see how it works, or to start with your own:"
        yield ""
        yield from _aligned(
            {
                "kg init talks --sample": "a project folder with five short articles to try",
                "kg init mystudy": "an empty one, for your own articles",
                "kg build FOLDER -o news.kg": "read texts or web pages, a table, JSON lines, a web archive",
            }
        )
    yield ""
    yield "kg --help lists all commands, kg COMMAND --help explains one, kg doctor checks the installation."


def _read(articles: str) -> Iterator[str]:
    yield ""
    yield from _aligned(
        {
            f"kg build {articles} -o news.kg": "read them",
            "kg claims news.kg": "every claim, with its sentence",
            'kg trace news.kg "somebody says something"': "who asserts it, and where",
        }
    )


def _has_manifest(path: Path) -> bool:
    """Say whether somebody listed a folder's articles for kg: that is what they want read first."""
    return (path / MANIFEST).is_file()


def _with_graph(name: str, graphs: list[Path]) -> Iterator[str]:
    yield f"{'Graphs' if len(graphs) > 1 else 'A graph'} here: {_names(graphs)}. Ask, look, check:"
    yield ""
    yield from _aligned(
        {
            f"kg claims {name}": "every claim, with its sentence",
            f'kg trace {name} "somebody says something"': "who asserts it, and where",
            f"kg query {name} corroborated": "a named question; kg queries lists them",
            f"kg draw {name} -o graph.html": "a picture to open in the browser",
            f"kg serve {name} --open": "the workbench in the browser",
            f"kg verify {name}": "is every quote where it is said to be?",
        }
    )


def _aligned(what_by_command: dict[str, str]) -> Iterator[str]:
    """Yield commands and what each does beside them, or below them where the terminal is narrow."""
    width = max(map(len, what_by_command))
    longest = width + max(map(len, what_by_command.values())) + 4
    beside = not sys.stdout.isatty() or longest <= get_terminal_size().columns
    for command, what in what_by_command.items():
        yield f"  {command:<{width}}  {what}" if beside else f"  {command}\n      {what}"


def _entries(folder: Path) -> Iterator[Path]:
    try:
        for n, path in enumerate(folder.iterdir()):
            if n == LOOKED_AT:
                return
            if not path.name.startswith("."):
                yield path
    except OSError:
        return  # a folder that may not be read holds nothing that could be named


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in ARTICLE_ENDINGS and path.stem.lower() != "readme"


def _name(path: Path, folder: Path) -> str:
    name = str(path.relative_to(folder))
    return f'"{name}"' if " " in name else name


def _names(paths: list[Path]) -> str:
    more = f" and {len(paths) - N_NAMED:,} more" if len(paths) > N_NAMED else ""
    return ", ".join(path.name for path in paths[:N_NAMED]) + more
