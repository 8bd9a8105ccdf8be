from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.network.decode_tree import is_tree
from kg.nlp.network.rivals import list_families, settle_rivals

DEPS = ("compound", "nsubj", "nsubj:outer", "nsubj:pass", "obj", "obl", "root")
FAMILIES = list_families(DEPS)


def settle(arcs, by_pair):
    """The heads and relations of a sentence whose relations score `by_pair[child, head]`, root left out."""

    def label(heads):
        scores = by_pair[np.arange(len(heads)), list(heads)].copy()
        scores[:, DEPS.index("root")] = -np.inf
        return scores

    heads, scores = settle_rivals(arcs, label=label, families=FAMILIES)
    return list(heads), [DEPS[i] for i in scores.argmax(1)]


def by_default(n_words, dep):
    by_pair = np.zeros((n_words, n_words, len(DEPS)), dtype=np.float32)
    by_pair[:, :, DEPS.index(dep)] = 2.0
    return by_pair


def test_the_less_sure_of_two_subjects_goes_to_its_next_head():
    # "air force reported": both nouns want the verb, "air" nearly as much the noun after it
    arcs = np.array([[0, 3, 4], [0, 0, 9], [0, 0, 9]], dtype=np.float32)
    by_pair = by_default(3, "compound")
    by_pair[:, 2, DEPS.index("nsubj")] = 5.0
    assert settle(arcs, by_pair)[0] == [1, 2, 2]


def test_a_second_subject_that_has_no_other_head_takes_another_relation():
    arcs = np.array([[0, 9, 0], [0, 9, 0], [0, 9, 0]], dtype=np.float32)
    by_pair = by_default(3, "obl")
    by_pair[0, 1, DEPS.index("nsubj")] = 9.0
    by_pair[2, 1, DEPS.index("nsubj:pass")] = 2.5
    assert settle(arcs, by_pair) == ([1, 1, 1], ["nsubj", "obl", "obl"])


def test_an_outer_subject_stands_beside_the_inner_one():
    arcs = np.array([[0, 0, 9], [0, 0, 9], [0, 0, 9]], dtype=np.float32)
    by_pair = by_default(3, "nsubj")
    by_pair[0, 2, DEPS.index("nsubj:outer")] = 5.0
    assert settle(arcs, by_pair) == ([2, 2, 2], ["nsubj:outer", "nsubj", "nsubj"])


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_what_comes_out_is_a_tree_without_rivals(n_words, seed):
    random = np.random.default_rng(seed)
    arcs = random.normal(size=(n_words, n_words)).astype(np.float32) * 4
    heads, deps = settle(arcs, random.normal(size=(n_words, n_words, len(DEPS))).astype(np.float32) * 4)
    assert is_tree(heads)
    subjects = Counter(heads[i] for i, dep in enumerate(deps) if dep in ("nsubj", "nsubj:pass") and heads[i] != i)
    objects = Counter(heads[i] for i, dep in enumerate(deps) if dep == "obj" and heads[i] != i)
    assert max([*subjects.values(), *objects.values(), 0]) <= 1
