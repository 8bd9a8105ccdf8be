"""`kg build --engine spark` beside the build by processes, on the same articles: `python -m tests.benchmarks.spark`.

usage: python -m tests.benchmarks.spark [--corpora ../shared/corpora] [--articles FILE] [--cores 2] [--first N]

Both build PolNeAR dev (84 articles; `--articles` names another file, such as polnear/train.jsonl.gz) in a process of
their own, Spark as `local[CORES]`, the other with as many jobs. Start-up counts. Targets: identical N-Quads after
sorting, and a ratio of at most 1.3 on a machine that does nothing else (what Java and its children compute is counted
by the clock alone). `MB` is the peak of the sum of the proportional memory of all processes.
"""

import gzip
import hashlib
import json
import sys
import tempfile
from io import BytesIO
from itertools import islice
from pathlib import Path

from kg import KnowledgeGraph
from tests.benchmarks.articles import read_rows
from tests.benchmarks.options import options, print_figures
from tests.benchmarks.processes import Watched, run_watched

ARTICLES = Path("polnear") / "dev.jsonl.gz"


def measure(articles: Path, *, cores: int = 2, first: int | None = None) -> dict[str, float]:
    """Return seconds, core seconds and megabytes of both builds, their ratio, and whether their graphs are equal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / "articles.jsonl.gz"
        with gzip.open(given, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in islice(read_rows(articles), first))
        sides = {
            "processes": _build(given, folder / "processes.kg", "--jobs", str(cores)),
            "spark": _build(given, folder / "spark.kg", "--engine", "spark", "--master", f"local[{cores}]"),
        }
        equal = _hash(folder / "processes.kg") == _hash(folder / "spark.kg")
    figures = {}
    for side, watched in sides.items():
        figures |= {
            f"{side}: seconds": watched.seconds,
            f"{side}: MB": watched.megabytes,
        }
    figures["ratio of seconds (at most 1.3)"] = sides["spark"].seconds / sides["processes"].seconds
    figures["identical N-Quads (1)"] = float(equal)
    return figures


def _build(articles: Path, graph: Path, *arguments: str) -> Watched:
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(graph), "--quiet", *arguments]
    return run_watched(command, environment={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})


def _hash(path: Path) -> str:
    output = BytesIO()
    KnowledgeGraph.open(path).export(output, "nquads")
    return hashlib.sha256(b"\n".join(sorted(output.getvalue().splitlines()))).hexdigest()


if __name__ == "__main__":
    parser = options(__doc__)
    parser.add_argument("--articles", type=Path, help="another gzipped file of JSON lines")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--first", type=int, help="only so many articles")
    args = parser.parse_args()
    print_figures(measure(args.articles or args.corpora / ARTICLES, cores=args.cores, first=args.first))
