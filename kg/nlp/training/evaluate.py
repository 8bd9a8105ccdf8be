"""Figures of a pipeline on the development sets, all from raw text.

Scores are spaCy's: predicted and gold tokens are aligned by characters, punctuation is left out of attachment scores.
Silver entities are mapped to OntoNotes labels by `entities.map_label`, without its cleaning of names; what that leaves
open is not counted.  `entity_f_coarse` joins both sides' labels again to the types that CoreNLP tells apart.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc, Span, Token
from spacy.training import Example

from kg.nlp import sentences as sentences  # registers the component
from kg.nlp.network import component as component  # the same
from kg.nlp.training.entities import Article, load_gazetteer, read_articles
from kg.nlp.training.news import mark_entities
from kg.nlp.training.trees import build_doc, group_trees, read_trees

TREEBANKS = ("ewt", "gum")
SENTENCES = "kg_sentences"
"""The component that sets sure sentence borders, which the network goes by."""
COARSE_LABELS = {
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "NORP": "MISC",
    "EVENT": "MISC",
    "PRODUCT": "MISC",
    "LAW": "MISC",
    "WORK_OF_ART": "MISC",
    "CARDINAL": "NUMBER",
    "QUANTITY": "NUMBER",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; scores are percentages."""

    tag: float
    """Penn Treebank tags right, EWT and GUM dev in paragraphs."""
    pos: float
    """Universal parts of speech right."""
    morph: float
    """Words with all features right."""
    uas: float
    """Unlabelled attachment score."""
    las: float
    """Labelled attachment score."""
    sentence_f: float
    """F1 of sentences, both borders right."""
    tag_joined: float
    """Tags right where five sentences at a time are joined by spaces, headlines and all."""
    las_joined: float
    """Labelled attachment score of the same."""
    sentence_f_joined: float
    """F1 of sentences of the same."""
    news_sentence_f: float
    """F1 of sentence starts on PolNeAR dev against CoreNLP's."""
    entity_f: float
    """F1 of entities on PolNeAR dev's silver layer, OntoNotes labels."""
    entity_f_coarse: float
    """The same with CoreNLP's types."""
    words_per_second: int
    """Tokens of PolNeAR dev per second of one core."""


def read_dev_docs(nlp: Language, folder: Path, *, n_sentences: int, with_paragraphs: bool) -> Iterator[Doc]:
    """Gold documents of both treebanks."""
    for treebank in TREEBANKS:
        trees = read_trees(folder / f"{treebank}-dev.conllu.gz")
        for group in group_trees(trees, n_sentences=n_sentences):
            yield _forget_spaces(build_doc(nlp.vocab, group, with_paragraphs=with_paragraphs))


def _forget_spaces(doc: Doc) -> Doc:
    """Take white space out of the gold: the scorer skips it where it is predicted, so it would count as missed.

    Relations are hidden under a label that is not scored, as the scorer carries open positions over to other documents.
    """
    for token in doc:
        if token.is_space:
            token.tag_ = token.pos_ = ""
            token.set_morph(None)  # type: ignore[attr-defined]  # spaCy's stubs lack it
            token.dep_ = "punct"
    return doc


def score_docs(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """Scores of the pipeline on gold documents, from their raw text."""
    examples = [Example(nlp(doc.text), doc) for doc in docs]
    scores: dict[str, Any] = Scorer.score_tokenization(examples)
    for attr in ("tag", "pos", "morph"):
        scores |= Scorer.score_token_attr(examples, attr, getter=_read_attribute)
    scores |= Scorer.score_deps(examples, "dep", ignore_labels=("p", "punct"))
    scores |= Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
    return {name: round(100 * value, 2) for name, value in scores.items() if isinstance(value, float)}


def _read_attribute(token: Token, name: str) -> str:
    """A token's attribute as text; the empty text where the gold has none."""
    return str(token.morph) if name == "morph" else str(getattr(token, f"{name}_"))


def score_sentence_starts(docs: Sequence[Doc], articles: Sequence[Article]) -> float:
    """F1 of the offsets where sentences start."""
    right = found = wanted = 0
    for doc, article in zip(docs, articles, strict=True):
        first_words = (next((token for token in sent if not token.is_space), None) for sent in doc.sents)
        starts = {token.idx for token in first_words if token is not None}
        gold = set(article.sentence_starts)
        right, found, wanted = right + len(starts & gold), found + len(starts), wanted + len(gold)
    return round(200 * right / max(found + wanted, 1), 2)


def score_entities(docs: Iterable[Doc], golds: Iterable[Doc]) -> float:
    """F1 of entities."""
    scores = get_ner_prf([Example(doc, gold) for doc, gold in zip(docs, golds, strict=True)])
    return round(100 * float(scores["ents_f"]), 2)


def join_labels(doc: Doc) -> Doc:
    """Replace the labels in place by CoreNLP's types, keeping what is open open."""
    missing = [doc[token.i : token.i + 1] for token in doc if token.ent_iob == 0]
    joined = [Span(doc, ent.start, ent.end, COARSE_LABELS.get(ent.label_, ent.label_)) for ent in doc.ents]
    doc.set_ents(joined, missing=missing, default="outside")
    return doc


def measure(model: Path, corpora: Path) -> Figures:
    """All figures of the pipeline at `model`; `corpora` holds `ud` and `polnear`."""
    nlp = spacy.load(model)
    nlp.add_pipe(SENTENCES, first=True)
    ud = corpora / "ud"
    apart = score_docs(nlp, read_dev_docs(nlp, ud, n_sentences=8, with_paragraphs=True))
    joined = score_docs(nlp, read_dev_docs(nlp, ud, n_sentences=5, with_paragraphs=False))
    articles = list(read_articles(corpora / "polnear" / "dev.jsonl.gz", load_gazetteer()))
    started = time.process_time()
    docs = list(nlp.pipe(article.text for article in articles))
    seconds = time.process_time() - started
    golds = [mark_entities(nlp.make_doc(article.text), article) for article in articles]
    entity_f = score_entities(docs, golds)
    entity_f_coarse = score_entities(map(join_labels, docs), map(join_labels, golds))
    with_borders = [(doc, article) for doc, article in zip(docs, articles, strict=True) if article.sentence_starts]
    return Figures(
        tag=apart["tag_acc"],
        pos=apart["pos_acc"],
        morph=apart["morph_acc"],
        uas=apart["dep_uas"],
        las=apart["dep_las"],
        sentence_f=apart["sents_f"],
        tag_joined=joined["tag_acc"],
        las_joined=joined["dep_las"],
        sentence_f_joined=joined["sents_f"],
        news_sentence_f=score_sentence_starts(*zip(*with_borders, strict=True)),
        entity_f=entity_f,
        entity_f_coarse=entity_f_coarse,
        words_per_second=int(sum(map(len, docs)) / seconds),
    )


def render_figures(figures: Figures) -> str:
    """The figures as an aligned table."""
    return "\n".join(f"{name.replace('_', ' '):24}{value:>10}" for name, value in asdict(figures).items())


def write_figures(figures: Figures, path: Path) -> None:
    """Write the figures as JSON."""
    path.write_text(json.dumps(asdict(figures), indent=2) + "\n", encoding="utf-8")
