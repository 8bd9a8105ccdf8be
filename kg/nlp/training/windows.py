"""The windows of each epoch, from all corpora."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import spacy

from kg.nlp.network.labels import Labels
from kg.nlp.network.pieces import Pieces
from kg.nlp.network.wordpiece import WordPieces
from kg.nlp.training.cut import cut_target
from kg.nlp.training.ecb_targets import read_ecb
from kg.nlp.training.encoder import read_vocabulary
from kg.nlp.training.entities import load_gazetteer
from kg.nlp.training.fit import Window
from kg.nlp.training.hand_names import load_hand_names
from kg.nlp.training.news_targets import build_news_target, read_news, vary_article
from kg.nlp.training.swaps import load_pool
from kg.nlp.training.tokeniser import adapt_tokeniser
from kg.nlp.training.treebank_targets import build_treebank_target
from kg.nlp.training.trees import LEFT_OUT_GENRES, Tree, group_trees, read_trees
from kg.nlp.training.variants import vary_trees

ENTITY_TYPES = (
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL"),
    *("ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
)
N_TREES = 40
"""Sentences of a treebank document that are taken together."""
N_SHARES = 3
"""Parts of the news; an epoch shows one of them and all trees, of which there is much less."""
N_PIECES_OF_TREES = (96, 192, 256)
"""Pieces of a window of trees, one of these by chance: the reader's windows are no longer."""
SHARE_HIDDEN = 0.06
"""Words of trees whose pieces are masked, so that a word is judged by its neighbours too (Dozat and Manning 2017)."""
MASK = "[MASK]"


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
        self.short_news = list(read_ecb(folder / "ecbplus" / "train.jsonl.gz"))
        self.pool = load_pool()
        self.hand_names = {"ewt": load_hand_names("ewt")}
        self.nlp = spacy.blank("en")
        adapt_tokeniser(self.nlp)
        vocabulary = read_vocabulary()
        self.pieces, self.mask = WordPieces(vocabulary), vocabulary.index(MASK)

    def windows_of(self, epoch: int) -> list[Window]:
        """All windows of one epoch: the first as printed, the later ones varied."""
        random = Random(self.seed * 1000 + epoch)
        return [*self._cut_trees(epoch, random), *self._cut_news(epoch, random)]

    def _cut_trees(self, epoch: int, random: Random) -> Iterator[Window]:
        for name, trees in self.treebanks.items():
            for group in group_trees(trees, n_sentences=N_TREES):
                varied = vary_trees(group, random) if epoch else group
                target = build_treebank_target(
                    varied, self.labels, self.gazetteer, random, hand_names=self.hand_names.get(name)
                )
                n_pieces = random.choice(N_PIECES_OF_TREES)
                for pieces, part in cut_target(target, self.pieces, n_pieces=n_pieces, random=random):
                    yield (hide_words(pieces, self.mask, random) if epoch else pieces), part

    def _cut_news(self, epoch: int, random: Random) -> Iterator[Window]:
        articles = [*self.news[epoch % N_SHARES :: N_SHARES], *self.short_news]
        for article in articles:
            varied = vary_article(article, self.pool, random) if epoch >= N_SHARES else article
            target = build_news_target(self.nlp, varied, self.labels)
            yield from cut_target(target, self.pieces, n_pieces=320, random=random)


def hide_words(pieces: Pieces, mask: int, random: Random) -> Pieces:
    """The window with the pieces of some words masked; their shapes stay."""
    ids = list(pieces.ids)
    for first, end in zip(pieces.firsts, [*pieces.firsts[1:], len(ids) - 1], strict=True):
        if random.random() < SHARE_HIDDEN:
            ids[first:end] = [mask] * (end - first)
    return replace(pieces, ids=ids)
