"""Targets from the treebanks: tags, features, trees, sentence borders; GUM's names and coreference as well.

GUM (Zeldes 2017) marks entities in the MISC column, `Entity=(12-person-…` … `12)`; the number is the chain's.
"""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from kg.nlp.network.labels import Labels
from kg.nlp.network.words import GLUED, NEW_PARAGRAPH, SPACED, Words
from kg.nlp.training.entities import Gazetteer
from kg.nlp.training.gum import find_mentions, find_names
from kg.nlp.training.hand_names import Name
from kg.nlp.training.targets import NO_NAME, OPEN, Target
from kg.nlp.training.trees import Tree, Word

SHARE_WITH_PARAGRAPHS = 0.65
"""Documents whose paragraphs are parted by an empty line, not by a space."""


def number_labels(labels: Sequence[str]) -> dict[str, int]:
    """Return the number of each label."""
    return {label: i for i, label in enumerate(labels)}


def build_treebank_target(
    trees: Sequence[Tree],
    labels: Labels,
    gazetteer: Gazetteer,
    random: Random,
    *,
    hand_names: Mapping[str, Sequence[Name]] | None,
) -> Target:
    """One target of consecutive trees of a document; names and chains are the treebank's own unless given by hand."""
    tags, features, deps = map(number_labels, (labels.tags, labels.features, labels.deps))
    words = [word for tree in trees for word in tree.words]
    starts = _count_starts(trees)
    heads = [word.head + start for tree, start in zip(trees, starts, strict=True) for word in tree.words]
    n_words = len(words)
    begins = [0] * n_words
    for start in starts:
        begins[start] = 1
    return Target(
        words=Words(forms=[word.form for word in words], breaks=_find_breaks(trees, random)),
        tags=[tags.get(word.tag, OPEN) for word in words],
        features=[features.get(f"{word.pos}|{word.morph}", OPEN) for word in words],
        heads=heads,
        deps=[deps.get(word.dep, OPEN) for word in words],
        begins=begins,
        entities=_mark_names(trees, starts, labels, gazetteer)
        if hand_names is None
        else _mark_hand_names(trees, starts, labels, hand_names),
        cases=None,
        clusters=_mark_clusters(trees, starts) if hand_names is None else None,
        cuts=starts,
    )


def _count_starts(trees: Iterable[Tree]) -> list[int]:
    starts, n_words = [], 0
    for tree in trees:
        starts.append(n_words)
        n_words += len(tree.words)
    return starts


def _find_breaks(trees: Sequence[Tree], random: Random) -> list[int]:
    with_paragraphs = random.random() < SHARE_WITH_PARAGRAPHS
    breaks: list[int] = []
    spaced = True
    for tree in trees:
        for i, word in enumerate(tree.words):
            starts = i == 0 and (not breaks or (tree.starts_paragraph and with_paragraphs))
            breaks.append(NEW_PARAGRAPH if starts else SPACED if spaced or i == 0 else GLUED)
            spaced = word.space_after
    return breaks


def _mark_names(trees: Sequence[Tree], starts: Sequence[int], labels: Labels, gazetteer: Gazetteer) -> list[int]:
    number_by_label = number_labels(labels.entities)
    marks = [0] * sum(len(tree.words) for tree in trees)
    for tree, start in zip(trees, starts, strict=True):
        for name in find_names(tree, gazetteer):
            for i in range(name.start, name.end):
                sign = "B" if i == name.start else "I"
                marks[start + i] = OPEN if name.label is None else number_by_label[f"{sign}-{name.label}"]
    return marks


def _mark_hand_names(
    trees: Sequence[Tree], starts: Sequence[int], labels: Labels, names_by_sentence: Mapping[str, Sequence[Name]]
) -> list[int]:
    """Names as they were marked; every other word is none, but perhaps a date or a number, which were not marked."""
    number_by_label = number_labels(labels.entities)
    marks = [NO_NAME] * sum(len(tree.words) for tree in trees)
    for tree, first in zip(trees, starts, strict=True):
        for start, end, label in names_by_sentence.get(tree.name, ()):
            for i in range(start, min(end, len(tree.words))):
                sign = "B" if i == start else "I"
                marks[first + i] = OPEN if label is None else number_by_label[f"{sign}-{label}"]
    return marks


def _mark_clusters(trees: Sequence[Tree], starts: Sequence[int]) -> list[int]:
    """Chain numbers of the words that head a mention; 0 where the chain has no other mention here."""
    chain_by_word: dict[int, str] = {}
    for tree, start in zip(trees, starts, strict=True):
        # of two mentions with one head the longer one comes last and stays
        for first, end, _, chain in sorted(find_mentions(tree.words), key=lambda mention: mention.end - mention.start):
            chain_by_word[start + find_head(tree.words, first, end)] = chain
    counts: dict[str, int] = {}
    for chain in chain_by_word.values():
        counts[chain] = counts.get(chain, 0) + 1
    numbers = {chain: i for i, chain in enumerate((chain for chain, n in counts.items() if n > 1), 1)}
    marks = [-1] * sum(len(tree.words) for tree in trees)
    for word, chain in chain_by_word.items():
        marks[word] = numbers.get(chain, 0)
    return marks


def find_head(words: Sequence[Word], start: int, end: int) -> int:
    """The word of a span that hangs on a word outside it."""
    return next((i for i in range(start, end) if not start <= words[i].head < end or words[i].head == i), start)
