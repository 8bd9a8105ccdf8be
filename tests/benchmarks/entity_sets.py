"""The sets that names are measured on, as texts with their names at character offsets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.articles import read_rows
from tests.benchmarks.conllu import Document, read_documents

ANY_NAME = dict.fromkeys(
    ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"), "name"
)
UNER_LABELS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
CORENLP_LABELS = {"PERSON": "PERSON", "ORG": "ORGANIZATION"} | dict.fromkeys(("GPE", "LOC", "FAC"), "LOCATION")
CORENLP_LABELS |= dict.fromkeys(("NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC")


class Mark(NamedTuple):
    """A labelled span of characters."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedText:
    """A text and its names."""

    text: str
    names: tuple[Mark, ...]
    ignored: tuple[tuple[int, int], ...] = ()
    """Spans in which predictions are not counted."""
    start: int
    end: int
    """Borders of what was annotated."""


def read_newsfair(corpora: Path) -> Iterator[NamedText]:
    """Yield News-Fair's articles."""
    for row in read_rows(corpora / "newsfair" / "dev.jsonl.gz"):
        yield NamedText(
            text=row["text"],
            names=tuple(Mark(start, end, "name") for start, end, _, kind in row["entities"] if kind == "named"),
            ignored=tuple((start, end) for start, end, _, kind in row["entities"] if kind == "ignore"),
            start=row["annotated"][0],
            end=row["annotated"][1],
        )


def read_silver(corpora: Path) -> Iterator[NamedText]:
    """Yield PolNeAR dev with CoreNLP's names."""
    labels = set(CORENLP_LABELS.values())
    for row in read_rows(corpora / "polnear" / "dev.jsonl.gz"):
        if row["silver_entities"]:
            names = tuple(Mark(start, end, label) for start, end, label, _ in row["silver_entities"] if label in labels)
            yield NamedText(text=row["text"], names=names, start=0, end=len(row["text"]))


def read_uner(corpora: Path) -> Iterator[NamedText]:
    """Yield EWT dev's documents with UniversalNER's names."""
    tags_by_sentence = read_iob((corpora / "ud" / "uner-ewt-dev.iob2").read_text(encoding="utf-8").splitlines())
    for document in read_documents(corpora / "ud" / "ewt-dev.conllu.gz"):
        names = tuple(_place_names(document, tags_by_sentence))
        yield NamedText(text=document.text, names=names, start=0, end=len(document.text))


def read_uner_sentences(corpora: Path) -> Iterator[NamedText]:
    """Yield EWT dev's sentences, each on its own."""
    tags_by_sentence = read_iob((corpora / "ud" / "uner-ewt-dev.iob2").read_text(encoding="utf-8").splitlines())
    for document in read_documents(corpora / "ud" / "ewt-dev.conllu.gz"):
        names = list(_place_names(document, tags_by_sentence))
        for words in document.sentences:
            start, end = document.words[words[0]].start, document.words[words[-1]].end
            inside = (mark for mark in names if start <= mark.start and mark.end <= end)
            yield NamedText(
                text=document.text[start:end],
                names=tuple(mark._replace(start=mark.start - start, end=mark.end - start) for mark in inside),
                start=0,
                end=end - start,
            )


def read_iob(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the tags of each sentence's words by the sentence's id."""
    tags_by_sentence: dict[str, list[str]] = {}
    tags: list[str] = []
    for line in lines:
        cells = line.split("\t")
        if line.startswith("# sent_id"):
            tags = tags_by_sentence.setdefault(line.partition("=")[2].strip(), [])
        elif cells[0].isdigit():
            tags.append(cells[2])
    return tags_by_sentence


def _place_names(document: Document, tags_by_sentence: dict[str, list[str]]) -> Iterator[Mark]:
    for words, key in zip(document.sentences, document.sentence_ids, strict=True):
        for first, last, label in join_tags(tags_by_sentence[key]):
            yield Mark(document.words[words[first]].start, document.words[words[last]].end, label)


def join_tags(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return first word, last word and label of each name of IOB2 tags."""
    names: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "I" and names and names[-1][1:] == (i - 1, label):
            names[-1] = (names[-1][0], i, label)
        elif kind in ("B", "I"):
            names.append((i, i, label))
    return names


SETS: dict[str, tuple[Callable[[Path], Iterator[NamedText]], dict[str, str]]] = {
    "newsfair": (read_newsfair, ANY_NAME),
    "uner": (read_uner, UNER_LABELS),
    "uner sentences": (read_uner_sentences, UNER_LABELS),
    "polnear silver": (read_silver, CORENLP_LABELS),
}
"""How each set is read, and the set's label of each OntoNotes label that it has."""
