"""Relations of single sentences on CaRB's dev half: `python -m tests.benchmarks.relations [--predictions FILE.tsv]`.

usage: python -m tests.benchmarks.relations [--corpora ../shared/corpora] [--model FOLDER] [--predictions FILE.tsv]

Scored by `score_openie.py` of the folder `tools` beside the corpora, from what `kg annotate` writes.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.nlp.annotate_json import render_annotation
from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Article, Place
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import options, print_figures

NO_PREPOSITIONS = {"subject", "object", "recipient", "complement", "clause", "time", "manner"}
FIGURES = re.compile(r"P (?P<precision>[\d.]+)\s+R (?P<recall>[\d.]+)\s+F1 (?P<f1>[\d.]+)")


def measure(corpora: Path, *, model: str | None = None, predictions: Path | None = None) -> Figures:
    """Return CaRB's precision, recall and F1; the relations are left in `predictions`, where that is given."""
    gold = corpora / "carb" / "dev-gold.tsv"
    sentences = dict.fromkeys(line.split("\t")[0] for line in gold.read_text(encoding="utf-8").splitlines())
    with tempfile.TemporaryDirectory() as folder:
        path = predictions or Path(folder) / "predicted.tsv"
        path.write_text("\n".join(predict(sentences, model=model)) + "\n", encoding="utf-8")
        command = [sys.executable, str(corpora.parent / "tools" / "score_openie.py"), str(gold), str(path)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = FIGURES.search(output)
    assert found is not None, output
    return {name: float(value) for name, value in found.groupdict().items()}


def predict(sentences: Iterable[str], *, model: str | None = None) -> Iterator[str]:
    """Yield one line for each relation of each sentence."""
    articles = [
        Article(id=str(i), outlet="carb", text=sentence, place=Place(path="carb"), reader="benchmark")
        for i, sentence in enumerate(sentences)
    ]
    for annotation in annotate(articles, nlp=load_pipeline(model)):
        for relation in render_annotation(annotation)["relations"]:
            if relation["subject"] is not None:
                cells = [relation["predicate"]["text"], relation["subject"]["text"]]
                cells += [lead(argument) for argument in relation["arguments"]]
                yield "\t".join([annotation.article.text, str(relation["confidence"]), *cells])


def lead(argument: dict[str, Any]) -> str:
    """Lead an argument by its preposition, where its text does not begin with it."""
    role, text = str(argument["role"]), str(argument["text"])
    return text if role in NO_PREPOSITIONS or text.lower().startswith(role) else f"{role} {text}"


def main() -> None:
    """Print the figures."""
    parser = options(__doc__)
    parser.add_argument("--predictions", type=Path, help="where to leave what was scored")
    args = parser.parse_args()
    print_figures(measure(args.corpora, model=args.model, predictions=args.predictions))


if __name__ == "__main__":
    main()
