"""Fit the confidence of relations: `python -m kg.nlp.training.confidence READ.toml CORPORA`.

READ.toml lists relations that people read in their sentences and found right or wrong; a logistic regression with ridge
penalty turns the features of those that are found again into points.  A third of the
articles is kept out of the fit, for the reliability curve of `tests.benchmarks.confidence`.
"""

import gzip
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.nlp.pipeline import load_pipeline
from kg.nlp.relation.confidence import features, probability
from kg.nlp.relation.drafts import Draft
from kg.nlp.relations import extract_relations
from kg.nlp.training.points import render_points

FILES = ("polnear/dev.jsonl.gz", "newsfair/dev.jsonl.gz")
RIDGE = 1.0
N_STEPS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelation:
    """A relation with the verdict of who read it."""

    article: str
    """The article's identifier in its corpus."""
    features: Mapping[str, float]
    """Values by name."""
    confidence: float
    """What it has now."""
    right: bool
    """Whether it says what its sentence says."""


def read_texts(corpora: Path) -> dict[str, str]:
    """Texts of the development articles by identifier."""
    texts: dict[str, str] = {}
    for name in FILES:
        with gzip.open(corpora / name, "rt", encoding="utf-8") as lines:
            texts |= {str(row["id"]): row["text"] for row in map(json.loads, lines)}
    return texts


def find_read(verdicts: Path, corpora: Path, nlp: Language) -> Iterator[ReadRelation]:
    """The relations that were read and are found again at the same place with the same predicate."""
    texts = read_texts(corpora)
    rows = tomllib.loads(verdicts.read_text(encoding="utf-8"))["rows"]
    verdict_by_place = {(article, start, end, predicate): right for article, start, end, predicate, right in rows}
    for article in sorted({row[0] for row in rows}):
        doc = nlp(texts[article])
        seen: list[dict[str, float]] = []

        def note(draft: Draft, *, certainties: NDArray[np.float32] | None, in_headline: bool) -> float:
            seen.append(dict(features(draft, certainties=certainties, in_headline=in_headline)))  # noqa: B023 - used at once
            return probability(draft, certainties=certainties, in_headline=in_headline)

        for relation, values in zip(extract_relations(doc, assess=note), seen, strict=True):
            place = (article, relation.span.start, relation.span.end, relation.predicate.lemma)
            if place in verdict_by_place:
                yield ReadRelation(
                    article=article,
                    features=values,
                    confidence=relation.confidence,
                    right=verdict_by_place[place],
                )


def is_kept_out(article: str) -> bool:
    """Whether an article's relations are kept out of the fit, to measure it by."""
    return sum(article.encode()) % 3 == 0


def fit(examples: Sequence[ReadRelation], *, least: int = 4) -> dict[str, float]:
    """Points of each feature that at least `least` relations have, and the bias."""
    counts: dict[str, int] = {}
    for example in examples:
        for name in example.features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= least)
    values = np.array([[example.features.get(name, 0.0) for name in names] + [1.0] for example in examples])
    truth = np.array([example.right for example in examples], dtype=float)
    weights = np.zeros(values.shape[1])
    penalty = np.array([RIDGE] * len(names) + [0.0])
    scale = 1 / (np.linalg.norm(values, ord=2) ** 2 / 4 + RIDGE)
    for _ in range(N_STEPS):
        error = 1 / (1 + np.exp(-values @ weights)) - truth
        weights -= scale * (values.T @ error + penalty * weights)
    return {"bias": round(float(weights[-1]), 2)} | {
        name: round(float(weight), 2) for name, weight in zip(names, weights, strict=False) if abs(weight) >= 0.02
    }


def main() -> None:
    """Fit the points and write them into the package."""
    found = list(find_read(Path(sys.argv[1]), Path(sys.argv[2]), load_pipeline()))
    examples = [example for example in found if not is_kept_out(example.article)]
    target = Path(str(resources.files("kg.nlp.relation"))) / "confidence.toml"
    target.write_text(
        render_points(
            fit(examples),
            head=(
                "Points (log-odds) of the features of relations; see confidence.py.",
                "Written by kg.nlp.training.confidence; do not edit by hand.",
                f"Fitted to {len(examples)} relations read in articles of PolNeAR dev and News-Fair dev.",
            ),
        ),
        encoding="utf-8",
    )
    print(f"{target}: {len(examples)} relations, {sum(example.right for example in examples)} right")


if __name__ == "__main__":
    main()
