"""Events and things joined across articles, against ECB+ (Cybulska and Vossen 2014), from raw texts to `kg mentions`.

usage: python -m tests.benchmarks.across [--corpora FOLDER] [--part dev|train]

The texts are built into a graph, each as an article of its own without date; neither topics nor mentions are given. The
scorer is the one that comes with the corpora. Its own baseline, the same last word within a given topic on given
mentions, is printed beside it.
"""

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.graph import KnowledgeGraph
from tests.benchmarks.options import CORPORA

N_OUTLETS = 7
"""Outlets that the texts are dealt out to; they play no part."""


def main() -> None:
    """Print the scores of the graph and of the baseline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the corpora")
    parser.add_argument("--part", choices=("dev", "train"), default="dev", help="train is what weights were learnt on")
    args = parser.parse_args()
    gold = args.corpora / "ecbplus" / f"{args.part}.jsonl.gz"
    scorer = args.corpora.parent / "tools" / "score_clusters.py"
    with TemporaryDirectory() as folder:
        mentions = write_mentions(gold, Path(folder))
        for name, given in (("kg build, kg mentions", str(mentions)), ("baseline on given mentions", "--baseline")):
            print(name)
            subprocess.run([sys.executable, str(scorer), str(gold), given], check=True)


def write_mentions(gold: Path, folder: Path) -> Path:
    """Build the texts of a gold file and write every mention as the scorer reads it."""
    articles, mentions = folder / "articles.jsonl", folder / "mentions.jsonl"
    articles.write_text("".join(f"{json.dumps(article)}\n" for article in read_articles(gold)), encoding="utf-8")
    graph = KnowledgeGraph.build(articles, folder / "graph.kg")
    with mentions.open("w", encoding="utf-8") as lines:
        for one in graph.mentions():
            row = {"article": one.article, "start": one.start, "end": one.end, "kind": one.kind, "iri": one.iri}
            lines.write(f"{json.dumps(row)}\n")
    return mentions


def read_articles(gold: Path) -> Iterator[dict[str, str]]:
    """Yield the texts of a gold file as articles."""
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            yield {"id": record["id"], "outlet": f"outlet {number % N_OUTLETS}", "text": record["text"]}


if __name__ == "__main__":
    main()
