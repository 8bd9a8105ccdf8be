"""Fit the points of antecedents: `python -m kg.nlp.training.antecedents gum-train.conllu.gz [--pronouns FILE]`.

Every mention of annotated texts chooses among its candidates, or none. The loss is that of mention ranking (Durrett and
Klein 2013): the chance of all right antecedents together, `none` being one of the choices. Names and quoted speakers
are joined by rule, before and as in reading. Features seen fewer than `MIN_COUNT` times get no points, and points are
rounded, so that the file stays small and legible. GUM's fiction and how-to guides are left out, as their licence asks.
"""

import gzip
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.coref.candidates import Candidate
from kg.nlp.coref.decode import Choice, best_by_points
from kg.nlp.coref.pairs import describe_new, describe_pair
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Mention
from kg.nlp.coreference import resolve_doc
from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.gum import find_mentions
from kg.nlp.training.trees import LEFT_OUT_GENRES, Tree, read_trees
from kg.records import Span

MIN_COUNT = 10
RIDGE = 2e-5
N_STEPS = 250
LEARNING_RATE = 0.06
MIN_POINTS = 0.03
"""Features with fewer points are left out; from 0.1 on the file is an eighth shorter and CoNLL's F1 0.4 lower."""
NEAR_NEWS = frozenset({"news", "interview", "speech", "bio"})
"""Genres whose examples count whole; those of the others by half."""
WEIGHT_OF_PRONOUNS = 3.0
"""Times that a labelled pronoun of a news article counts."""
HEADER = """# Log-odds of each feature of a pair of mentions, and of `new`: having no antecedent.
# Fitted by kg.nlp.training.antecedents on GUM's training half (Zeldes 2017; without fiction and how-to guides), and on
# pronouns of PolNeAR's training half that were labelled by hand with whom they mean.
# [thresholds]: log-odds from which a mention of a kind has an antecedent, 0 where not given.
"""
THRESHOLD_OF_NOUN, THRESHOLD_OF_PRONOUN = -2.0, -0.5
"""Log-odds from which a noun or name, and a pronoun of the third person, has an antecedent: below 0, as misses cost
more than wrong links do."""
THIRD_PERSON = frozenset({"he", "it", "they"})
WITHOUT_THRESHOLD = frozenset({"i", "you", "we", "this", "group"})


@dataclass(slots=True)
class Example:
    """One choice: the features of no antecedent, of each candidate, and which ones are right (the first is none)."""

    features: list[list[str]]
    right: list[bool]
    weight: float = 1.0


@dataclass(slots=True)
class Recorder:
    """Chooses by the gold, and notes what there was to choose from."""

    gold: dict[Span, str]
    """The chain of each mention."""
    weight: float = 1.0
    examples: list[Example] = field(default_factory=list)

    def choose(self, scene: Scene, mention: Mention, candidates: list[Candidate]) -> Choice | None:
        """Return the nearest right candidate."""
        chain = self.gold.get(span_of(scene.doc, mention))
        right = [chain is not None and self.gold.get(span_of(scene.doc, one.mention)) == chain for one in candidates]
        if candidates:
            self.examples.append(note_example(scene, mention, candidates, right, weight=self.weight))
        return next(
            (
                Choice(candidate=one, probability=1.0)
                for one, is_right in zip(candidates, right, strict=True)
                if is_right
            ),
            None,
        )


@dataclass(slots=True)
class PronounRecorder:
    """Chooses by the points so far, but for labelled pronouns, which it notes."""

    names_by_start: Mapping[int, Sequence[str]]
    """Whom the pronoun at a character means, in words."""
    examples: list[Example] = field(default_factory=list)

    def choose(self, scene: Scene, mention: Mention, candidates: list[Candidate]) -> Choice | None:
        """Return the nearest candidate that has one of the names."""
        names = self.names_by_start.get(scene.doc[mention.head].idx, ())
        right = [_is_called(scene.doc, one, names) for one in candidates]
        if not any(right):
            return best_by_points()(scene, mention, candidates)
        self.examples.append(note_example(scene, mention, candidates, right, weight=WEIGHT_OF_PRONOUNS))
        return Choice(candidate=candidates[right.index(True)], probability=1.0)


def _is_called(doc: Doc, candidate: Candidate, names: Iterable[str]) -> bool:
    """Tell whether the thing of a candidate is called by one of the names; named things by their names alone."""
    thing = candidate.thing
    mentions = thing.mentions if thing is not None else [candidate.mention]
    is_named = thing is not None and thing.label is not None
    places = [one.name or one.core for one in mentions if one.name is not None or not is_named]
    texts = [" ".join(token.lower_ for token in doc[start:end]) for start, end in places]
    return any(f" {name.lower()} " in f" {text} " for name in names for text in texts)


def note_example(
    scene: Scene, mention: Mention, candidates: list[Candidate], right: list[bool], *, weight: float
) -> Example:
    """Return the features of a choice."""
    features = [list(describe_new(scene, mention, n_candidates=len(candidates)))]
    features += [list(describe_pair(scene, mention, one.mention, one.thing, between=one.between)) for one in candidates]
    return Example(features, [not any(right), *right], weight)


def span_of(doc: Doc, mention: Mention) -> Span:
    """Return the characters of a mention."""
    last = doc[mention.end - 1]
    return Span(doc[mention.start].idx, last.idx + len(last))


