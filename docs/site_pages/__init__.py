"""Pages that are written from the program itself when the site is built.

    queries/*.rq and the seeds ──► cookbook    kg.cli.app ──► commands    kg/rdf/ontology.ttl ──► ns
    kg/exports/formats.py ──► formats          kg.__all__ ──► python      figures.json, README ──► model
    kg/readers/tables/presets.toml ──► presets

They lie in `docs/generated`, which git does not keep.
"""

from collections.abc import Iterator
from pathlib import Path

from site_pages import command_pages, cookbook, figures, formats, presets, python, readme, terms

ROOT = Path(__file__).parents[2]


def write_pages(docs: Path, graph: str = "") -> None:
    """Write all generated pages; those that are right already keep their time, and those of nothing go.

    Args:
        docs: Sphinx's source folder.
        graph: a graph of the seeds; one is built where none is given.
    """
    folder = docs / "generated"
    text_by_path = {folder / path: text for path, text in render_pages(docs, graph)}
    for path in folder.rglob("*.md"):
        if path not in text_by_path:
            path.unlink()
    for path, text in text_by_path.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def render_pages(docs: Path, graph: str) -> Iterator[tuple[str, str]]:
    """Yield each generated page's path within `docs/generated`, and its Markdown."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    yield "start.md", readme.render_start(text)
    yield "row.md", readme.render_section(text, "The claim row")
    yield "changelog.md", readme.without_links((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    yield "contributing.md", readme.without_links((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    yield "figures.md", figures.render_figures(text)
    yield "formats.md", formats.render_formats()
    yield "presets.md", presets.render_presets()
    yield "ns.md", terms.render_terms()
    yield "python.md", python.render_reference()
    yield from command_pages.render_commands(docs)
    yield from cookbook.render_cookbook(docs, graph)
