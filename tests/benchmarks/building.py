"""Time `kg build` against the bare network of the bundled pipeline on the same texts, in one run.

usage: python -m tests.benchmarks.building [ARTICLES.jsonl.gz] [--jobs N]

Each side runs in a process of its own that starts as many workers, start-up and loading included, one after the other;
memory is the peak of the process and of its largest child.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path

from spacy.language import Language

from kg.build import build_graph
from kg.nlp.pipeline import COMPONENTS_AFTER, load_pipeline
from kg.pool import run_in_pool
from kg.settings import Settings
from kg.workers import BATCH
from tests.benchmarks.articles import read_texts

DEFAULT = Path("../shared/corpora/polnear/dev.jsonl.gz")


def parse_bare(articles: Path, _folder: Path, jobs: int | None) -> int:
    """Run the trained network alone, in as many processes as the build has; return the number of words."""
    texts = iter(list(read_texts(articles)))
    batches = iter(lambda: list(islice(texts, BATCH)), [])
    return sum(run_in_pool(_count_words, batches, jobs=jobs or Settings().jobs, stand_in=len))


def _count_words(texts: list[str]) -> int:
    return sum(len(doc) for doc in _load_bare().pipe(texts))


@cache
def _load_bare() -> Language:
    nlp = load_pipeline()
    nlp.disable_pipes(*COMPONENTS_AFTER)
    return nlp


def build_whole(articles: Path, folder: Path, jobs: int | None) -> int:
    """Run the whole build; return the number of assertions."""
    settings = Settings(jobs=jobs) if jobs else Settings()
    return build_graph([articles], folder / "speed.kg", settings=settings).n_assertions


def time_job(
    job: Callable[[Path, Path, int | None], int], articles: Path, jobs: int | None
) -> tuple[float, float, int]:
    """Do a job in a process of its own; return the seconds, the peak of its memory in MB, and what it counted."""
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
    bare, bare_mb, n_words = time_job(parse_bare, args.articles, args.jobs)
    whole, whole_mb, n_assertions = time_job(build_whole, args.articles, args.jobs)
    print(f"bare network   {bare:6.1f} s  {n_words / bare:8,.0f} words/s  {bare_mb:6.0f} MB")
    print(
        f"kg build       {whole:6.1f} s  {n_words / whole:8,.0f} words/s  {whole_mb:6.0f} MB"
        f"  {n_assertions:,} assertions"
    )
    print(f"the build reaches {bare / whole:.1%} of the bare network's speed (target: 85 %)")


if __name__ == "__main__":
    main()
