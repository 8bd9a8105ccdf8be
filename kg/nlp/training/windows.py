"""The windows of each epoch, from all corpora."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random

import spacy

from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.training.cut import cut_target
from kg.nlp.training.encoder import read_vocabulary
from kg.nlp.training.entities import load_gazetteer
from kg.nlp.training.fit import Window
from kg.nlp.training.name_lists import load_name_lists
from kg.nlp.training.news_targets import build_news_target, read_news, vary_article
from kg.nlp.training.swaps import load_pool
from kg.nlp.training.targets import Labels, Target
from kg.nlp.training.treebank_targets import build_treebank_target
from kg.nlp.training.trees import LEFT_OUT_GENRES, Tree, group_trees, read_trees
from kg.nlp.training.variants import vary_trees

ENTITY_TYPES = (
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL"),
    *("ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
)
N_TREES = 40
"""Sentences of a treebank document that are taken together."""
N_COPIES = 2
"""Times that an epoch shows each tree: there is half as much of them as of news."""


def list_labels(trees: Sequence[Tree]) -> Labels:
    """All labels of the trees, in alphabetical order, and of the entities."""
    words = [word for tree in trees for word in tree.words]
    return Labels(
        tags=tuple(sorted({word.tag for word in words})),
        features=tuple(sorted({f"{word.pos}|{word.morph}" for word in words})),
        deps=tuple(sorted({word.dep for word in words})),
        entities=("O", *(f"{sign}-{label}" for label in ENTITY_TYPES for sign in "BI")),
    )


class Corpora:
    """The training halves of the corpora, read once."""

    def __init__(self, folder: Path, *, seed: int = 5) -> None:
        self.seed = seed
        self.treebanks = {
            name: list(read_trees(folder / "ud" / f"{name}-train.conllu.gz", left_out=LEFT_OUT_GENRES))
            for name in ("ewt", "gum")
        }
        self.labels = list_labels([tree for trees in self.treebanks.values() for tree in trees])
        self.gazetteer = load_gazetteer()
        self.news = list(read_news(folder / "polnear" / "train.jsonl.gz", self.gazetteer))
        self.pool = load_pool()
        self.names = load_name_lists(self.pool, self.gazetteer)
        self.nlp = spacy.blank("en")
        self.pieces = WordPieces(read_vocabulary())

    def windows_of(self, epoch: int) -> list[Window]:
        """All windows of one epoch: the first as printed, the later ones varied."""
        random = Random(self.seed * 1000 + epoch)
        targets = [*self._treebank_targets(epoch, random), *self._news_targets(epoch, random)]
        return [
            window
            for target, n_pieces in targets
            for window in cut_target(target, self.pieces, n_pieces=n_pieces, random=random)
        ]

    def _treebank_targets(self, epoch: int, random: Random) -> Iterator[tuple[Target, int]]:
        for copy, name in product(range(N_COPIES), self.treebanks):
            for group in group_trees(self.treebanks[name], n_sentences=N_TREES):
                varied = vary_trees(group, random) if epoch or copy else group
                yield (
                    build_treebank_target(
                        varied, self.labels, self.gazetteer, self.names, random, has_entities=name == "gum"
                    ),
                    random.choice((96, 192, 256)),
                )

    def _news_targets(self, epoch: int, random: Random) -> Iterator[tuple[Target, int]]:
        for article in self.news:
            varied = vary_article(article, self.pool, random) if epoch else article
            yield build_news_target(self.nlp, varied, self.labels), 320
