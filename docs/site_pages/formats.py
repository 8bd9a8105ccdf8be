"""The page of formats, from the registry of exporters and that of query results."""

from collections.abc import Iterable

from kg.exports.exporter import Exporter
from kg.exports.formats import EXPORTERS
from kg.query import RESULT_FORMATS
from site_pages.markdown import GENERATED, table


def render_formats() -> str:
    """Render the formats that `kg export` writes, those of the whole graph first, else in the registry's order."""
    results = ", ".join(f"`{name}`" for name in RESULT_FORMATS)
    return (
        f"{GENERATED}## Of the whole graph\n\nFilters of claims do not apply.\n\n{_table(whole=True)}\n"
        f"## Of the claims that match\n\nAll claims, or those that `--about`, `--outlet`, `--speaker` and the other "
        f"filters leave.\n\n{_table(whole=False)}\n"
        f"What has a stream goes to standard output where no file is named; {_listed(_placed())} need a path.\n\n"
        f"## Of answers\n\nAnswers of `kg query` come as {results}, or as a table for people; `ttl` is for `CONSTRUCT` "
        "and `DESCRIBE`.\n"
    )


def _table(*, whole: bool) -> str:
    rows = (_row(exporter) for exporter in EXPORTERS if exporter.whole is whole)
    return table(("format", "what it is", "what reads it"), rows)


def _row(exporter: Exporter) -> tuple[str, str, str]:
    what, _, readers = exporter.title.partition("; ")
    ending = f"ends in `{exporter.suffix}`" if exporter.suffix else "a folder"
    return f"`{exporter.name}`, {ending}", what, readers


def _placed() -> list[str]:
    return [f"`{exporter.name}`" for exporter in EXPORTERS if exporter.stream is None]


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
