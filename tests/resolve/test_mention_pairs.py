"""Features of pairs of mentions, and the points that they have."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from kg.resolve import mention_pairs
from kg.resolve.mention_nodes import event_nodes, thing_nodes
from kg.resolve.mention_pairs import FEATURES, Columns, likely_pairs, rarity
from tests.resolve.story_mentions import Shelf, pointing


def features(build, *, alike=0.5, nodes=event_nodes):
    """Return the features by name of the two mentions that `build` makes."""
    shelf = Shelf()
    build(shelf)
    columns = Columns(nodes(shelf.mentions), lambda one, other: 1.0 if one == other else alike)
    return {name: float(column[0, 1]) for name, column in zip(FEATURES, columns.features(slice(None)), strict=True)}


def test_every_feature_has_points_for_both_kinds():
    table = tomllib.loads((files("kg.resolve") / "mention_points.toml").read_text(encoding="utf-8"))
    assert {kind: sorted(points) for kind, points in table.items()} == {
        "event": sorted(FEATURES),
        "thing": sorted(FEATURES),
    }


def test_a_rare_head_in_common_tells_more_than_a_common_one():
    rare = features(lambda shelf: (shelf.verb("a", "capsize"), shelf.verb("b", "capsize")))
    common = features(lambda shelf: (shelf.verb("a", "go"), shelf.verb("b", "go")))
    assert rare["head"] == common["head"] == rare["verbs"] == 1
    assert rare["rare head"] > common["rare head"]


def test_a_stem_counts_where_no_head_does():
    found = features(lambda shelf: (shelf.verb("a", "announce"), shelf.noun("b", "announcement")))
    assert (found["head"], found["stem"], found["verbs"]) == (0, 1, 0)
    assert features(lambda shelf: (shelf.verb("a", "sing"), shelf.verb("b", "sing")))["stem"] == 0


def test_meaning_articles_and_partners_are_compared():
    found = features(
        lambda shelf: (
            shelf.noun("a", "flood", vector=pointing(1, 2), partners=("harbour",), label="AID"),
            shelf.noun("b", "deluge", vector=pointing(1, 2), partners=("harbour", "ship"), label="AID"),
        ),
        alike=0.25,
    )
    assert found["cosine"] == pytest.approx(1)
    assert found["cosine above half"] == pytest.approx(0.5)
    assert found["articles"] == pytest.approx(0.25)
    assert found["partners"] > 0
    assert (found["other partners"], found["same article"], found["type"]) == (0, 0, 1)


def test_other_partners_count_where_both_have_some():
    def pair(partners):
        return lambda shelf: (shelf.noun("a", "flood", partners=("pier",)), shelf.noun("a", "flood", partners=partners))

    assert features(pair(("goat",)))["other partners"] == 1
    assert features(pair(()))["other partners"] == 0
    assert features(pair(()))["same article"] == 1


def test_traits_clash_only_where_each_has_one_of_them():
    def pair(left, right):
        return lambda shelf: (shelf.nominal("a", "boat", *left), shelf.nominal("b", "boat", *right))

    def clash(name, left, right):
        return features(pair(left, right), nodes=thing_nodes)[name]

    assert clash("other number", ["singular"], ["plural"]) == clash("other number", ["plural"], ["singular"]) == 1
    assert clash("other number", ["singular"], []) == 0
    assert clash("other number", ["singular", "plural"], ["plural"]) == 0
    assert clash("other kind", ["person"], ["thing"]) == 1
    assert clash("other gender", ["male"], ["female"]) == 1
    assert clash("people", ["person"], ["person"]) == 1
    assert clash("indefinite", ["indefinite"], []) == 1


def test_points_are_added_up_and_the_best_are_kept(monkeypatch):
    weights = {"bias": -2.0, "head": 4.0}
    monkeypatch.setattr(mention_pairs, "points", lambda _: weights)
    shelf = Shelf()
    for article, lemma in (("a", "flood"), ("b", "flood"), ("c", "wedding")):
        shelf.noun(article, lemma)
    (pair,) = likely_pairs(event_nodes(shelf.mentions), lambda *_: 0.0, least=0.5, kind="event")
    assert (pair.left, pair.right) == (0, 1)
    assert pair.likely == pytest.approx(1 / (1 + np.exp(-2)))
    assert len(list(likely_pairs(event_nodes(shelf.mentions), lambda *_: 0.0, least=0.1, kind="event"))) == 3


def test_pairs_do_not_depend_on_how_many_are_compared_at_a_time(monkeypatch):
    shelf = Shelf()
    for article in "abc":
        for lemma in ("flood", "sing", "capsize"):
            shelf.verb(article, lemma)
    nodes = event_nodes(shelf.mentions)

    def found():
        return [(one.left, one.right) for one in likely_pairs(nodes, lambda *_: 0.5, least=0.05, kind="event")]

    whole = found()
    monkeypatch.setattr(mention_pairs, "ROWS_AT_ONCE", 2)
    assert whole
    assert sorted(found()) == sorted(whole)


def test_a_word_that_no_text_has_is_rarest():
    assert rarity("xyzzyx") == 1
    assert 0 <= rarity("be") < rarity("minister") < 1
