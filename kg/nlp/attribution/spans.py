"""From positions of tokens to spans of characters."""

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.records import Span


def words_of(doc: Doc, positions: Iterable[int]) -> list[int]:
    """Return the positions that hold words, no punctuation and no space."""
    return [i for i in positions if not (doc[i].is_punct or doc[i].is_space)]


def spans_of(doc: Doc, positions: Iterable[int], *, trimmed: bool = True) -> tuple[Span, ...]:
    """Return the stretches that the positions make up, without loose punctuation at their edges."""
    spans: list[Span] = []
    for run in _runs(doc, positions):
        kept = _trim(doc, run) if trimmed else run
        if kept and (not trimmed or words_of(doc, kept)):
            spans.append(Span(doc[kept[0]].idx, doc[kept[-1]].idx + len(doc[kept[-1]])))
    return tuple(spans)


def _runs(doc: Doc, positions: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in sorted(positions):
        if doc[i].is_space:
            continue
        if runs and all(doc[j].is_space and "\n" not in doc[j].text for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _trim(doc: Doc, run: list[int]) -> list[int]:
    """Leave out punctuation at both ends, but no quotation mark."""
    start, end = 0, len(run)
    while start < end and doc[run[start]].is_punct and not (doc[run[start]].is_quote or doc[run[start]].text in "([$#"):
        start += 1
    while (
        end > start
        and doc[run[end - 1]].is_punct
        and not (doc[run[end - 1]].is_quote or doc[run[end - 1]].text in ")]%")
    ):
        end -= 1
    return run[start:end]
