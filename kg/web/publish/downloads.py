"""What a site gives to take along: the graph and its claim rows in formats for programs, and its picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from kg.draw import draw_page
from kg.exports import FORMATS
from kg.exports.exported import Exported
from kg.exports.writing import export_graph
from kg.flat import Choice, Flat
from kg.query.overview import entity_types
from kg.web.publish.cutting import shorten_assertion

OFFERED = (
    ("csv", "claims.csv", "every assertion as a row, for spreadsheets"),
    ("trig", "graph.trig", "the whole graph, for SPARQL tools"),
    ("jsonld", "graph.jsonld", "the whole graph as JSON-LD"),
    ("schema-org", "claims.jsonld", "the claims in the words of schema.org, as JSON-LD"),
)
"""Formats by name, the files they are written to, and what they are; those that this kg does not write are left out."""
MOST_DRAWN = 2_000
"""Edges of the picture: what one page draws at once on any machine."""
_KIND = '<p class="kicker">Claim graph</p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take along."""

    place: str
    says: str
    n_bytes: int

    @property
    def size(self) -> str:
        """Return how large it is, for people."""
        if self.n_bytes < 1_000_000:
            return f"{max(1, round(self.n_bytes / 1000)):,} kB"
        return f"{self.n_bytes / 1_000_000:,.1f} MB"


def write_downloads(exported: Exported, site: Path) -> Iterator[Download]:
    """Write the files, and yield what they are."""
    folder = site / "data"
    folder.mkdir()
    silent = replace(exported, on_progress=lambda *_: None)
    for name, file, says in OFFERED:
        if name in FORMATS:
            export_graph(silent, folder / file, FORMATS[name])
            yield Download(place=f"data/{file}", says=says, n_bytes=(folder / file).stat().st_size)


def write_drawing(exported: Exported, flat: Flat, site: Path, *, title: str) -> None:
    """Draw the claims that most outlets tell, as one interactive page."""
    rows = flat.rows(Choice(), sort="outlet")
    claim_rows = (shorten_assertion(one).row if exported.without_text else one.row for one in rows)
    page = draw_page(claim_rows, title=title, types=entity_types(exported.store), limit=MOST_DRAWN)
    (site / "graph.html").write_text(_led_back(page, title=title), encoding="utf-8", newline="\n")


def _led_back(page: str, *, title: str) -> str:
    """Return the drawing with the way back to the site above its title, where it else names its kind."""
    return page.replace(_KIND, f'<p class="kicker"><a href="index.html">Back to {escape(title)}</a></p>', 1)
