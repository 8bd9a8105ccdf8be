"""Names that were marked by hand for this project: in EWT's training half and in a part of PolNeAR's.

One line per sentence or article: its id in the corpus, a tab, and its names as `start:end:LABEL`, parted by spaces.
Positions count words in `ewt_names.tsv` and characters in `news_names.tsv`; `OTHER` is a name of no OntoNotes type.
All sentences of EWT's training half were read, those without a line have no name; of PolNeAR's articles those with a
line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

OTHER = "OTHER"
NAME_LABELS = frozenset({"EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
"""OntoNotes' types of names; its others are numbers and times."""
NUMBER_LABELS = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
SURE_SHARE, SURE_COUNT = 0.8, 2
"""How often a form must have been marked, and how steadily, for its label to hold in texts that were not read."""

Name = tuple[int, int, str | None]


def load_hand_names(name: str) -> dict[str, tuple[Name, ...]]:
    """Start, end (exclusive) and label of the names of each text of `ewt_names.tsv` or `news_names.tsv`."""
    lines = Path(__file__).with_name(f"{name}_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {text_id: tuple(map(_read_name, spans.split())) for text_id, spans in rows}


def _read_name(cell: str) -> Name:
    start, end, label = cell.split(":")
    return int(start), int(end), None if label == OTHER else label


@dataclass(frozen=True, slots=True, kw_only=True)
class HandNames:
    """The names of the articles that were read, and what they tell of the others."""

    names_by_article: Mapping[str, Sequence[Name]]
    """By PolNeAR's id."""
    label_by_form: Mapping[str, str]
    """Of forms that were marked often enough and nearly always alike."""

    def correct(self, article: str, text: str, silver: Iterable[Name]) -> list[Name]:
        """An article's entities: names by hand, dates and numbers as in `silver`.

        In an article that was not read silver names stay where their form is known, with its label; the others are
        left open.
        """
        silver = list(silver)
        by_hand = self.names_by_article.get(article)
        if by_hand is None:
            return [(start, end, self._judge(text[start:end], label)) for start, end, label in silver]
        numbers = [
            span
            for span in silver
            if span[2] in NUMBER_LABELS and all(span[1] <= start or end <= span[0] for start, end, _ in by_hand)
        ]
        return sorted([*by_hand, *numbers], key=lambda span: span[:2])

    def _judge(self, form: str, label: str | None) -> str | None:
        return label if label in NUMBER_LABELS else self.label_by_form.get(form)


def read_hand_names(text_by_article: Mapping[str, str]) -> HandNames:
    """The names of `news_names.tsv`, for PolNeAR's texts."""
    names_by_article = load_hand_names("news")
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article, names in names_by_article.items():
        for start, end, label in names:
            counts[text_by_article[article][start:end]][label or OTHER] += 1
    label_by_form = {}
    for form, count in counts.items():
        label, n_label = count.most_common(1)[0]
        if n_label >= SURE_COUNT and n_label >= SURE_SHARE * count.total() and label != OTHER:
            label_by_form[form] = label
    return HandNames(names_by_article=names_by_article, label_by_form=label_by_form)
