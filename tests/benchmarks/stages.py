"""What an article costs, stage by stage: `python -m tests.benchmarks.stages`.

usage: python -m tests.benchmarks.stages [ARTICLES.jsonl.gz] [--most N]

One process does one stage after the other on the same articles, so that each can be counted alone; a build does them at
once in several. Figures are milliseconds of processor time an article, whatever else the machine does, then what a
graph of these articles takes, and what a million of them would.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kg.build import identify_run
from kg.link import link_graph
from kg.nlp.extract import extract_annotation
from kg.nlp.pipeline import BATCH_SIZE, COMPONENTS_AFTER, load_pipeline
from kg.rdf import Identifiers, describe, serialise
from kg.readers import read_inputs
from kg.records import Article
from kg.resolve import build_account
from kg.settings import BASE, Settings
from kg.store import GraphStore
from kg.store.article_rows import article_rows

ARTICLES = Path("../shared/corpora/polnear/train.jsonl.gz")
Made = TypeVar("Made")


class Stages:
    """Processor seconds by the name of the stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def run(self, name: str, stage: Callable[[], Made]) -> Made:
        """Run a stage and count what it takes."""
        started = time.process_time()
        made = stage()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - started
        return made


def measure(articles: Path, *, most: int) -> tuple[Stages, dict[str, float]]:
    """Return processor seconds by stage, and how much there is of everything."""
    stages = Stages()
    found = stages.run(
        "reading the file", lambda: [x for x in islice(read_inputs([articles]), most) if isinstance(x, Article)]
    )
    nlp = load_pipeline()
    list(nlp.pipe([article.text for article in found[:2]]))  # whatever is loaded at first use
    docs = stages.run(
        "network",
        lambda: list(nlp.pipe([article.text for article in found], batch_size=BATCH_SIZE, disable=COMPONENTS_AFTER)),
    )
    for doc, article in zip(docs, found, strict=True):
        doc._.published = article.published
        for name in COMPONENTS_AFTER:
            stages.run("rules", lambda doc=doc, name=name: nlp.get_pipe(name)(doc))
    annotations = stages.run(
        "rules", lambda: [extract_annotation(doc, one) for doc, one in zip(docs, found, strict=True)]
    )
    run = identify_run(Settings())
    accounts = stages.run("resolving within an article", lambda: [build_account(one) for one in annotations])
    lines = stages.run("describing", lambda: [serialise(describe(account, run=run, base=BASE)) for account in accounts])
    known = Identifiers(BASE)
    both = list(zip(accounts, lines, strict=True))
    rows = stages.run("describing", lambda: [article_rows(a, b, identifiers=known) for a, b in both])
    with tempfile.TemporaryDirectory() as folder:
        with GraphStore.create(Path(folder) / "stages.kg") as graph:
            stages.run("storing", lambda: [graph.add_rows(a, b, run=run) for a, b in zip(rows, lines, strict=True)])
            stages.run("storing", graph.flush)
            stages.run("linking", lambda: link_graph(graph))
            n_quads = len(graph)
        n_bytes = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return stages, {
        "articles": len(found),
        "words": sum(len(article.text.split()) for article in found),
        "assertions": sum(len(account.assertions) for account in accounts),
        "quads": n_quads,
        "bytes": n_bytes,
    }


def main() -> None:
    """Print a line a stage, and what a million articles would take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", default=ARTICLES)
    parser.add_argument("--most", type=int, default=200, help="articles")
    args = parser.parse_args()
    stages, n = measure(args.articles, most=args.most)
    whole = sum(stages.seconds.values())
    for name, seconds in stages.seconds.items():
        print(f"{name:30}{1000 * seconds / n['articles']:9.1f} ms an article {seconds / whole:7.1%}")
    print(f"{'all':30}{1000 * whole / n['articles']:9.1f} ms an article {n['words'] / whole:9,.0f} words/s of one core")
    print(f"network: {stages.seconds['network'] / whole:.1%} of all, {_before_linking(stages):.1%} of all but linking")
    for what in ("words", "assertions", "quads", "bytes"):
        print(f"{what:30}{n[what] / n['articles']:9,.0f} an article")
    million = 1e6 / n["articles"]
    print(
        f"a million such articles: {whole * million / 3600:,.0f} processor hours, {n['quads'] * million / 1e9:.2f} "
        f"thousand million quads, {n['bytes'] * million / 1e9:,.0f} GB"
    )


def _before_linking(stages: Stages) -> float:
    return stages.seconds["network"] / (sum(stages.seconds.values()) - stages.seconds["linking"])


if __name__ == "__main__":
    main()
