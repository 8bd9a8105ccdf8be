"""What the network should say of one window of words; what is not known is left out of the loss."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.nlp.network.words import Words

OPEN = -100
"""A label that is not known (PyTorch's `ignore_index`)."""
NO_NAME = -2
"""An entity label that is half known: the word is part of no name, but perhaps of a number or a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One attribution by word positions; several runs make one role."""

    cue: Sequence[int]
    """Words of the cue, never empty; the first one stands for it."""
    source: Sequence[int]
    """Words of the source."""
    content: Sequence[int]
    """Words of the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The words of a text and all that is known of them; every list has one label per word."""

    words: Words
    """What the network sees."""
    tags: Sequence[int]
    """Numbers of Penn Treebank tags, or open."""
    features: Sequence[int]
    """Numbers of parts of speech with features, or open."""
    heads: Sequence[int]
    """Positions of heads, a root's its own, or open."""
    deps: Sequence[int]
    """Numbers of dependency relations, or open."""
    begins: Sequence[int]
    """1 where a sentence begins, 0 where not, or open."""
    entities: Sequence[int]
    """Numbers of BIO labels, half known, or open."""
    cases: Sequence[Case] | None
    """Attributions; None where they are not known."""
    clusters: Sequence[int] | None
    """For each word the number of the chain whose mention it heads, 0 for a mention alone, -1 for none, or open;
    None where chains are not known."""
    clusters_weight: float = 1.0
    """How far the chains are to be trusted."""
    cuts: Sequence[int] = field(default=())
    """Positions where a window may begin."""
