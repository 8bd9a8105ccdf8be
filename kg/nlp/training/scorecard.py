"""Fit the scorecard of attributions: `python -m kg.nlp.training.scorecard TRAIN.jsonl.gz`.

Every candidate of every article is right or wrong by PolNeAR's gold (content Dice of at least 0.5 and a shared word in
the source); a logistic regression with ridge penalty turns its features into points. Features seen fewer than
`MIN_COUNT` times get none, and points are rounded, so that the file stays small and legible.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from kg.nlp.attribution.candidates import Candidate
from kg.nlp.attribution.find import find_candidates
from kg.nlp.attribution.scorecard import features
from kg.nlp.attribution.spans import words_of
from kg.nlp.attribution.speech import find_speech, speech_by_position
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.points import render_points

MIN_COUNT = 8
RIDGE = 1.5
N_STEPS = 400
LEARNING_RATE = 0.05
MIN_POINTS = 0.05
Example = tuple[tuple[str, ...], bool]
"""The features of a candidate, and whether it is right."""


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """Read PolNeAR's articles, one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def collect_examples(doc: Doc, gold: Sequence[Mapping[str, Any]]) -> list[Example]:
    """Return one example for each candidate of a parsed text, quotations set."""
    speeches = find_speech(doc)
    inside = speech_by_position(speeches)
    candidates = [one for one in find_candidates(doc, speeches=speeches) if words_of(doc, one.content)]
    right = match(doc, candidates, gold)
    return [
        (tuple(features(one, in_quotes=one.trigger.i in inside)), index in right)
        for index, one in enumerate(candidates)
    ]


def match(doc: Doc, candidates: Sequence[Candidate], gold: Iterable[Mapping[str, Any]]) -> set[int]:
    """Pair candidates with gold attributions one to one, the closest first; return the indices of those paired."""
    wanted = [
        (_words(doc, one["source"]), _words(doc, one["content"])) for one in gold if one["cue"] and one["content"]
    ]
    offered = [(set(words_of(doc, one.source)), set(words_of(doc, one.content))) for one in candidates]
    ranked = []
    for i, (source, content) in enumerate(wanted):
        for j, (its_source, its_content) in enumerate(offered):
            overlap = 2 * len(content & its_content) / max(1, len(content) + len(its_content))
            if overlap >= 0.5 and (bool(source & its_source) or not (source or its_source)):
                ranked.append((-overlap, i, j))
    done: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in done and j not in right:
            done.add(i)
            right.add(j)
    return right


def _words(doc: Doc, spans: Iterable[Sequence[int]] | None) -> set[int]:
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans or ())
    return {i for span in found if span is not None for i in words_of(doc, range(span.start, span.end))}


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Fit the points of each feature; `bias` is where every candidate starts."""
    counts = Counter(feature for names, _ in examples for feature in names)
    columns = {name: i for i, name in enumerate(name for name, n in sorted(counts.items()) if n >= MIN_COUNT)}
    pairs = [(row, columns[name]) for row, (names, _) in enumerate(examples) for name in names if name in columns]
    rows, cells = np.array(pairs).T
    truth = np.array([right for _, right in examples], dtype=float)
    weights, bias = _descend(rows, cells, truth, n_columns=len(columns))
    points = {name: round(float(weights[i]), 2) for name, i in columns.items() if abs(weights[i]) >= MIN_POINTS}
    return {"bias": round(bias, 2), **points}


def _descend(rows: Any, cells: Any, truth: Any, *, n_columns: int) -> tuple[Any, float]:  # noqa: ANN401 - numpy arrays
    """Minimise the penalised log-loss with Adam over the whole set; the last place is the bias."""
    weights = np.zeros(n_columns + 1)
    weights[-1] = -2.5
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, N_STEPS + 1):
        total = weights[-1] + np.bincount(rows, weights=weights[cells], minlength=len(truth))
        error = 1 / (1 + np.exp(-total)) - truth
        slope = RIDGE * weights
        slope[:-1] += np.bincount(cells, weights=error[rows], minlength=n_columns)
        slope[-1] = error.sum()
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= LEARNING_RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights[:-1], float(weights[-1])


def main() -> None:
    """Annotate the training half with the bundled pipeline, fit, and write the scorecard into the package."""
    nlp = load_pipeline()
    nlp.disable_pipes(
        [name for name in nlp.pipe_names if name in ("kg_attributions", "kg_relations", "kg_coreference")]
    )
    pairs = ((article["text"], article["attributions"]) for article in read_gold(Path(sys.argv[1])))
    examples = [one for doc, gold in nlp.pipe(pairs, as_tuples=True) for one in collect_examples(doc, gold)]
    target = Path(str(resources.files("kg.nlp.attribution"))) / "scorecard.toml"
    target.write_text(
        render_points(
            fit(examples),
            head=(
                "Points (log-odds) of the features of a candidate attribution; their sum is its confidence.",
                "Written by kg.nlp.training.scorecard; do not edit by hand.",
                f"Measured on {len(examples)} candidates of PolNeAR's training half (Newell, Margolin, Ruths 2018).",
            ),
        ),
        encoding="utf-8",
    )
    print(f"{target}: {len(examples)} candidates, {sum(right for _, right in examples)} right")


if __name__ == "__main__":
    main()
