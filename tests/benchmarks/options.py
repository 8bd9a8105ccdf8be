"""What every measure's command line takes and prints."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.counts import Figures

CORPORA = Path("../shared/corpora")


def options(description: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows where the corpora and the model are."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the corpora")
    parser.add_argument("--model", help="spaCy pipeline to read with, by name or folder; the bundled one else")
    return parser


def run_measure(measure: Callable[..., Figures], description: str | None) -> None:
    """Measure what the command line says, and print the figures."""
    args = options(description).parse_args()
    print_figures(measure(args.corpora, model=args.model))


def print_figures(figures: Figures) -> None:
    """Print one figure a line."""
    for name, value in figures.items():
        print(f"{name:36}{value:10,.1f}")
