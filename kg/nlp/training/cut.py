"""Targets cut into windows that fit the network, at sentence starts."""

from collections.abc import Iterator, Sequence
from random import Random

from kg.nlp.network.pieces import Pieces, cut_words
from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.network.words import Words
from kg.nlp.training.targets import OPEN, Case, Target


def cut_target(target: Target, pieces: WordPieces, *, n_pieces: int, random: Random) -> Iterator[tuple[Pieces, Target]]:
    """Windows of at most `n_pieces` pieces of whole sentences; the first is shorter by chance, so that borders move."""
    lengths = [len(pieces.cut(form)) for form in target.words.forms]
    cuts = [*target.cuts, len(lengths)]
    limit = int(n_pieces * random.uniform(0.4, 1.0)) - 2
    start = 0
    while start < len(lengths):
        end, total = start, 0
        while end < len(lengths) and total + lengths[end] <= limit:
            total += lengths[end]
            end += 1
        whole = max((cut for cut in cuts if start < cut <= end), default=end)
        yield cut_words(target.words, pieces, start=start, end=whole), slice_target(target, start, whole)
        start, limit = whole, n_pieces - 2


def slice_target(target: Target, start: int, end: int) -> Target:
    """The part of a target from word `start` to `end` (exclusive)."""
    part = slice(start, end)
    cases = None
    if target.cases is not None:
        cases = [
            Case(cue=cue, source=_shift(case.source, start, end), content=_shift(case.content, start, end))
            for case in target.cases
            if (cue := _shift(case.cue, start, end))
        ]
    return Target(
        words=Words(forms=target.words.forms[part], breaks=target.words.breaks[part]),
        tags=target.tags[part],
        features=target.features[part],
        heads=[head - start if start <= head < end else OPEN for head in target.heads[part]],
        deps=target.deps[part],
        begins=target.begins[part],
        entities=target.entities[part],
        cases=cases,
        clusters=target.clusters[part] if target.clusters is not None else None,
        clusters_weight=target.clusters_weight,
    )


def _shift(words: Sequence[int], start: int, end: int) -> list[int]:
    return [word - start for word in words if start <= word < end]
