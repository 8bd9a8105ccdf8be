"""Names that were marked by hand for this project: in the training halves of EWT, PolNeAR and ECB+.

One line per sentence or article: its id in the corpus, a tab, and its names as `start:end:LABEL`, parted by spaces.
Positions count words in `ewt_names.tsv`, characters in the others; `OTHER` is a name of no OntoNotes type.
Everything in those halves was read; a text without a line has no name.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

OTHER = "OTHER"
NAME_LABELS = frozenset({"EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
"""OntoNotes' types of names; its others are numbers and times."""
NUMBER_LABELS = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})

Name = tuple[int, int, str | None]


def load_hand_names(name: str) -> dict[str, tuple[Name, ...]]:
    """Start, end (exclusive) and label of the names of each text of `{name}_names.tsv`: ewt, news (PolNeAR) or ecb."""
    lines = Path(__file__).with_name(f"{name}_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {text_id: tuple(map(_read_name, spans.split())) for text_id, spans in rows}


def _read_name(cell: str) -> Name:
    start, end, label = cell.split(":")
    return int(start), int(end), None if label == OTHER else label


def join_names(by_hand: Sequence[Name], silver: Iterable[Name]) -> list[Name]:
    """The names marked by hand, and of an automatic reading the dates and numbers that are no part of a name."""
    numbers = [
        span
        for span in silver
        if span[2] in NUMBER_LABELS and all(span[1] <= start or end <= span[0] for start, end, _ in by_hand)
    ]
    return sorted([*by_hand, *numbers], key=lambda span: span[:2])
