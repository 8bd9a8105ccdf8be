"""Silver entities of PolNeAR as OntoNotes labels.

CoreNLP marks twelve coarse types (Manning et al. 2014); OntoNotes 5 has eighteen finer ones.  The lists of
`gazetteer.toml` settle which; what they cannot settle is left open (`None`), neither right nor wrong.
"""

import gzip
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAME_LABELS = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "DATE": "DATE",
    "SET": "DATE",
    "TIME": "TIME",
    "MONEY": "MONEY",
    "PERCENT": "PERCENT",
    "ORDINAL": "ORDINAL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article with its entities."""

    text: str
    """The text that all offsets point into."""
    entities: tuple[tuple[int, int, str | None], ...]
    """Start, end and OntoNotes label; None where the label is not known."""
    sentence_starts: tuple[int, ...]
    """Offsets where CoreNLP starts a sentence."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Word lists that settle labels."""

    words: Mapping[str, Mapping[str, frozenset[str]]]

    def place_label(self, name: str) -> str:
        """OntoNotes label of a place: GPE, LOC, FAC, or ORG for a building that speaks."""
        bare = name.removeprefix("the ").removeprefix("The ")
        places, last = self.words["places"], bare.split()[-1] if bare.split() else bare
        titled = bare.title() if bare.isupper() and len(bare) > 4 else bare
        if bare in places["speaking_buildings"] or titled in places["speaking_buildings"]:
            return "ORG"
        if bare in places["natural"] or titled in places["natural"]:
            return "LOC"
        if bare in places["political"] or titled in places["political"]:
            return "GPE"
        if last in places["natural_heads"] or bare.startswith(("Lake ", "Mount ", "Gulf of ")):
            return "LOC"
        if last in places["facility_heads"] and " " in bare:
            return "FAC"
        return "GPE"

    def is_group(self, name: str) -> bool:
        """Whether a name is a people, party or religion."""
        groups = self.words["groups"]
        stem = name.split("-")[-1] if name.split("-")[0].lower() in groups["prefixes"] else name
        if stem in groups["names"] or stem.title() in groups["names"]:
            return True
        parts = stem.replace("-", " ").split()
        if len(parts) == 2 and all(part in groups["names"] for part in parts):
            return True
        return len(parts) == 1 and stem[:1].isupper() and stem.endswith(tuple(groups["endings"]))

    def misc_label(self, name: str) -> str | None:
        """OntoNotes label of a name that CoreNLP only calls MISC; None where no list knows it."""
        other, parts = self.words["other"], name.split()
        if self.is_group(name):
            return "NORP"
        if any(part in other["law_words"] for part in parts):
            return "LAW"
        if any(part in other["event_words"] for part in parts):
            return "EVENT"
        if name in other["firms"]:
            return "ORG"
        if parts and parts[0] in other["products"]:
            return "PRODUCT"
        return None

    def number_label(self, name: str, after: str) -> str | None:
        """CARDINAL, or QUANTITY before a unit; None for what is no number."""
        other = self.words["other"]
        if name.lower() in other["no_numbers"] or not any(char.isalnum() for char in name):
            return None
        words = after.replace("-", " ").split()
        return "QUANTITY" if words and words[0].strip(".,;") in other["units"] else "CARDINAL"


def load_gazetteer() -> Gazetteer:
    """The word lists of this folder."""
    tables = tomllib.loads(Path(__file__).with_name("gazetteer.toml").read_text(encoding="utf-8"))
    return Gazetteer(
        {name: {key: frozenset(values) for key, values in table.items()} for name, table in tables.items()}
    )


def map_label(gazetteer: Gazetteer, label: str, name: str, after: str) -> str | None:
    """OntoNotes label of one silver entity; `after` is the text that follows it."""
    if label == "LOCATION":
        return gazetteer.place_label(name)
    if label == "MISC":
        return gazetteer.misc_label(name)
    if label == "NUMBER":
        return gazetteer.number_label(name, after)
    if label == "DURATION":
        clock = gazetteer.words["other"]["clock_words"]
        return "TIME" if any(part.lower() in clock for part in name.replace("-", " ").split()) else "DATE"
    return SAME_LABELS[label]


def read_articles(path: Path, gazetteer: Gazetteer) -> Iterator[Article]:
    """PolNeAR's articles that have silver entities, each entity with the label that CoreNLP gave it."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        records = [record for record in map(json.loads, handle) if record["silver_entities"]]
    for record in records:
        entities = map_entities(record["text"], record["silver_entities"], gazetteer)
        starts = tuple(record["silver_sentences"] or ())
        yield Article(text=record["text"], entities=tuple(entities), sentence_starts=starts)


def map_entities(
    text: str, silver: Iterable[Sequence[Any]], gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and OntoNotes label of silver entities."""
    for start, end, label, _ in silver:
        yield start, end, map_label(gazetteer, label, text[start:end], text[end : end + 20])
