"""Claims across articles against pairs that were labelled by reading both sentences, beside two baselines.

usage: python -m tests.benchmarks.claim_pairs GRAPH [--gold FILE] [--fit FILE] [--corpora FOLDER] [--errors]

The pairs are offsets only, one pair of two outlets' claims a line: article, sentence and claim of both, and how the
left one relates to the right one: `same`, `refines` or `refined`, `entails` or `entailed`, `contradicts`, `related`
(one event or topic, but none of these), `none`.
The graph must hold the articles of the gold: PolNeAR dev for `tests/cases/claim_pairs.tsv`.

For each side the row counts that overlaps the labelled claim best; where none does, nothing is found. Two rows say the
same where `kg claims` gives them one `claim`; else they relate as graph/claims says of their claims, whichever of them
is named first. The baselines (`tests.benchmarks.overlap`) take the words from the corpora, and their points from the
training pairs, `tests/cases/claim_pairs_train.tsv`.
"""

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.rdf.vocabulary import KG, node
from kg.store import GraphStore
from tests.benchmarks.counts import Counts
from tests.benchmarks.options import CORPORA
from tests.benchmarks.overlap import (
    Compare,
    choose_point,
    compare_meanings,
    compare_words,
    count_reached,
    missing_packages,
)

CASES = Path(__file__).parent.parent / "cases"
GOLD, FIT = CASES / "claim_pairs.tsv", CASES / "claim_pairs_train.tsv"
TEXTS = ("polnear/dev.jsonl.gz", "polnear/train.jsonl.gz", "ecbplus/train.jsonl.gz")
"""Where the articles of the pairs are."""
SAME, CONTRADICTS, REFINES, ENTAILS = "same", "contradicts", "refines", "entails"
RELATIONS = (SAME, CONTRADICTS, REFINES, ENTAILS)
UNDIRECTED = {"refined": REFINES, "entailed": ENTAILS}
"""What a label is called from the other side."""
LABELS = (SAME, REFINES, "refined", ENTAILS, "entailed", CONTRADICTS, "related", "none")
MEASURES: Mapping[str, frozenset[str]] = {
    "same": frozenset({SAME}),
    "same, refines or entails": frozenset({SAME, REFINES, ENTAILS}),
    "contradicts": frozenset({CONTRADICTS}),
    "refines or entails": frozenset({REFINES, ENTAILS}),
}
"""Which relations each line of the table counts as found and as wanted."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two claims of a pair."""

    article: str
    sentence: Span
    claim: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims of two outlets, and how the left one relates to the right one."""

    left: Side
    right: Side
    label: str

    @property
    def relation(self) -> str:
        """The label, whichever side is named first."""
        return UNDIRECTED.get(self.label, self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row of the graph stands, and the cluster of its claim."""

    span: Span
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a graph says of the claims of its articles."""

    places: Mapping[str, Sequence[Place]]
    """By the article's id."""
    relations: Mapping[frozenset[str], str]
    """How two clusters relate, by the two."""

    def find(self, side: Side) -> str | None:
        """Return the cluster of the row that overlaps a labelled claim best."""
        places = [place for place in self.places.get(side.article, ()) if overlap(place.span, side.sentence)]
        best = max(places, key=lambda place: (overlap(place.span, side.claim), place.claim), default=None)
        return best.claim if best and overlap(best.span, side.claim) else None

    def relate(self, pair: Pair) -> str | None:
        """Return how the rows of a pair relate; None where a side has no row or the graph says nothing of the two."""
        left, right = self.find(pair.left), self.find(pair.right)
        if left is None or right is None:
            return None
        return SAME if left == right else self.relations.get(frozenset({left, right}))


def overlap(ours: Span, theirs: Span) -> float:
    """Return the shared part of two spans as a share of both together, 0 to 1."""
    shared = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    return max(shared, 0) / (max(ours[1], theirs[1]) - min(ours[0], theirs[0]))


