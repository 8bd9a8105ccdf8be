"""An article read once more, to show the tree of one of its sentences and what was made of it."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load_lexicon
from kg.nlp.identity import identify_model
from kg.nlp.negation import NEGATIONS
from kg.records import Annotation, Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as Sentence

BEARING = ("modal", "hedge", "condition", "irreal", "negative-pronoun")
"""Kinds of words in `lexicon/modality.toml` that weigh on how sure or denied a claim is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeWord:
    """A word of a sentence in its dependency tree (Universal Dependencies)."""

    text: str
    start: int
    """Code points of the article's text, half-open."""
    end: int
    lemma: str
    pos: str
    relation: str
    """Its relation to its head; `root` for the root."""
    head: int | None
    """The place of its head in the sentence, from 0; None for the root."""
    bears: str | None
    """What the word does to certainty or polarity (`modal: possible`, `negation`); None for most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What a model reads in an article today."""

    model: str
    """Its name and version."""
    model_hash: str
    words: tuple[TreeWord, ...]
    """Of the sentence at the place that was asked for."""
    annotation: Annotation


def reread(article: Article, place: Span, *, model: str | None = None) -> Rereading:
    """Read a whole article, since names and sentences depend on what stands around them, and show one sentence.

    Args:
        article: what is read.
        place: the sentence is the one that this begins in.
        model: a spaCy pipeline; None for the bundled one.

    Raises:
        ModelNotFound: where it cannot be loaded.
    """
    from kg.nlp.extract import extract_annotation  # spaCy takes two seconds to import

    name, model_hash = identify_model(model)
    nlp = _load(model)
    doc = nlp.make_doc(article.text)
    doc._.published = article.published
    doc = nlp(doc)
    found = [
        sent for sent in doc.sents if sent.start_char <= place.start < sent.end_char or sent.start_char >= place.start
    ]
    words = _words(found[0]) if found else ()
    return Rereading(model=name, model_hash=model_hash, words=words, annotation=extract_annotation(doc, article))


@cache
def _load(model: str | None) -> "Language":
    """Load a pipeline once, for whoever has several claims explained."""
    from kg.nlp.pipeline import load_pipeline  # takes seconds to import

    return load_pipeline(model)


def _words(sent: "Sentence") -> tuple[TreeWord, ...]:
    tokens = [token for token in sent if not token.is_space]
    places = {token.i: place for place, token in enumerate(tokens)}
    return tuple(
        TreeWord(
            text=token.text,
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_,
            pos=token.pos_,
            relation=token.dep_.lower(),
            head=None if token.head is token or token.head.i == token.i else places.get(token.head.i),
            bears=_bears(token.text.lower(), token.lemma_.lower()),
        )
        for token in tokens
    )


def _bears(text: str, lemma: str) -> str | None:
    lexicon = load_lexicon("modality").by_word()
    entry = lexicon.get(lemma) or lexicon.get(text)
    if entry is not None and entry["kind"] in BEARING:
        return f"{entry['kind']}: {entry['certainty']}" if "certainty" in entry.fields else str(entry["kind"])
    return "negation" if text in NEGATIONS else None
