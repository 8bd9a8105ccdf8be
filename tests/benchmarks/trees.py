"""Tags, trees and sentences from raw text on UD EWT and GUM dev: `python -m tests.benchmarks.trees`.

usage: python -m tests.benchmarks.trees [--corpora ../shared/corpora] [--model FOLDER] [--bare]

Whole documents are read as raw text, once with an empty line between paragraphs ("paragraphs") and once with all
sentences parted by spaces ("spaces"). Words are matched by their characters; a figure is an F1 over the words of both
sides, so that a word cut otherwise is wrong. By the CoNLL 2018 shared task (Zeman et al. 2018) punctuation counts and
subtypes of relations (`nsubj:pass`) do not; `las full` looks at subtypes too, `las words` leaves punctuation out,
`las spacy` is spaCy's own scorer (no punctuation, subtypes). Relations are taken as they are behind `kg_repairs`, or
with `--bare` as the model in FOLDER gives them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from kg.nlp.identity import bundled_path
from tests.benchmarks.conllu import Document, read_documents
from tests.benchmarks.counts import Counts, Figures, count_same
from tests.benchmarks.options import options, print_figures
from tests.benchmarks.reader import load_reader

TREEBANKS = ("ewt", "gum")
LAST_NEEDED = "kg_repairs"
"""The last component of kg that changes trees."""
LAYOUTS = {"paragraphs": True, "spaces": False}
PUNCTUATION = "punct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One word of a tree, by its characters."""

    span: tuple[int, int]
    head: tuple[int, int] | None
    """Characters of the head; None for a root."""
    dep: str
    tag: str
    pos: str

    @property
    def relation(self) -> str:
        """The relation without its subtype."""
        return self.dep.partition(":")[0]


def gold_nodes(document: Document) -> list[Node]:
    """Return the treebank's words."""
    spans = [(word.start, word.end) for word in document.words]
    return [
        Node(
            span=span,
            head=None if word.head is None else spans[word.head],
            dep=word.dep.lower(),
            tag=word.tag,
            pos=word.pos,
        )
        for span, word in zip(spans, document.words, strict=True)
    ]


def read_nodes(doc: Doc) -> list[Node]:
    """Return the words of a parsed Doc; white space is no word, what hangs on it hangs on what it hangs on."""
    return [
        Node(span=_span(token), head=_head(token), dep=token.dep_.lower(), tag=token.tag_, pos=token.pos_)
        for token in doc
        if not token.is_space
    ]


def _span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _head(token: Token) -> tuple[int, int] | None:
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return None if head.i == token.i or head.is_space else _span(head)


def score_trees(gold: Iterable[Node], found: Iterable[Node]) -> dict[str, Counts]:
    """Count the words, tags and attachments of one text that are right."""
    sides = (list(found), list(gold))
    bare = tuple([node for node in side if node.relation != PUNCTUATION] for side in sides)

    def count(nodes: Iterable[list[Node]], *fields: str) -> Counts:
        ours, theirs = ([tuple(getattr(node, field) for field in fields) for node in side] for side in nodes)
        return count_same(ours, theirs)

    return {
        "words": count(sides, "span"),
        "tags": count(sides, "span", "tag"),
        "pos": count(sides, "span", "pos"),
        "uas": count(sides, "span", "head"),
        "las": count(sides, "span", "head", "relation"),
        "las full": count(sides, "span", "head", "dep"),
        "las words": count(bare, "span", "head", "relation"),
    }


def score_sentences(document: Document, doc: Doc) -> Counts:
    """Count the sentences with both borders right, white space apart."""
    wanted = [(document.words[sent[0]].start, document.words[sent[-1]].end) for sent in document.sentences]
    trimmed = ([token for token in sent if not token.is_space] for sent in doc.sents)
    return count_same([(words[0].idx, _span(words[-1])[1]) for words in trimmed if words], wanted)


def build_gold(document: Document, doc: Doc) -> Doc:
    """Return the treebank's tree as a spaCy document, for spaCy's scorer."""
    words = document.words
    return Doc(
        doc.vocab,
        words=[word.form for word in words],
        heads=[i if word.head is None else word.head for i, word in enumerate(words)],
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
    )


def score_documents(nlp: Language, documents: list[Document]) -> Figures:
    """Read documents and return their figures."""
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    examples = []
    for doc, document in nlp.pipe(((document.text, document) for document in documents), as_tuples=True, batch_size=8):
        for name, counts in score_trees(gold_nodes(document), read_nodes(doc)).items():
            totals[name] += counts
        totals["sentences"] += score_sentences(document, doc)
        examples.append(Example(doc, build_gold(document, doc)))
    return {name: counts.f1 for name, counts in totals.items()} | {"las spacy": score_as_spacy(examples)}


def score_as_spacy(examples: list[Example]) -> float:
    """Return spaCy's LAS, punctuation left out."""
    scores: dict[str, Any] = Scorer.score_deps(
        examples,
        "dep",
        getter=lambda token, _: token.dep_,
        head_attr="head",
        head_getter=lambda token, _: token.head,
        ignore_labels=("p", PUNCTUATION),
    )
    return 100 * float(scores["dep_las"])


def measure(corpora: Path, *, model: str | None = None, bare: bool = False) -> Figures:
    """Return the figures of both treebanks in both layouts, named `ewt las` (paragraphs) or `ewt spaces las`."""
    nlp = spacy.load(model or bundled_path()) if bare else load_reader(model, last=LAST_NEEDED)
    figures: Figures = {}
    for treebank in TREEBANKS:
        for layout, with_paragraphs in LAYOUTS.items():
            path = corpora / "ud" / f"{treebank}-dev.conllu.gz"
            lead = treebank if with_paragraphs else f"{treebank} {layout}"
            scores = score_documents(nlp, list(read_documents(path, with_paragraphs=with_paragraphs)))
            figures |= {f"{lead} {name}": value for name, value in scores.items()}
    return figures


def main() -> None:
    """Print the figures of both treebanks."""
    parser = options(__doc__)
    parser.add_argument("--bare", action="store_true", help="the model alone, without kg's components")
    args = parser.parse_args()
    print_figures(measure(args.corpora, model=args.model, bare=args.bare))


if __name__ == "__main__":
    main()