def read_pairs(path: Path) -> list[Pair]:
    """Return the labelled pairs of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(left=_side(line, "left"), right=_side(line, "right"), label=line["label"])
            for line in csv.DictReader(lines, delimiter="\t")
        ]


def _side(line: Mapping[str, str], name: str) -> Side:
    numbers = {part: int(line[f"{name}_{part}"]) for part in ("sentence_start", "sentence_end", "start", "end")}
    return Side(
        article=line[f"{name}_article"],
        sentence=(numbers["sentence_start"], numbers["sentence_end"]),
        claim=(numbers["start"], numbers["end"]),
    )


def read_stated(graph: Path) -> Stated:
    """Return what a graph says, its claims replaced by the canonical ones of their clusters.

    Raises:
        GraphNotFound: where there is none.
    """
    canonical, relations = read_relations(graph)
    places = defaultdict(list)
    for row in KnowledgeGraph.open(graph).claims():
        claim = canonical.get(row.claim, row.claim)
        places[row.article].append(Place(span=(row.start, row.end), claim=claim))
    return Stated(places=places, relations=relations)


def read_relations(graph: Path) -> tuple[dict[str, str], dict[frozenset[str], str]]:
    """Return the canonical claim of each claim that has another, and how two clusters relate.

    Where two clusters are related in several ways, the first of contradicts, refines, entails counts.
    """
    relations: dict[frozenset[str], str] = {}
    with GraphStore.open(graph) as opened:
        shared = opened.identifiers.graph("claims")

        def links(name: str) -> list[tuple[str, str]]:
            quads = opened.store.quads_for_pattern(None, node(KG[name]), None, shared)
            return [(quad.subject.value, quad.object.value) for quad in quads]

        canonical = dict(links("sameAs"))
        for name in (CONTRADICTS, REFINES, ENTAILS):
            for left, right in links(name):
                both = frozenset({canonical.get(left, left), canonical.get(right, right)})
                relations.setdefault(both, name)
    return canonical, relations


def count_relations(found: Sequence[str | None], pairs: Sequence[Pair], wanted: frozenset[str]) -> Counts:
    """Count the pairs for which one of some relations was found against those labelled so."""
    return Counts(
        right=sum(one in wanted and pair.relation in wanted for one, pair in zip(found, pairs, strict=True)),
        found=sum(one in wanted for one in found),
        wanted=sum(pair.relation in wanted for pair in pairs),
    )


def read_texts(corpora: Path, articles: Iterable[str]) -> dict[str, str]:
    """Return the texts of some articles by their ids.

    Raises:
        FileNotFoundError: where a corpus is not there.
    """
    wanted = set(articles)
    texts: dict[str, str] = {}
    for name in TEXTS:
        if len(texts) < len(wanted):
            with gzip.open(corpora / name, "rt", encoding="utf-8") as lines:
                texts |= {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in wanted}
    return texts


def words_of(pairs: Iterable[Pair], texts: Mapping[str, str], *, whole: bool) -> list[tuple[str, str]]:
    """Return the words of both claims of each pair, or of their whole sentences."""

    def words(side: Side) -> str:
        start, end = side.sentence if whole else side.claim
        return texts[side.article][start:end]

    return [(words(pair.left), words(pair.right)) for pair in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A way to tell the same claims from others that knows nothing of the graph."""

    name: str
    compare: Compare
    whole: bool
    """Whether it sees the whole sentences."""


BASELINES = (
    Baseline(name="lexical overlap, claim", compare=compare_words, whole=False),
    Baseline(name="lexical overlap, sentence", compare=compare_words, whole=True),
    Baseline(name="sentence embedding, claim", compare=compare_meanings, whole=False),
    Baseline(name="sentence embedding, sentence", compare=compare_meanings, whole=True),
)


def measure_baseline(
    baseline: Baseline, pairs: Sequence[Pair], fit: Sequence[Pair], texts: Mapping[str, str]
) -> dict[str, Counts]:
    """Return a baseline's counts by the name of the measure, its points chosen on other pairs."""
    scores, known = (baseline.compare(words_of(some, texts, whole=baseline.whole)) for some in (pairs, fit))
    counts = {}
    for name, wanted in MEASURES.items():
        if SAME in wanted:
            point = choose_point(known, [pair.relation in wanted for pair in fit])
            counts[name] = count_reached(scores, [pair.relation in wanted for pair in pairs], point=point)
    return counts


def measure_graph(stated: Stated, pairs: Sequence[Pair]) -> dict[str, Counts]:
    """Return the graph's counts by the name of the measure."""
    found = [stated.relate(pair) for pair in pairs]
    return {name: count_relations(found, pairs, wanted) for name, wanted in MEASURES.items()}


def render_table(counts_by_name: Mapping[str, Mapping[str, Counts]]) -> str:
    """The figures as aligned lines: one for each measure of each way."""
    lines = [
        f"{measure:26}{name:30}{counts[measure]}"
        for measure in MEASURES
        for name, counts in counts_by_name.items()
        if measure in counts
    ]
    return "\n".join(lines)


def render_errors(stated: Stated, pairs: Sequence[Pair]) -> str:
    """The pairs of which the graph says something else than the label, one a line."""
    found = ((pair, stated.relate(pair)) for pair in pairs)
    return "\n".join(
        f"{pair.label:12}{relation or '–':12}{_place(pair.left)}  {_place(pair.right)}"
        for pair, relation in found
        if relation != (pair.relation if pair.relation in RELATIONS else None)
    )


def _place(side: Side) -> str:
    return f"{side.article} {side.claim[0]}–{side.claim[1]}"


def run_baselines(pairs: Sequence[Pair], fit: Sequence[Pair], corpora: Path) -> dict[str, dict[str, Counts]]:
    """Return the counts of the baselines that can run, telling why others cannot."""
    try:
        texts = read_texts(corpora, {side.article for pair in (*pairs, *fit) for side in (pair.left, pair.right)})
    except FileNotFoundError as missing:
        print(f"baselines left out: {missing.filename} is not there", file=sys.stderr)
        return {}
    absent = missing_packages()
    if absent:
        print(f"sentence embedding left out: {', '.join(absent)} of the train extra missing", file=sys.stderr)
    return {
        baseline.name: measure_baseline(baseline, pairs, fit, texts)
        for baseline in BASELINES
        if not absent or baseline.compare is not compare_meanings
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="graph that holds the articles of the pairs")
    parser.add_argument("--gold", type=Path, default=GOLD, help="labelled pairs to score against")
    parser.add_argument("--fit", type=Path, default=FIT, help="labelled pairs that the baselines' points come from")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the corpora")
    parser.add_argument("--errors", action="store_true", help="list the pairs that differ from their label")
    args = parser.parse_args()
    pairs, stated = read_pairs(args.gold), read_stated(args.graph)
    without = sum(stated.find(side) is None for pair in pairs for side in (pair.left, pair.right))
    print(f"{len(pairs)} pairs; {without} of {2 * len(pairs)} sides have no row")
    counts = {"kg": measure_graph(stated, pairs)} | run_baselines(pairs, read_pairs(args.fit), args.corpora)
    print(render_table(counts))
    if args.errors:
        print(render_errors(stated, pairs))


if __name__ == "__main__":
    main()
