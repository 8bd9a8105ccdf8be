"""The layers that the components write on a Doc, as typed accessors over spaCy's extension attributes.

Each layer is a tuple of records (`kg.records`), so a Doc leaves this package as plain data.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.nlp.network.antecedents import Antecedents
from kg.nlp.network.meanings import Meanings
from kg.records import Attribution, Chain, Mention, QuantityMention, Quotation, Relation, TimeMention

LAYERS = ("quotations", "times", "quantities", "attributions", "relations", "chains", "mentions")

for _layer in LAYERS:
    Doc.set_extension(_layer, default=(), force=True)
Doc.set_extension("published", default=None, force=True)
Doc.set_extension("antecedents", default=None, force=True)
Doc.set_extension("meanings", default=None, force=True)
Doc.set_extension("certainties", default=None, force=True)


def published(doc: Doc) -> date | None:
    """Return the publication date that relative times are read against."""
    value: date | None = doc._.published
    return value


def quotations(doc: Doc) -> tuple[Quotation, ...]:
    """Return the quotations, in the order of the text."""
    value: tuple[Quotation, ...] = doc._.quotations
    return value


def times(doc: Doc) -> tuple[TimeMention, ...]:
    """Return the expressions of time, in the order of the text."""
    value: tuple[TimeMention, ...] = doc._.times
    return value


def quantities(doc: Doc) -> tuple[QuantityMention, ...]:
    """Return the numbers with their units, in the order of the text."""
    value: tuple[QuantityMention, ...] = doc._.quantities
    return value


def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Return the attributions; an index into this tuple names one."""
    value: tuple[Attribution, ...] = doc._.attributions
    return value


def relations(doc: Doc) -> tuple[Relation, ...]:
    """Return the relations; an index into this tuple names one."""
    value: tuple[Relation, ...] = doc._.relations
    return value


def chains(doc: Doc) -> tuple[Chain, ...]:
    """Return the coreference chains."""
    value: tuple[Chain, ...] = doc._.chains
    return value


def mentions(doc: Doc) -> tuple[Mention, ...]:
    """Return the mentions of things and events, in the order of the text."""
    value: tuple[Mention, ...] = doc._.mentions
    return value


def meanings(doc: Doc) -> Meanings | None:
    """Return what the words mean; None where the pipeline has no such vectors."""
    value: Meanings | None = doc._.meanings
    return value


def antecedents(doc: Doc) -> Antecedents | None:
    """Return the scores of pairs of mentions; None where the pipeline has none."""
    value: Antecedents | None = doc._.antecedents
    return value


def certainties(doc: Doc) -> NDArray[np.float32] | None:
    """Return the probability of each token's head and relation; None where the pipeline has none."""
    value: NDArray[np.float32] | None = doc._.certainties
    return value
