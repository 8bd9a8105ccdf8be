"""Whom speaking pronouns mean, as a measure of the table; `python -m tests.benchmarks.pronouns` prints the errors."""

from pathlib import Path

from kg.nlp.pipeline import annotate, load_pipeline
from tests.benchmarks import pronouns
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import run_measure


def measure(corpora: Path, *, model: str | None = None) -> Figures:
    """Return the percentage of the labelled pronouns whose speaker is right."""
    labelled = pronouns.read_pronouns()
    articles = pronouns.read_articles(corpora, {pronoun.article for pronoun in labelled})
    found = pronouns.measure(annotate(articles, nlp=load_pipeline(model)), labelled)
    return {"right": 100 * sum(is_right for *_, is_right in found) / len(found)}


if __name__ == "__main__":
    run_measure(measure, __doc__)
