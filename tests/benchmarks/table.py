"""Everything the reading is judged by, as one table: `python -m tests.benchmarks.table`.

usage: python -m tests.benchmarks.table [--corpora ../shared/corpora] [--model FOLDER] [--only MEASURE …] [--json FILE]

The rows are data, `table.toml`; each measure is a module of this folder that also runs alone and then prints more:

    attributions   who said what, PolNeAR dev
    relations      relations of single sentences, CaRB dev
    trees          tags, trees and sentences from raw text, UD EWT and GUM dev
    entities       names, News-Fair dev, UNER EWT dev, PolNeAR dev's silver layer
    times          dates, PolNeAR dev against CoreNLP's
    coreference    chains, GUM dev
    speakers       whom 100 speaking pronouns of PolNeAR dev mean
    speed          `kg annotate` beside spaCy's small network
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks import attributions, coreference, entities, relations, speakers, speed, times, trees
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import options

MEASURES: dict[str, Callable[..., Figures]] = {
    "attributions": attributions.measure,
    "relations": relations.measure,
    "trees": trees.measure,
    "entities": entities.measure,
    "times": times.measure,
    "coreference": coreference.measure,
    "speakers": speakers.measure,
    "speed": speed.measure,
}
ROWS = Path(__file__).with_name("table.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of the table."""

    row: str
    name: str
    target: float
    peers: str
    at_most: bool = False
    """Whether the target is a bound above."""
    measure: str | None = None
    key: str | None = None
    """The figure's name in what the measure returns."""
    note: str = ""
    """Why it is not measured."""

    def reached(self, value: float) -> bool:
        """Tell whether a value reaches the target, at the one decimal that is shown."""
        shown = round(value, 1)
        return shown <= self.target if self.at_most else shown >= self.target


def load_rows() -> list[Row]:
    """Return the rows of the table."""
    return [Row(**entry) for entry in tomllib.loads(ROWS.read_text(encoding="utf-8"))["figure"]]


def run_measures(names: Iterable[str], corpora: Path, *, model: str | None = None) -> dict[str, Figures]:
    """Return each measure's figures by its name."""
    figures_by_measure = {}
    for name in names:
        print(f"measuring {name} …", file=sys.stderr)
        figures_by_measure[name] = MEASURES[name](corpora, model=model)
    return figures_by_measure


def fill_rows(rows: Iterable[Row], figures_by_measure: Mapping[str, Figures]) -> list[tuple[Row, float | None]]:
    """Return the rows whose measure was run with their values; where all were, those too that none gives."""
    is_whole = MEASURES.keys() <= figures_by_measure.keys()
    return [
        (row, figures_by_measure[row.measure][row.key] if row.measure and row.key else None)
        for row in rows
        if row.measure in figures_by_measure or (row.measure is None and is_whole)
    ]


def render_table(filled: Iterable[tuple[Row, float | None]]) -> str:
    """The table as aligned lines."""
    lines = [("what", "", "here", "target", "reached", "peers, same scorer"), *(_cells(*pair) for pair in filled)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ((cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def _cells(row: Row, value: float | None) -> tuple[str, ...]:
    target = f"{'≤' if row.at_most else '≥'} {row.target:,.1f}"
    if value is None:
        return row.row, row.name, "–", target, "–", "; ".join(part for part in (row.note, row.peers) if part)
    return row.row, row.name, f"{value:,.1f}", target, "yes" if row.reached(value) else "no", row.peers


def write_json(
    path: Path, filled: Iterable[tuple[Row, float | None]], figures_by_measure: Mapping[str, Figures]
) -> None:
    """Write the rows with their values, and every figure of the measures."""
    rows = [
        asdict(row) | {"value": value, "reached": None if value is None else row.reached(value)}
        for row, value in filled
    ]
    content = {"rows": rows, "figures": figures_by_measure}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES), help="measures to run")
    parser.add_argument("--json", type=Path, help="write the table and all other figures there too")
    args = parser.parse_args()
    figures_by_measure = run_measures(args.only, args.corpora, model=args.model)
    filled = fill_rows(load_rows(), figures_by_measure)
    print(render_table(filled))
    if args.json:
        write_json(args.json, filled, figures_by_measure)


if __name__ == "__main__":
    main()
