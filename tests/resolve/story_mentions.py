"""Mentions of a story, written by hand: a shelf of articles in which each mention has the next place."""

import numpy as np

from kg.records import Form
from kg.resolve.mention_clusters import join_mentions
from kg.resolve.mention_nodes import MentionRecord


def pointing(*parts):
    """Return a vector of 64 bytes that points as the parts do: equal parts, equal meaning."""
    vector = np.zeros(64)
    for part in parts:
        vector[part] = 1
    return np.round(vector * 127 / np.linalg.norm(vector)).astype(np.int8).tobytes()


def meaning(word):
    """Return a vector that words of the same letters share."""
    return pointing(*(ord(letter) % 64 for letter in word))


class Shelf:
    """Mentions in the making; `mention` returns the position that the answer will have."""

    def __init__(self):
        self.mentions = []

    def mention(self, article, form, lemma, **fields):
        start = 10 * (1 + sum(one.article == article for one in self.mentions))
        words = tuple(fields.pop("words", lemma).split())
        fields["traits"] = frozenset(fields.get("traits", ()))
        fields.setdefault("vector", meaning(lemma))
        record = MentionRecord(
            article=article, start=start, end=start + 5, form=form, lemma=lemma, words=words, **fields
        )
        self.mentions.append(record)
        return len(self.mentions) - 1

    def noun(self, article, lemma, *traits, **fields):
        return self.mention(article, Form.NOUN, lemma, traits=traits, **fields)

    def verb(self, article, lemma, *traits, **fields):
        return self.mention(article, Form.VERB, lemma, traits=traits, **fields)

    def name(self, article, words, entity, *traits, label="GPE", **fields):
        fields |= {"words": words.lower(), "label": label, "node": f"entity/{entity}"}
        return self.mention(article, Form.NAME, words.lower().split()[-1], traits=traits, **fields)

    def nominal(self, article, lemma, *traits, **fields):
        return self.mention(article, Form.NOMINAL, lemma, traits=traits, **fields)

    def start(self, position):
        return self.mentions[position].start

    def joined(self, alike=0.5):
        """Return what each mention is resolved to."""
        return join_mentions(self.mentions, lambda one, other: 1.0 if one == other else alike)


def as_groups(found):
    """Return the positions that were resolved to one node, as a set of sets."""
    return {frozenset(i for i, one in enumerate(found) if one == node) for node in found}
