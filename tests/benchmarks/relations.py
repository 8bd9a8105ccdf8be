"""Relations of single sentences against CaRB's dev half: prints precision, recall, F1 and the target.

usage: python tests/benchmarks/relations.py [PREDICTIONS.tsv]
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from kg.nlp.annotate_json import render_annotation
from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Article, Place

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "corpora/carb/dev-gold.tsv"
SCORER = SHARED / "tools/score_openie.py"
TARGET = "F1 >= 40 (OpenIE5 has 45.4)"
NO_PREPOSITIONS = {"subject", "object", "recipient", "complement", "clause", "time", "manner"}


def predict(sentences):
    """Yield one line for each relation of each sentence."""
    articles = [
        Article(id=str(i), outlet="carb", text=sentence, place=Place(path="carb"), reader="benchmark")
        for i, sentence in enumerate(sentences)
    ]
    for annotation in annotate(articles, nlp=load_pipeline()):
        for relation in render_annotation(annotation)["relations"]:
            if relation["subject"] is not None:
                cells = [relation["predicate"]["text"], relation["subject"]["text"]]
                cells += [lead(argument) for argument in relation["arguments"]]
                yield "\t".join([annotation.article.text, str(relation["confidence"]), *cells])


def lead(argument):
    """Lead an argument by its preposition, where its text does not begin with it."""
    role, text = argument["role"], argument["text"]
    return text if role in NO_PREPOSITIONS or text.lower().startswith(role) else f"{role} {text}"


def main():
    gold = GOLD.read_text(encoding="utf-8").splitlines()
    lines = predict(list(dict.fromkeys(line.split("\t")[0] for line in gold)))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()) / "predicted.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, str(SCORER), str(GOLD), str(path)], check=True)
    print("target:", TARGET)


if __name__ == "__main__":
    main()
