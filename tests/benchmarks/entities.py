"""Named entities from raw text against three sets: `python -m tests.benchmarks.entities [--errors N]`.

usage: python -m tests.benchmarks.entities [--corpora ../shared/corpora] [--model FOLDER] [--errors N]

Spans must be exact; every figure is an F1 over all texts of a set, of names only: OntoNotes' dates, times, numbers,
ordinals, amounts of money and percentages are no names.

newsfair
    Types are not looked at; only what lies within the span that was annotated counts. The gold's names are the
    outermost expressions with a capital: people (a title before or a degree after the name belongs to it: "Mr Oke",
    "Ann Oke, DDS"), places (with the region after a comma: "Oketown, TX"), organisations, works, brands, events,
    peoples ("Kurdish", "Britons"), capitalised offices on their own ("Prime Minister"), and "The" where it is part of a
    title or written as one ("The Daily Oke"); never dates, numbers, common nouns. What is marked "ignore" (common
    nouns, numbers, dates, parts of names, a name's repetition in brackets) is neither wanted nor wrong: a predicted
    span that is no gold name and overlaps such a stretch is not counted; `newsfair strict` forgives only predictions
    that have its very borders.
uner
    UniversalNER's reading of EWT dev (Mayhew et al. 2024): people, places and organisations, type and all; buildings
    are places. Peoples, works, events and products are left out by its guideline, so such predictions are not counted.
    Documents are read whole, paragraphs parted by an empty line; `uner sentences` reads each sentence on its own.
polnear silver
    CoreNLP's people, organisations, locations and other names on PolNeAR dev: what another system says, not people.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tests.benchmarks.counts import Counts, Figures, count_same
from tests.benchmarks.entity_sets import SETS, Mark, NamedText
from tests.benchmarks.options import options, print_figures
from tests.benchmarks.reader import load_reader

LAST_NEEDED = "kg_names"


def read_names(doc: Doc, label_by_label: dict[str, str]) -> list[Mark]:
    """Return a Doc's entities whose labels the set has, under the set's labels."""
    return [
        Mark(ent.start_char, ent.end_char, label_by_label[ent.label_])
        for ent in doc.ents
        if ent.label_ in label_by_label
    ]


def leave_out_ignored(found: Iterable[Mark], text: NamedText, *, strict: bool = False) -> list[Mark]:
    """Return what counts of the predictions: those that are right, and those that no forgiven stretch excuses."""
    wanted = set(text.names)
    within = [mark for mark in found if text.start <= mark.start and mark.end <= text.end]
    return [mark for mark in within if mark in wanted or not _is_excused(mark, text, strict=strict)]


def _is_excused(mark: Mark, text: NamedText, *, strict: bool) -> bool:
    if strict:
        return any((mark.start, mark.end) == span for span in text.ignored)
    return any(start < mark.end and mark.start < end for start, end in text.ignored)


def score_names(found: Iterable[Mark], text: NamedText, *, strict: bool = False) -> Counts:
    """Count the names of one text that were found with exact borders and label."""
    return count_same(leave_out_ignored(found, text, strict=strict), text.names)


def name_error(mark: Mark, others: Iterable[Mark], text: str) -> str:
    """Say what is wrong with a name that the other side does not have."""
    overlapping = [other for other in others if other.start < mark.end and mark.start < other.end]
    if not overlapping:
        return "nothing there"
    other = max(overlapping, key=lambda one: min(one.end, mark.end) - max(one.start, mark.start))
    if (other.start, other.end) == (mark.start, mark.end):
        return f"{mark.label} is {other.label}"
    if (mark.start < other.start) == (mark.end < other.end) and mark.start != other.start and mark.end != other.end:
        return "crosses"
    more, less = (mark, other) if mark.end - mark.start > other.end - other.start else (other, mark)
    edges = (_edge(text[more.start : less.start].strip()), _edge(text[less.end : more.end].strip()))
    return f"{'longer' if more is mark else 'shorter'} by {' … '.join(edge for edge in edges if edge)}"


def _edge(piece: str) -> str:
    if piece.lower() in ("the", "a", "an"):
        return "an article"
    if piece in ("'s", "’s", "'", "’"):
        return "a possessive"
    if piece.startswith(","):
        return "what follows a comma"
    n_words = len(piece.split())
    return "" if not n_words else "a word" if n_words == 1 else "words"


def read_set(nlp: Language, texts: list[NamedText], label_by_label: dict[str, str]) -> list[list[Mark]]:
    """Return what was found in each text."""
    return [read_names(doc, label_by_label) for doc in nlp.pipe((text.text for text in texts), batch_size=8)]


Watch = Callable[[str, NamedText, list[Mark]], None]
"""Called with the set's name, each text and what counts of what was found in it."""


def measure(corpora: Path, *, model: str | None = None, watch: Watch = lambda *_: None) -> Figures:
    """Return the F1 of every set, and precision and recall beside it."""
    nlp = load_reader(model, last=LAST_NEEDED)
    figures: Figures = {}
    for name, (read_texts, label_by_label) in SETS.items():
        texts = list(read_texts(corpora))
        found = read_set(nlp, texts, label_by_label)
        for strict in (False, True) if any(text.ignored for text in texts) else (False,):
            total = Counts()
            for text, marks in zip(texts, found, strict=True):
                total += score_names(marks, text, strict=strict)
            lead = f"{name} strict" if strict else name
            figures |= {lead: total.f1, f"{lead} precision": total.precision, f"{lead} recall": total.recall}
        for text, marks in zip(texts, found, strict=True):
            watch(name, text, leave_out_ignored(marks, text))
    return figures


class ErrorList:
    """Errors by kind, with examples, for reading."""

    def __init__(self) -> None:
        self.texts_by_kind: defaultdict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)

    def watch(self, name: str, text: NamedText, found: list[Mark]) -> None:
        """Note the errors of one text."""
        pairs = (("missed", set(text.names), set(found)), ("invented", set(found), set(text.names)))
        for side, ours, theirs in pairs:
            for mark in ours - theirs:
                kind = name_error(mark, theirs, text.text)
                self.texts_by_kind[name][side, kind, text.text[mark.start : mark.end]] += 1

    def print(self, n_examples: int) -> None:
        """Print each set's kinds of errors, the most frequent first, with some of their names."""
        for name, errors in self.texts_by_kind.items():
            kinds: Counter[tuple[str, str]] = Counter()
            for (side, kind, _), count in errors.items():
                kinds[side, kind] += count
            print(f"\n{name}")
            for (side, kind), count in kinds.most_common():
                examples = [text for (*other, text), _ in errors.most_common() if tuple(other) == (side, kind)]
                print(f"  {count:4}  {side} {kind}: {'; '.join(examples[:n_examples])}")


def main() -> None:
    """Print the figures of all sets, and with `--errors` what went wrong."""
    parser = options(__doc__)
    parser.add_argument("--errors", type=int, default=None, metavar="N", help="show N names for each kind of error")
    args = parser.parse_args()
    errors = ErrorList()
    print_figures(measure(args.corpora, model=args.model, watch=errors.watch))
    if args.errors is not None:
        errors.print(args.errors)


if __name__ == "__main__":
    main()
