"""All that the network reads in one text, by word positions.

Words → windows → scores of each window → decoders; every word's answers come from the window that keeps it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kg.nlp.network.decode_attributions import FoundAttribution, PairScores, decode_attributions, find_cues
from kg.nlp.network.decode_entities import decode_entities
from kg.nlp.network.meanings import join_context
from kg.nlp.network.pieces import cut_words
from kg.nlp.network.rivals import list_families, settle_rivals
from kg.nlp.network.session import Scores, Session
from kg.nlp.network.shares import share_out
from kg.nlp.network.windows import Window, split_text
from kg.nlp.network.words import Words

Floats = NDArray[np.float32]
CUE_THRESHOLD = 0.45
"""Least probability of a cue."""
BEGINS, CONTINUES = 1, -1
"""A word begins a sentence, or most likely does not; of other words the network decides alone."""
ARCS_AT_ONCE = 64
"""Words whose relations are scored together: more would not fit into a core's own memory, at 20 kB a word."""
CONTINUES_COST = 1.0
"""Log-odds of a border that must stand against a rule that sees none: web texts leave full stops out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One text as read; sequences have one entry per word unless said otherwise."""

    tags: Sequence[str]
    """Penn Treebank tags."""
    features: Sequence[str]
    """Universal part of speech and features, joined by a bar."""
    heads: Sequence[int]
    """Positions of heads; a root's is its own."""
    deps: Sequence[str]
    """Universal dependency relations."""
    certainties: NDArray[np.float32]
    """Probability of each word's head and relation together [words]."""
    starts: Sequence[int]
    """First words of the sentences, in order."""
    entities: Sequence[tuple[int, int, str]]
    """First word, end (exclusive) and OntoNotes type of each."""
    attributions: Sequence[FoundAttribution]
    """Attributions in the order of their cues."""
    late: NDArray[np.float32]
    """Vectors of the words as later mentions [words, 128]."""
    early: NDArray[np.float32]
    """Vectors of the words as antecedents [words, 128]."""
    mentions: NDArray[np.float32]
    """Log-odds of heading a mention, and the score of being an antecedent [words, 2]."""
    meanings: NDArray[np.float32] | None = None
    """What the words mean, as events and as things [words, 128]; None where the weights have no such vectors."""
    happening: NDArray[np.float32] | None = None
    """Log-odds of telling of an event [words]."""


def read_words(words: Words, borders: Sequence[int], session: Session) -> Reading:
    """Return what the network reads.

    Args:
        words: the words of a text, at least one.
        borders: for each word whether it begins a sentence, as numbered above.
        session: the weights.
    """
    lengths = [len(session.pieces.cut(form)) for form in words.forms]
    cuts = [i for i, border in enumerate(borders) if border == BEGINS]
    windows = split_text(lengths, cuts=cuts)
    pieces = [cut_words(words, session.pieces, start=window.start, end=window.end) for window in windows]
    scored = [(window, session.score(part)) for window, part in zip(windows, pieces, strict=True)]
    starts = find_starts(_join(scored, "begins"), borders, firsts=[window.first for window in windows])
    labels, has_meanings = session.labels, "meanings" in scored[0][1]
    heads, deps, certainties = _read_trees(scored, starts, session)
    attributions = [found for window, scores in scored for found in _read_attributions(window, scores, session)]
    return Reading(
        tags=[labels.tags[i] for i in _join(scored, "tags")],
        features=[labels.features[i] for i in _join(scored, "features")],
        heads=heads,
        deps=deps,
        certainties=certainties,
        starts=starts,
        entities=list(decode_entities(_join(scored, "entities"), labels.entities)),
        attributions=attributions,
        late=_join(scored, "chain_late"),
        early=_join(scored, "chain_early"),
        mentions=_join(scored, "mentions"),
        meanings=join_context(_join(scored, "meanings"), _join(scored, "contexts")) if has_meanings else None,
        happening=_join(scored, "happening") if has_meanings else None,
    )


