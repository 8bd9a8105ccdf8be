"""Fit the points by which claims are compared, and write them to `kg/resolve/claim_points.toml`.

usage: python -m tests.benchmarks.fit_claim_points GRAPH...

The graphs hold the articles of `tests/cases/claim_pairs_train.tsv` (ECB+ train, PolNeAR train). Prints the F1 of
cross-validation over stories. Events across articles are no feature: their own points were learnt from ECB+ train,
where they would look better than they are.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kg.nlp.training.claim_points import Fit, Table, fit_points
from kg.rdf.decisions import canonical_keys
from kg.records import ClaimCase
from kg.resolve import canonical_chooser, link_entities
from kg.resolve.claim_blocks import rarity
from kg.resolve.claim_features import compare_readings, plain_weight
from kg.resolve.claim_reading import read_case
from kg.store import GraphStore
from kg.store.linking import Linking
from kg.store.survey_names import survey_entity_records

ROOT = Path(__file__).parents[2]
PAIRS, POINTS = ROOT / "tests/cases/claim_pairs_train.tsv", ROOT / "kg/resolve/claim_points.toml"
FOR = (
    "predicate", "agent", "patient", "crossed", "others", "overlap", "contained", "number", "time", "n_matches",
    "weakest", "product", "type", "speaker",
)  # fmt: skip
AGAINST = (
    "contrary", "other_sign", "one_says", "one_clause", "agent_clash", "agent_missing", "patient_clash",
    "patient_missing", "swapped", "others_clash", "names_clash", "more", "number_clash", "one_number",
    "other_bound", "time_clash", "tense_clash", "one_stated",
)  # fmt: skip
SIGN_BY_FEATURE = {**dict.fromkeys(FOR, 1), **dict.fromkeys(AGAINST, -1)}
FIXED = {"place_clash": -0.7}
QUESTIONS = {
    "same": ("same",),
    "close": ("same", "refines", "refined", "entails", "entailed", "contradicts"),
}
THRESHOLDS = {"same": 0.3, "close": 0.4, "contradicts": 0.55, "refines": 0.6}
"""Set by hand: where cross-validation is flat, on the side of the five articles of one story."""
HEAD = """title = "Points by which two claims are compared"
origin = "Logistic regressions over the labelled pairs of tests/cases/claim_pairs_train.tsv (ECB+ train, PolNeAR train)"

# Fitted by `python -m tests.benchmarks.fit_claim_points`. Each feature is between 0 and 1 (`claim_features`); points
# that would speak in the wrong direction are 0 and left out. same: both say the same. close: they are about one thing,
# whether the same, more, or the contrary; from the thresholds below it makes a contradiction of what clashes, and a
# refinement of what says more.
"""


Place = tuple[str, int, int]
"""Article, start and end."""


def read_cases(path: Path) -> Iterator[tuple[Place, ClaimCase]]:
    """Yield the claim cases of a graph with their places."""
    with GraphStore.create(path) as graph:
        entities = list(survey_entity_records(graph))
        linking = Linking(graph, canonical_keys(link_entities(entities), choose=canonical_chooser(entities)), {})
        query = "SELECT s.key, a.id, s.start, s.end FROM assertions s JOIN articles a ON a.key = s.article"
        places = {key: place for key, *place in graph.tables.connection.execute(query)}
        for story, articles in linking.stories():
            for case in linking.reader.cases(story, articles, (), ()):
                article, start, end = places[case.key]
                yield (article, start, end), case


def read_table(graphs: Sequence[Path]) -> Table:
    """Return the features and labels of the labelled pairs whose claims are in the graphs."""
    case_by_place: dict[Place, ClaimCase] = {}
    stories: dict[str | None, list[ClaimCase]] = defaultdict(list)
    for path in graphs:
        for place, case in read_cases(path):
            case_by_place.setdefault(place, case)
            stories[case.story].append(case)
    weigh_by_story = {story: rarity(cases) for story, cases in stories.items()}
    rows, labels, groups = [], [], []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            left, right = (case_by_place.get(_place(line, side)) for side in ("left", "right"))
            if left is None or right is None:
                continue
            weigh = weigh_by_story[left.story] if left.story == right.story else plain_weight
            rows.append(compare_readings(read_case(left), read_case(right), weigh=weigh))
            labels.append(line["label"])
            groups.append(str(left.story))
    return Table(
        names=tuple(rows[0]),
        features=np.array([list(row.values()) for row in rows]),
        labels=np.array(labels),
        groups=np.array(groups),
        weights=np.ones(len(rows)),
    )


def _place(line: dict[str, str], side: str) -> Place:
    return line[f"{side}_article"], int(line[f"{side}_start"]), int(line[f"{side}_end"])


def render(fits: dict[str, Fit]) -> str:
    """Write fitted points and thresholds as TOML."""
    blocks = [HEAD]
    for name, threshold in THRESHOLDS.items():
        fit = fits.get(name)
        points = {} if fit is None else {one: value for one, value in fit.by_feature.items() if value}
        figure = f"# F1 of five-fold cross-validation over stories: {fit.f1:.3f}\n" if fit is not None else ""
        blocks.append(f"{figure}[{name}]\nbias = {0.0 if fit is None else fit.bias}\nthreshold = {threshold}\n")
        blocks.append("\n".join([f"[{name}.points]", *(f"{one} = {value}" for one, value in points.items())]) + "\n")
    return "\n".join(blocks)


def main(graphs: Sequence[Path]) -> None:
    """Fit, print the figures, write the points."""
    table = read_table(graphs)
    fits = {
        name: fit_points(table, positive=labels, signs=SIGN_BY_FEATURE, fixed=FIXED)
        for name, labels in QUESTIONS.items()
    }
    for name, fit in fits.items():
        print(f"{name}: F1 {fit.f1:.3f} at {fit.threshold} over {len(table.labels)} pairs")
    POINTS.write_text(render(fits), encoding="utf-8")


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
