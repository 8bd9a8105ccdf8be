"""Component `kg_network`: tags, features, trees, sentences, entities, attributions and antecedents of a document.

It takes the place of a tagger, a parser and an entity recogniser, in one pass over the text.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from spacy.attrs import DEP, HEAD, MORPH, POS, TAG  # type: ignore[import-not-found] # compiled, without a stub
from spacy.language import Language
from spacy.parts_of_speech import IDS as POS_NUMBERS  # type: ignore[import-not-found] # compiled, without a stub
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from kg.nlp import layers as layers  # registers `antecedents`
from kg.nlp.attribution.reading import SPANS as ATTRIBUTIONS
from kg.nlp.network.antecedents import Antecedents
from kg.nlp.network.decode_attributions import FoundAttribution
from kg.nlp.network.doc_words import read_words as read_doc_words
from kg.nlp.network.meanings import Meanings
from kg.nlp.network.reading import Reading, read_words
from kg.nlp.network.session import LABELS, MEANINGS, MODEL, TABLES, VOCABULARY, Session

SPACE = ("_SP", "SPACE", "")
"""Tag, part of speech and features of white space."""
N_NUMBERS = 2**64
"""spaCy stores a signed distance as the unsigned number with the same bits."""


class NetworkReader:
    """Reads documents with the weights of one folder."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._folder: Path | None = None
        self._session: Session | None = None
        self._rows: dict[tuple[str, str], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Read one document; sentence starts that are set stay as they are."""
        places = [token.i for token in doc if not token.is_space]
        if not places or self._session is None:
            return doc
        reading = read_words(read_doc_words(doc), [doc[i].sent_start for i in places], self._session)
        self._set_trees(doc, places, reading)
        doc.set_ents([Span(doc, places[s], places[e - 1] + 1, label) for s, e, label in reading.entities])
        doc.spans[ATTRIBUTIONS] = group_attributions(doc, places, reading.attributions)
        certainties = np.ones(len(doc), dtype=np.float32)
        certainties[places] = reading.certainties
        doc._.certainties = certainties
        doc._.antecedents = Antecedents(
            row_by_token={place: row for row, place in enumerate(places)},
            late=reading.late,
            early=reading.early,
            mentions=reading.mentions,
        )
        if reading.meanings is not None and reading.happening is not None:
            doc._.meanings = Meanings(
                row_by_token=doc._.antecedents.row_by_token, vectors=reading.meanings, happening=reading.happening
            )
        return doc

    def _set_trees(self, doc: Doc, places: Sequence[int], reading: Reading) -> None:
        """Write tags, parts of speech, features, relations and heads in one go; white space hangs on what precedes."""
        strings = self.vocab.strings
        loose, root = strings.add("dep"), strings.add("ROOT")
        number_by_label = {label: strings.add(label) for label in set(reading.deps)} | {"root": root}
        space = self._number(*SPACE)
        rows: list[tuple[int, int, int, int, int]] = []
        before, row = places[0], 0
        for i in range(len(doc)):
            if row == len(places) or i != places[row]:
                rows.append((*space, loose, (before - i) % N_NUMBERS))
                continue
            pos, _, features = reading.features[row].partition("|")
            number = self._number(reading.tags[row], pos, "" if features == "_" else features)
            offset = (places[reading.heads[row]] - i) % N_NUMBERS
            rows.append((*number, number_by_label[reading.deps[row]], offset))
            before, row = i, row + 1
        table = np.array(rows, dtype=np.uint64)
        doc.from_array([TAG, POS, MORPH, DEP, HEAD], table)  # type: ignore[arg-type] # numpy fits spaCy's protocol

    def _number(self, tag: str, pos: str, features: str) -> tuple[int, int, int]:
        key = (tag, f"{pos}|{features}")
        if key not in self._rows:
            morph = self.vocab.morphology.add(features)
            self._rows[key] = (self.vocab.strings.add(tag), POS_NUMBERS[pos], int(morph))
        return self._rows[key]

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "NetworkReader":  # noqa: ARG002 - spaCy names it
        """Load the weights."""
        self._folder = Path(path)
        self._session = Session(self._folder)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy names it
        """Copy the weights."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        if self._folder is not None and self._folder != path:
            for name in (MODEL, MEANINGS, VOCABULARY, LABELS, TABLES):
                if (self._folder / name).is_file():
                    shutil.copy(self._folder / name, path / name)


def group_attributions(doc: Doc, places: Sequence[int], found: Sequence[FoundAttribution]) -> SpanGroup:
    """Return sources, cues and contents as spans whose id is the number of their attribution."""
    spans = [
        Span(doc, places[start], places[end - 1] + 1, label=role, span_id=str(number))
        for number, attribution in enumerate(found)
        for role in ("source", "cue", "content")
        for start, end in group_words(getattr(attribution, role))
    ]
    confidences = [one.confidence for one in found]
    return SpanGroup(doc, name=ATTRIBUTIONS, spans=spans, attrs={"confidences": confidences})


def group_words(words: Sequence[int]) -> list[tuple[int, int]]:
    """Return first word and end (exclusive) of each run of consecutive words."""
    runs: list[tuple[int, int]] = []
    for word in words:
        if runs and runs[-1][1] == word:
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    return runs


@Language.factory(
    "kg_network",
    assigns=["token.tag", "token.pos", "token.morph", "token.dep", "token.head", "doc.ents", "doc.spans"],
)
def build_network_reader(nlp: Language, name: str) -> NetworkReader:  # noqa: ARG001 - spaCy names it
    """Make the component; its weights come with `from_disk`."""
    return NetworkReader(nlp.vocab)
