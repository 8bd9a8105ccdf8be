"""Coreference from raw text on GUM dev: `python -m tests.benchmarks.coreference`.

usage: python -m tests.benchmarks.coreference [--corpora ../shared/corpora] [--model FOLDER] [--genre NAME ...]

CoNLL's F1 (the mean of MUC, B-cubed and CEAF-phi4) over GUM's news, interviews, speeches and biographies, from the
documents' raw text with an empty line between paragraphs. Gold mentions are GUM's `Entity=` brackets (Zeldes 2017;
https://gucorpling.org/gum/), all of them: pronouns, names, descriptions, clauses; OntoGUM would take appositions and
predicates out. By CoNLL's convention clusters of one mention are left out on both sides; `with singletons` keeps
GUM's. A mention counts where both of its borders are right; `head` lets a mention stand for the gold mention that
has its head word, as CorefUD's scorer does (Nedoluzhko et al. 2022), since borders of long descriptions are a matter
of guidelines.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.layers import chains
from kg.nlp.pipeline import load_pipeline
from tests.benchmarks.clusters import SCORES, Cluster, conll_f1, score_mentions
from tests.benchmarks.conllu import Document, read_documents
from tests.benchmarks.counts import Counts, Figures
from tests.benchmarks.options import options, print_figures

GENRES = frozenset({"news", "interview", "speech", "bio"})
BRACKET = re.compile(r"\((?P<opens>[^()]+)(?P<closes>\)?)|(?P<ends>[^()]+)\)")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of a mention, and of its head word."""

    span: Place
    head: Place


def read_clusters(document: Document) -> list[list[Mention]]:
    """Return GUM's clusters, those of one mention too."""
    clusters: defaultdict[str, list[Mention]] = defaultdict(list)
    for number, first, last in read_brackets(word.misc.get("Entity", "") for word in document.words):
        clusters[number].append(_place(document, first, last))
    return [list(dict.fromkeys(mentions)) for mentions in clusters.values()]


def read_brackets(columns: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Yield cluster, first word and last word of each mention of a document's `Entity=` column."""
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for i, column in enumerate(columns):
        for bracket in BRACKET.finditer(column):
            number = (bracket["opens"] or bracket["ends"]).partition("-")[0]
            if bracket["opens"] and not bracket["closes"]:
                opened[number].append(i)
            elif bracket["opens"]:
                yield number, i, i
            else:
                yield number, opened[number].pop(), i


def _place(document: Document, first: int, last: int) -> Mention:
    words = document.words
    head = next((i for i in range(first, last + 1) if words[i].head not in range(first, last + 1)), first)
    return Mention((words[first].start, words[last].end), (words[head].start, words[head].end))


def found_clusters(doc: Doc) -> list[list[Mention]]:
    """Return the chains of a Doc."""
    return [list(_mentions(doc, chain.mentions)) for chain in chains(doc)]


def _mentions(doc: Doc, spans: Iterable[Place]) -> Iterator[Mention]:
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield Mention((start, end), (span.root.idx, span.root.idx + len(span.root)))


def match_exactly(found: Iterable[Mention], wanted: Iterable[Mention]) -> dict[Mention, Hashable]:
    """Let mentions of the same borders stand for one another."""
    span_by_mention: dict[Mention, Hashable] = {mention: mention.span for mention in (*found, *wanted)}
    return span_by_mention


def match_by_head(found: Iterable[Mention], wanted: Iterable[Mention]) -> dict[Mention, Hashable]:
    """Let mentions of the same head stand for one another, one to one, those of the same borders first."""
    free: defaultdict[Place, list[Mention]] = defaultdict(list)
    found, wanted = list(found), list(wanted)
    spans = {mention.span for mention in found} & {mention.span for mention in wanted}
    for mention in wanted:
        if mention.span not in spans:
            free[mention.head].append(mention)
    key_by_mention: dict[Mention, Hashable] = {mention: mention.span for mention in (*found, *wanted)}
    for mention in found:
        if mention.span not in spans and free[mention.head]:
            nearest = min(free[mention.head], key=lambda other: _distance(mention.span, other.span))
            free[mention.head].remove(nearest)
            key_by_mention[mention] = nearest.span
    return key_by_mention


def _distance(one: Place, other: Place) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


MATCHES = {"": match_exactly, " head": match_by_head}


def score_clusters(found: list[list[Mention]], wanted: list[list[Mention]]) -> dict[str, dict[str, Counts]]:
    """Return the counts of every score for one document, by convention."""
    counts = {}
    for lead, match in MATCHES.items():
        key = match((one for cluster in found for one in cluster), (one for cluster in wanted for one in cluster))
        for tail, smallest in (("", 2), (" with singletons", 1)):
            ours, theirs = (_clusters(side, key, smallest=smallest) for side in (found, wanted))
            scored = {name: score(ours, theirs) for name, score in SCORES.items()}
            counts[lead + tail] = scored | {"mentions": score_mentions(ours, theirs)}
    return counts


def _clusters(side: Sequence[list[Mention]], key: dict[Mention, Hashable], *, smallest: int) -> list[Cluster]:
    taken: set[Hashable] = set()
    clusters = []
    for cluster in side:
        mentions = frozenset(key[mention] for mention in cluster) - taken
        if len(mentions) >= smallest:
            clusters.append(mentions)
            taken |= mentions
    return clusters


def score_documents(nlp: Language, documents: Iterable[Document]) -> Figures:
    """Read documents and return their figures."""
    totals: defaultdict[str, defaultdict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    for doc, document in nlp.pipe(((document.text, document) for document in documents), as_tuples=True, batch_size=8):
        for convention, counts in score_clusters(found_clusters(doc), read_clusters(document)).items():
            for name, count in counts.items():
                totals[convention][name] += count
    figures: Figures = {}
    for convention, counts in totals.items():
        figures[f"CoNLL{convention}"] = conll_f1(counts)
        for name, count in counts.items():
            figures |= {f"{name}{convention}": count.f1}
            figures |= {f"{name}{convention} precision": count.precision, f"{name}{convention} recall": count.recall}
    return figures


def measure(corpora: Path, *, model: str | None = None, genres: frozenset[str] = GENRES) -> Figures:
    """Return the figures of some genres."""
    documents = read_documents(corpora / "ud" / "gum-dev.conllu.gz")
    chosen = [document for document in documents if document.genre in genres]
    return score_documents(load_pipeline(model), chosen)


def main() -> None:
    """Print the figures."""
    parser = options(__doc__)
    parser.add_argument("--genre", action="append", default=[], help="a genre of GUM in place of the four; repeatable")
    args = parser.parse_args()
    print_figures(measure(args.corpora, model=args.model, genres=frozenset(args.genre) or GENRES))


if __name__ == "__main__":
    main()