def _join(scored: Sequence[tuple[Window, Scores]], name: str) -> NDArray[np.float32]:
    """Return the scores of all words, each from the window that keeps it."""
    return np.concatenate(
        [scores[name][window.first - window.start : window.last - window.start] for window, scores in scored]
    )


def find_starts(scores: NDArray[np.float32], borders: Sequence[int], *, firsts: Sequence[int]) -> list[int]:
    """Return the first words of sentences: the sure ones, those that windows begin with, and the network's."""
    sure = np.asarray(borders)
    begins = (sure == BEGINS) | (scores > np.where(sure == CONTINUES, CONTINUES_COST, 0.0))
    begins[list(firsts)] = True
    return [int(i) for i in np.flatnonzero(begins)]


def _read_trees(
    scored: Sequence[tuple[Window, Scores]], starts: Sequence[int], session: Session
) -> tuple[list[int], list[str], NDArray[np.float32]]:
    """Return heads, relations and the probability of both together, sentence by sentence."""
    deps = session.labels.deps
    root, families = deps.index("root"), list_families(deps)
    heads: list[int] = []
    names: list[str] = []
    certainties = []
    for start, arcs, child, head in _split_sentences(scored, starts):
        label = partial(score_arcs, child, head, session.dep_weights, root=root)
        chosen, scores = settle_rivals(arcs, label=label, families=families)
        best = scores.argmax(1)
        is_root = np.asarray(chosen) == np.arange(len(chosen))
        heads += [start + place for place in chosen]
        names += ["root" if is_root[i] else deps[number] for i, number in enumerate(best.tolist())]
        rows = np.arange(len(best))
        of_labels = np.where(is_root, 1.0, share_out(scores)[rows, best])
        certainties.append(share_out(arcs)[rows, chosen] * of_labels)
    return heads, names, np.concatenate(certainties).astype(np.float32)


def _split_sentences(
    scored: Sequence[tuple[Window, Scores]], starts: Sequence[int]
) -> Iterator[tuple[int, Floats, Floats, Floats]]:
    """Yield each sentence's first word, arcs [child, head], and vectors of its words as children and as heads."""
    ends = [*starts[1:], scored[-1][0].last]
    place = 0
    for window, scores in scored:
        while place < len(starts) and starts[place] < window.last:
            part = slice(starts[place] - window.start, ends[place] - window.start)
            yield starts[place], scores["arcs"][part, part], scores["dep_child"][part], scores["dep_head"][part]
            place += 1


def score_arcs(child: Floats, head: Floats, weights: Floats, heads: Sequence[int], *, root: int) -> Floats:
    """Return the scores [words, relations] of each word's arc to its head; `root` is nobody's."""
    size, n_labels, _ = weights.shape
    left = np.pad(child, ((0, 0), (0, 1)), constant_values=1.0)
    right = np.pad(head, ((0, 0), (0, 1)), constant_values=1.0)[list(heads)]
    flat = weights.reshape(size, -1)
    scores = np.empty((len(left), n_labels), dtype=np.float32)
    for start in range(0, len(left), ARCS_AT_ONCE):
        some = slice(start, start + ARCS_AT_ONCE)
        asked = (left[some] @ flat).reshape(-1, n_labels, size)
        scores[some] = np.matmul(asked, right[some, :, None])[:, :, 0]
    scores[:, root] = -np.inf
    return scores


def _read_attributions(window: Window, scores: Scores, session: Session) -> Iterator[FoundAttribution]:
    kept = range(window.first - window.start, window.last - window.start)
    cues = [cue for cue in find_cues(scores["roles"][:, :3], threshold=CUE_THRESHOLD) if cue[0] in kept]
    pairs = PairScores(
        asked=scores["pair_cue"], given=scores["pair_word"], prior=scores["pair_prior"], distance=session.distance
    )
    return decode_attributions(pairs, cues, offset=window.start)
