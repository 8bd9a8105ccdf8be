"""Whether the confidence of relations means what it says: the reliability curve on relations that were read.

Run: python -m tests.benchmarks.confidence [--corpora ../shared/corpora]

`rows_read.toml` has the place and the verdict of each; the first curve counts only articles kept out of the fit. A
bin's line says how many relations have such a confidence, what it is on average and what share of them is right; the
calibration error is the mean distance of the two, weighted by the bins' sizes (Guo et al. 2017).
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from kg.nlp.pipeline import load_pipeline
from kg.nlp.training.confidence import ReadRelation, find_read, is_kept_out

READ = Path(__file__).with_name("rows_read.toml")
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def bin_relations(found: Sequence[ReadRelation]) -> list[tuple[float, float, int, float, float]]:
    """Return lower edge, upper edge, number, mean confidence and share right of each bin that has any."""
    lines = []
    for low, high in pairwise(EDGES):
        inside = [one for one in found if low <= one.confidence < high or (high == 1.0 and one.confidence == 1.0)]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            lines.append((low, high, len(inside), mean, sum(one.right for one in inside) / len(inside)))
    return lines


def calibration_error(lines: Sequence[tuple[float, float, int, float, float]]) -> float:
    """Return the expected calibration error, 0 to 1."""
    total = sum(n for _, _, n, _, _ in lines)
    return sum(n * abs(mean - right) for _, _, n, mean, right in lines) / total if total else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    found = list(find_read(READ, parser.parse_args().corpora, load_pipeline()))
    kept = [one for one in found if is_kept_out(one.article)]
    for name, some in (("kept out of the fit", kept), ("all", found)):
        lines = bin_relations(some)
        right = sum(one.right for one in some)
        print(f"{name}: {len(some)} relations, {right} right ({right / max(len(some), 1):.0%})")
        for low, high, n, mean, share in lines:
            print(f"  {low:.1f}-{high:.1f}  {n:4}  confidence {mean:.2f}  right {share:.2f}  {'#' * round(40 * share)}")
        print(f"  calibration error {calibration_error(lines):.3f}")


if __name__ == "__main__":
    main()
