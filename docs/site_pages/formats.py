"""The page of formats, from the registry of exporters and that of query results."""

from kg.exports.formats import EXPORTERS
from kg.query import RESULT_FORMATS
from site_pages.markdown import GENERATED, table


def render_formats() -> str:
    """Render a table of the formats that `kg export` writes, in the registry's order."""
    rows = (
        (
            f"`{exporter.name}`",
            exporter.title,
            f"`{exporter.suffix}`" if exporter.suffix else "a folder",
            "the whole graph" if exporter.whole else "the claims that match",
            "a file or standard output" if exporter.stream else "a path",
        )
        for exporter in EXPORTERS
    )
    results = ", ".join(f"`{name}`" for name in RESULT_FORMATS)
    return (
        f"{GENERATED}{table(('format', 'what it is', 'ending', 'what it holds', 'written to'), rows)}\n"
        f"Answers of `kg query` come as {results}, or as a table for people; `ttl` is for `CONSTRUCT` and `DESCRIBE`.\n"
    )
