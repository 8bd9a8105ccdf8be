"""`kg init`: a project folder to start from."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import StorageReadOnly, WrongParameter

PROJECT = "project"
"""The folder, beside this file, of what a project starts with; `gitignore` gets its dot there."""
SAMPLE, SEEDS = "sample", "seeds"
"""The sample articles: beside this file in an installed kg, `seeds` at the top of the repository."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make or to complete.")] = Path(),
    sample: Annotated[
        bool, typer.Option("--sample", help="Also five short articles, so that there is a graph.")
    ] = False,
) -> None:
    """Make a project folder: room for articles and questions, templates, and what to do next.

    Files that are there already stay as they are.
    """
    if folder.exists() and not folder.is_dir():
        raise WrongParameter(f"{folder} is a file; name a folder to make: kg init mystudy")
    try:
        made, kept = write_project(folder, sample=sample)
    except PermissionError as error:
        raise StorageReadOnly(folder) from error
    for path in made:
        typer.echo(f"  {path}")
    if kept:
        typer.echo(f"{len(kept):,} files were there already and stay as they are", err=True)
    enter = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    typer.echo(f"{folder}: {len(made):,} files made. Next:" if made else f"{folder}: nothing to make. Next:")
    if not sample:
        typer.echo(f"  put articles into {folder / 'articles'} ({folder / 'articles' / 'README.md'} says how)")
    typer.echo(f"  {enter}kg build articles -o news.kg")


def write_project(folder: Path, *, sample: bool) -> tuple[list[Path], list[Path]]:
    """Write what is not there yet, and return what was written and what was there.

    Args:
        folder: the project's folder.
        sample: whether the sample articles are written too.
    """
    made: list[Path] = []
    kept: list[Path] = []
    for name, source in _files(sample=sample):
        target = folder / name
        if target.exists():
            kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        made.append(target)
    return made, kept


def _files(*, sample: bool) -> Iterator[tuple[str, Traversable]]:
    """Yield what belongs into a project, by its place there."""
    for name, source in _walk(resources.files("kg.cli").joinpath(PROJECT)):
        yield (".gitignore" if name == "gitignore" else name), source
    if sample:
        for name, source in _walk(find_sample()):
            if not name.lower().startswith("readme"):
                yield f"articles/{name}", source


def find_sample() -> Traversable:
    """Return the folder of the sample articles."""
    installed = resources.files("kg.cli").joinpath(SAMPLE)
    return installed if installed.is_dir() else Path(__file__).parents[2] / SEEDS


def _walk(folder: Traversable, within: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{within}{entry.name}/")
        else:
            yield within + entry.name, entry