def fit_points(examples: Sequence[Example]) -> dict[str, float]:
    """Return the points of each feature."""
    counts = Counter(name for one in examples for names in one.features for name in set(names))
    index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= MIN_COUNT))}
    data = _Matrix(examples, index)
    points = np.zeros(len(index))
    mean, square = np.zeros_like(points), np.zeros_like(points)
    for step in range(1, N_STEPS + 1):
        slope = data.slope(points) + RIDGE * points
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = LEARNING_RATE * (1 - 0.9 * step / N_STEPS)
        points -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(points[i]), 2) for name, i in index.items() if abs(points[i]) >= MIN_POINTS}


class _Matrix:
    """All choices as arrays: features by row, rows by example."""

    def __init__(self, examples: Sequence[Example], index: dict[str, int]) -> None:
        self._n = len(index)
        rows = [names for one in examples for names in one.features]
        found = [[index[name] for name in names if name in index] for names in rows]
        self._features = np.asarray([i for row in found for i in row], dtype=np.int64)
        self._rows = np.repeat(np.arange(len(rows)), [len(row) for row in found])
        sizes = np.asarray([len(one.features) for one in examples])
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._example = np.repeat(np.arange(len(examples)), sizes)
        self._right = np.asarray([right for one in examples for right in one.right])
        self._weight = np.asarray([one.weight for one in examples])
        self._n_rows = len(rows)

    def slope(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the gradient of the mean loss."""
        scores = np.bincount(self._rows, weights=points[self._features], minlength=self._n_rows)
        scores -= np.maximum.reduceat(scores, self._starts)[self._example]
        weights = np.exp(scores)
        share = weights / np.add.reduceat(weights, self._starts)[self._example]
        right = np.where(self._right, weights, 0.0)
        total = np.maximum(np.add.reduceat(right, self._starts), 1e-12)
        pull = (share - right / total[self._example]) * self._weight[self._example]
        return np.bincount(self._features, weights=pull[self._rows], minlength=self._n) / len(self._starts)


def join_trees(trees: Iterable[Tree]) -> tuple[str, dict[Span, str]]:
    """Return the text of a document and the chain of each mention in it."""
    text, chains = "", {}
    for tree in trees:
        text = text.rstrip(" ") + ("\n\n" if tree.starts_paragraph and text else "")
        text += " " if text and not text[-1].isspace() else ""
        starts = []
        for word in tree.words:
            starts.append(len(text))
            text += word.form + " " * word.space_after
        for first, end, _, chain in find_mentions(tree.words):
            chains[Span(starts[first], starts[end - 1] + len(tree.words[end - 1].form))] = chain
    return text.rstrip(), chains


def collect_chains(path: Path, *, nlp: Language) -> Iterator[Example]:
    """Yield the choices of GUM's documents, read from their raw text."""
    for document, trees in groupby(read_trees(path, left_out=LEFT_OUT_GENRES), key=lambda tree: tree.document):
        text, chains = join_trees(trees)
        recorder = Recorder(chains, 1.0 if document.split("_")[1] in NEAR_NEWS else 0.5)
        resolve_doc(nlp(text), choose=recorder.choose)
        yield from recorder.examples


def collect_pronouns(path: Path, articles: Path, *, nlp: Language) -> Iterator[Example]:
    """Yield the choices of labelled pronouns; `path` is laid out as `tests/benchmarks/pronoun_speakers.toml`."""
    names: dict[str, dict[int, Sequence[str]]] = defaultdict(dict)
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["pronoun"]:
        names[one["article"]][one["span"][0]] = (one["answer"], *one.get("also", ()))
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["id"] in names:
                recorder = PronounRecorder(names[article["id"]])
                resolve_doc(nlp(article["text"]), choose=recorder.choose)
                yield from recorder.examples


def write_points(points: Mapping[str, float], path: Path) -> None:
    """Write the scorecard's file."""
    kinds = sorted({name.split("|")[1] for name in points if name.startswith("new|")})
    lowered = (
        f'"{kind}" = {THRESHOLD_OF_PRONOUN if kind in THIRD_PERSON else THRESHOLD_OF_NOUN}'
        for kind in kinds
        if kind not in WITHOUT_THRESHOLD
    )
    lines = [HEADER, "[thresholds]", *lowered, "", "[points]"]
    lines += [f'"{name}" = {points[name]}' for name in sorted(points)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(
    trees: Annotated[Path, typer.Argument(help="GUM's training half, gzipped CoNLL-U")],
    pronouns: Annotated[Path | None, typer.Option(help="labelled pronouns, TOML")] = None,
    articles: Annotated[Path | None, typer.Option(help="the articles of these, JSON lines, gzipped")] = None,
) -> None:
    """Fit the points and write them where the component reads them."""
    nlp = load_pipeline()
    nlp.remove_pipe("kg_coreference")
    examples = list(collect_chains(trees, nlp=nlp))
    if pronouns is not None and articles is not None:
        examples += collect_pronouns(pronouns, articles, nlp=nlp)
    write_points(fit_points(examples), Path(str(resources.files("kg.nlp.coref"))) / "points.toml")
    print(f"{len(examples)} choices")


if __name__ == "__main__":
    typer.run(main)
