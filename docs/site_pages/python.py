"""The Python reference: what `kg` lists in `__all__`, by autodoc."""

import inspect
from collections.abc import Iterator

from sphinx.application import Sphinx

import kg
from kg.query.catalogue import ArticleRow, EntityRow
from kg.query.results import Result
from kg.query.tabled import Rows, Walk
from site_pages.markdown import GENERATED

ATTRIBUTES = ("attribute", "data", "property")
ALSO = (Result, Rows, Walk, ArticleRow, EntityRow)
"""What methods of the public classes return, documented with them."""


def render_reference() -> str:
    """Render one entry for each public name, classes with their methods and attributes."""
    return f"{GENERATED}# Python reference\n\n{_INTRODUCTION}\n" + "\n".join(_entries())


_INTRODUCTION = """\
`import kg` gives these names and no others; what lies below them may change between versions. `KnowledgeGraph` is
where to begin: it builds, opens, asks, draws and exports a graph.
"""


def _entries() -> Iterator[str]:
    names = sorted(kg.__all__, key=lambda name: (name != "KnowledgeGraph", name.lower()))
    for name in names:
        yield _entry(name, f"kg.{name}", getattr(kg, name))
    for thing in ALSO:
        if thing.__name__ not in kg.__all__:
            yield _entry(thing.__name__, f"{thing.__module__}.{thing.__name__}", thing)


def _entry(name: str, path: str, thing: object) -> str:
    if not inspect.isclass(thing):
        directive = f".. autofunction:: {path}" if callable(thing) else f".. autodata:: {path}"
    elif issubclass(thing, BaseException):
        directive = f".. autoexception:: {path}\n   :show-inheritance:"
    else:
        directive = f".. autoclass:: {path}\n   :members:\n   :inherited-members:"
    return f"## {name}\n\n```{{eval-rst}}\n{directive}\n```\n"


def keep_attributes(app: Sphinx) -> None:
    """Keep Napoleon from reading `What was wrong: …` below an attribute as a type and its description."""
    kept: dict[str, list[str]] = {}

    def keep(_app: Sphinx, what: str, name: str, _thing: object, _options: object, lines: list[str]) -> None:
        if what in ATTRIBUTES:
            kept[name] = list(lines)

    def restore(_app: Sphinx, _what: str, name: str, _thing: object, _options: object, lines: list[str]) -> None:
        lines[:] = kept.pop(name, lines)

    app.connect("autodoc-process-docstring", keep, priority=100)
    app.connect("autodoc-process-docstring", restore, priority=900)
