"""Load a spaCy pipeline, put the components of kg around it, and stream articles through it.

Article → nlp.make_doc → trained components → components of kg → extract_annotation → Annotation
"""

from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from kg.errors import ModelNotFound
from kg.nlp import (  # noqa: F401 - importing a component registers it
    attributions,
    coreference,
    layers,
    lemmas,
    mentions,
    names,
    quantities,
    quotations,
    relations,
    repairs,
    sentences,
    times,
    universal,
)
from kg.nlp.extract import extract_annotation
from kg.nlp.identity import bundled_path
from kg.nlp.network import component  # noqa: F401 - the same
from kg.nlp.own import add_own
from kg.records import Annotation, Article

COMPONENTS_BEFORE = ("kg_sentences",)
"""Run before the trained components: they set sentence borders that are certain."""

COMPONENTS_AFTER = (
    "kg_universal",
    "kg_lemmas",
    "kg_repairs",
    "kg_names",
    "kg_times",
    "kg_quantities",
    "kg_quotations",
    "kg_attributions",
    "kg_relations",
    "kg_coreference",
    "kg_mentions",
)
"""Run after the trained components, in this order; each says what it assigns and requires."""

BATCH_SIZE = 16
"""Articles that the trained components see at a time: enough to fill a matrix, little enough to hold."""


def load_pipeline(model: str | None = None, own: Iterable[tuple[str, str]] = ()) -> Language:
    """Load a pipeline with the components of kg in it.

    Args:
        model: the name or folder of a spaCy pipeline for English; None for the bundled one.
        own: names and `module:function` of components of users' own (`kg.nlp.own`).

    Raises:
        ModelNotFound: where it cannot be loaded.
        WrongParameter: where a component of one's own wants a place that there is not.
    """
    nlp = _load_model(model)
    for name in COMPONENTS_BEFORE:
        nlp.add_pipe(name, first=True)
    for name in COMPONENTS_AFTER:
        nlp.add_pipe(name)
    for name, origin in own:
        add_own(nlp, name, origin, before=COMPONENTS_AFTER[0])
    return nlp


def annotate(articles: Iterable[Article], *, nlp: Language, batch_size: int = BATCH_SIZE) -> Iterator[Annotation]:
    """Read articles one after the other; nothing is held beyond the batch in hand.

    Meanwhile numpy keeps to one thread: its matrices here are small, and threads that wait for each other take three
    times as long as one alone as soon as another reader, or anything else, wants the same cores.
    """
    pairs = ((_make_doc(article, nlp=nlp), article) for article in articles)
    docs = nlp.pipe(pairs, as_tuples=True, batch_size=batch_size)
    while True:
        with _find_threads().limit(limits=1, user_api="blas"):
            read = next(docs, None)
        if read is None:
            return
        yield extract_annotation(*read)


@cache
def _find_threads() -> ThreadpoolController:
    return ThreadpoolController()


def _make_doc(article: Article, *, nlp: Language) -> Doc:
    doc = nlp.make_doc(article.text)
    doc._.published = article.published
    return doc


def _load_model(model: str | None) -> Language:
    name = model if model is not None else bundled_path()
    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelNotFound(str(name)) from error
