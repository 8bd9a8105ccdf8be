"""Seconds and memory of `kg export` in every format, beside what others take for the same rows.

    python -m tests.benchmarks.exporting GRAPH [FORMAT...]

GRAPH by `python -m tests.benchmarks.large_graph`. Seconds are of the processor, so that what else the machine does
counts little; each format is written by a process of its own. Others get the rows read already, as JSON lines.
Without formats all of them are written.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FORMATS = {
    "nquads": "a.nq", "trig": "a.trig", "turtle": "a.ttl", "jsonld": "a.jsonld", "rdf12": "a.12.trig",
    "nanopub": "a.nanopub.trig", "csv": "a.csv", "tsv": "a.tsv", "jsonl": "a.jsonl", "parquet": "a.parquet",
    "sqlite": "a.db", "tables": "tables", "tables-parquet": "parquet", "gexf": "a.gexf", "graphml": "a.graphml",
    "schema-org": "a.schema.jsonld", "web-annotation": "a.anno.jsonld", "ro-crate": "crate",
    "datacite": "a.datacite.json",
}  # fmt: skip
READ = "import pandas; rows = pandas.read_json('a.jsonl', lines=True, dtype=False); "
OTHERS = {
    "pandas: to_csv": f"{READ}rows.to_csv('other.csv', index=False)",
    "pandas: to_parquet": f"{READ}rows.to_parquet('other.parquet')",
    "sqlite-utils: one table, search": (
        "import json, sqlite_utils; db = sqlite_utils.Database('other.db'); "
        "rows = db['claims'].insert_all(map(json.loads, open('a.jsonl')), pk='assertion'); "
        "rows.enable_fts(['sentence'], tokenize='porter')"
    ),
}
MEGA = 1_000_000


def run(command: list[str], folder: Path) -> tuple[float, float] | None:
    """Return the processor's seconds and the peak of memory in MB; None where the command fails."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "OMP_NUM_THREADS": "1"}, **quiet)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if process.returncode else (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / MEGA)


def size(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files) / MEGA


def main(graph: Path, formats: list[str]) -> None:
    print(f"{'':34}{'seconds':>9}{'memory':>11}{'size':>11}")
    with TemporaryDirectory(prefix="kg-exporting-") as room:
        folder = Path(room)
        for name in formats or FORMATS:
            target = FORMATS[name]
            command = [sys.executable, "-m", "kg", "export", str(graph.resolve()), "--format", name, "-o", target]
            taken = run(command, folder)
            tell(f"kg export --format {name}", taken, size(folder / target) if taken else None)
        for name, code in OTHERS.items() if not formats else ():
            tell(name, run([sys.executable, "-c", code], folder), None)


def tell(name: str, taken: tuple[float, float] | None, megabytes: float | None) -> None:
    measured = f"{taken[0]:7.1f} s{taken[1]:8,.0f} MB" if taken else "   fails, or is not installed"
    print(f"{name:34}{measured}{'' if megabytes is None else f'{megabytes:8,.1f} MB'}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
