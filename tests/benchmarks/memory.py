"""Measure the memory of `kg build` as the input grows: it must stay flat.

usage: python -m tests.benchmarks.memory [--articles 1000 4000 20000] [--words 60]

Articles are the beginnings of invented ones (`large_texts.py`): what is held per article, and not what is held while
one is read, is what would grow. Each size is built in a process of its own; memory is the peak of that process and of
its largest worker, reading and linking together.
"""

import argparse
import json
import tempfile
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.building import build_whole, time_job
from tests.benchmarks.large_texts import tell_all
from tests.benchmarks.large_world import make_world

ASSERTIONS_PER_ARTICLE = 20


def write_articles(path: Path, *, n_articles: int, n_words: int) -> None:
    """Write so many articles as JSON lines; where the world has fewer, they come again under other ids."""
    world = make_world(n_articles * ASSERTIONS_PER_ARTICLE)
    with path.open("w", encoding="utf-8") as stream:
        for number, told in enumerate(islice(cycle(tell_all(world)), n_articles)):
            article = told.account.article
            record = {
                "id": f"{article.id}-{number}",
                "outlet": article.outlet,
                "published": str(article.published),
                "text": _beginning(article.text, n_words),
            }
            stream.write(json.dumps(record) + "\n")


def _beginning(text: str, n_words: int) -> str:
    kept = " ".join(text.split(" ")[:n_words])
    return kept[: kept.rfind(".") + 1] or kept


def main() -> None:
    """Print time and memory of each size, and how much the last takes of what the first takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 4000, 20000])
    parser.add_argument("--words", type=int, default=60)
    args = parser.parse_args()
    peaks = []
    for n_articles in args.articles:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            write_articles(path, n_articles=n_articles, n_words=args.words)
            seconds, megabytes, n_assertions = time_job(build_whole, path, None)
        peaks.append(megabytes)
        print(
            f"{n_articles:8,} articles  {n_assertions:9,} assertions  {seconds:7.1f} s  {megabytes:6.0f} MB", flush=True
        )
    print(f"from the first to the last: {peaks[-1] / peaks[0]:.2f} times the memory (flat: 1)")


if __name__ == "__main__":
    main()
