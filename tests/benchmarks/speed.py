"""Words per second of `kg annotate` beside spaCy's small network: `python -m tests.benchmarks.speed`.

usage: python -m tests.benchmarks.speed [--corpora ../shared/corpora] [--model FOLDER] [--articles FILE] [--rounds N]

Each side reads the same articles in processes of its own, one side after the other: `kg annotate` as a user calls it,
and spaCy's small network (`peer.py`) with one process and with two. Words are what white space parts. Start-up is
measured on the first article alone and taken off; the figures named `whole` leave it in. `ratio` is against the
faster of the two peers. Memory is the peak of the sum over all processes of their proportional set size (PSS).
`words/core second` counts what all processes computed, whatever else the machine did meanwhile.
Rounds go from side to side; of each side's the fastest counts, and the most memory.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.articles import read_rows
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import options, print_figures
from tests.benchmarks.peer import build_peer
from tests.benchmarks.processes import Watched, run_watched

ARTICLES = Path("polnear") / "dev.jsonl.gz"
PEER_JOBS = (1, 2)


def measure(corpora: Path, *, model: str | None = None, articles: Path | None = None, rounds: int = 1) -> Figures:
    """Return words per second and megabytes of both sides, and the ratio of the speeds in percent."""
    with _inputs(articles or corpora / ARTICLES) as (folder, n_words, inputs):
        build_peer().to_disk(folder / "peer")
        commands = {"kg annotate": _annotate(folder, model)} | {
            f"spaCy small, {jobs} process{'es' * (jobs > 1)}": _peer(folder, jobs) for jobs in PEER_JOBS
        }
        watched = [{name: _run(command, inputs) for name, command in commands.items()} for _ in range(rounds)]
    figures: Figures = {}
    for name in commands:
        figures |= _figures(name, [each[name] for each in watched], n_words=n_words)
    for tail in ("words/s", "words/core second", "whole words/s"):
        peers = (value for name, value in figures.items() if name.startswith("spaCy") and name.endswith(f": {tail}"))
        figures[f"ratio {tail}"] = 100 * figures[f"kg annotate: {tail}"] / max(peers)
    return figures


def _annotate(folder: Path, model: str | None) -> list[str]:
    command = [sys.executable, "-m", "kg", "annotate", "--format", "jsonl", "-o", str(folder / "out.jsonl")]
    return command + (["--model", model] if model else [])


def _peer(folder: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.peer", "--jobs", str(jobs), str(folder / "peer")]


@contextmanager
def _inputs(path: Path) -> Iterator[tuple[Path, list[int], tuple[Path, Path]]]:
    """A folder, the number of words of each article, and two files: the first article and all articles."""
    rows = list(read_rows(path))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = (folder / "one.jsonl.gz", folder / "all.jsonl.gz")
        for file, chosen in zip(files, (rows[:1], rows), strict=True):
            with gzip.open(file, "wt", encoding="utf-8") as lines:
                lines.writelines(json.dumps(row) + "\n" for row in chosen)
        yield folder, [len(row["text"].split()) for row in rows], files


def _run(command: list[str], inputs: tuple[Path, Path]) -> tuple[Watched, Watched]:
    first, whole = (run_watched([*command, str(path)]) for path in inputs)
    return first, whole


def _figures(name: str, watched: list[tuple[Watched, Watched]], *, n_words: list[int]) -> Figures:
    """Figures of one side's rounds, each the first article and all of them."""
    n_later = sum(n_words[1:])
    seconds = min(whole.seconds - first.seconds for first, whole in watched)
    core_seconds = min(whole.core_seconds - first.core_seconds for first, whole in watched)
    return {
        f"{name}: words/s": n_later / max(seconds, 0.001),
        f"{name}: words/core second": n_later / max(core_seconds, 0.001),
        f"{name}: whole words/s": sum(n_words) / min(whole.seconds for _, whole in watched),
        f"{name}: start-up seconds": min(first.seconds for first, _ in watched),
        f"{name}: MB": max(whole.megabytes for _, whole in watched),
    }


def main() -> None:
    """Print the figures."""
    parser = options(__doc__)
    parser.add_argument("--articles", type=Path, help="gzipped JSONL with texts; PolNeAR dev else")
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    print_figures(measure(args.corpora, model=args.model, articles=args.articles, rounds=args.rounds))


if __name__ == "__main__":
    main()
