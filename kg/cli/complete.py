"""What a shell offers where Tab is pressed: graphs of this folder, questions, formats, outlets."""

import os
from pathlib import Path

import typer


def complete_graphs(incomplete: str) -> list[str]:
    """Return folders with a graph that begin with what was typed; folders on the way to one, too."""
    folder = Path(incomplete) if incomplete.endswith("/") else Path(incomplete).parent
    try:
        found = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []
    lead = "" if str(folder) == "." and not incomplete.startswith("./") else f"{str(folder).rstrip('/')}/"
    names = [f"{lead}{path.name}{'' if (path / 'articles.sqlite').is_file() else '/'}" for path in found]
    offered = [name for name in names if name.startswith(incomplete)]
    graphs = [name for name in offered if not name.endswith("/")]
    return graphs or offered


def complete_queries(incomplete: str) -> list[tuple[str, str]]:
    """Return named questions with what they ask."""
    from kg.query.named import load_queries

    return [(one.name, one.title) for one in load_queries().values() if one.name.startswith(incomplete)]


def complete_outlets(context: typer.Context, incomplete: str) -> list[str]:
    """Return outlets of the graph that was given, by its tables alone, so that the answer is there at once."""
    import sqlite3
    from contextlib import closing

    # Where an option still lacks its value, the line is not parsed yet, and the graph is looked for in its words.
    words = [str(context.params.get("graph") or ""), *_typed()]
    tables = next((path for word in words if word and (path := Path(word) / "articles.sqlite").is_file()), None)
    if tables is None:
        return []
    try:
        with closing(sqlite3.connect(f"{tables.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            found = db.execute("SELECT DISTINCT outlet FROM articles ORDER BY outlet").fetchall()
    except sqlite3.Error:
        return []
    return [name for (name,) in found if name.lower().startswith(incomplete.lower())]


def _typed() -> list[str]:
    """Return the words of the line that a shell asks to complete."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return [word.strip("\"'") for word in line.split()]


def complete_exports(incomplete: str) -> list[str]:
    """Return the formats of `kg export`."""
    from kg.exports.formats import FORMATS

    return sorted(name for name in FORMATS if name.startswith(incomplete))
