"""Time `kg build` against the bare bundled pipeline on the same texts, in one run.

usage: python -m tests.benchmarks.building [ARTICLES.jsonl.gz] [--jobs N]

Each side runs in a process of its own, start-up and loading included, one after the other; memory is the peak of the
process and of its largest child.
"""

import argparse
import gzip
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

DEFAULT = Path("../shared/corpora/polnear/dev.jsonl.gz")


def parse_bare(articles: Path, _folder: Path, _jobs: int | None) -> int:
    """Run the bundled pipeline alone; return the number of words."""
    import spacy

    from kg.nlp.identity import bundled_path

    nlp = spacy.load(bundled_path())
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        return sum(len(doc) for doc in nlp.pipe(json.loads(line)["text"] for line in lines))


def build_whole(articles: Path, folder: Path, jobs: int | None) -> int:
    """Run the whole build; return the number of assertions."""
    from kg.build import build_graph
    from kg.settings import Settings

    settings = Settings(jobs=jobs) if jobs else Settings()
    return build_graph([articles], folder / "speed.kg", settings=settings).n_assertions


def _timed(job: Callable[[Path, Path, int | None], int], articles: Path, jobs: int | None) -> tuple[float, float, int]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        process = multiprocessing.get_context("spawn").Process(
            target=_report, args=(job, articles, Path(folder), jobs, sender)
        )
        process.start()
        sender.close()  # so that a process that dies ends the wait
        n_done, megabytes = receiver.recv()
        process.join()
        return time.perf_counter() - started, megabytes, n_done


def _report(job, articles, folder, jobs, sender) -> None:
    n_done = job(articles, folder, jobs)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sender.send((n_done, peak / 1024))


def main() -> None:
    """Print both times, their ratio, and the memory of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--jobs", type=int, default=None)
    args = parser.parse_args()
    bare, bare_mb, n_words = _timed(parse_bare, args.articles, args.jobs)
    whole, whole_mb, n_assertions = _timed(build_whole, args.articles, args.jobs)
    print(f"bare pipeline  {bare:6.1f} s  {n_words / bare:8,.0f} words/s  {bare_mb:6.0f} MB")
    print(
        f"kg build       {whole:6.1f} s  {n_words / whole:8,.0f} words/s  {whole_mb:6.0f} MB"
        f"  {n_assertions:,} assertions"
    )
    print(f"ratio          {whole / bare:6.2f}    (target: at most 1.6)")


if __name__ == "__main__":
    main()
