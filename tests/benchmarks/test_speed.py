"""Figures of speed from what was watched, and the peer's shape."""

import pytest

from tests.benchmarks import speed
from tests.benchmarks.peer import LABELS, RELATIONS, build_peer
from tests.benchmarks.processes import Watched


def watched(seconds, core_seconds, megabytes):
    return Watched(seconds=seconds, core_seconds=core_seconds, megabytes=megabytes)


def test_start_up_is_taken_off_and_the_fastest_round_counts():
    rounds = [
        (watched(2.0, 2.0, 300), watched(12.0, 18.0, 700)),
        (watched(2.5, 2.0, 300), watched(7.5, 22.0, 650)),
    ]
    assert speed._figures("kg", rounds, n_words=[50, 400, 550]) == {
        "kg: words/s": pytest.approx(950 / 5),
        "kg: words/core second": pytest.approx(950 / 16),
        "kg: whole words/s": pytest.approx(1000 / 7.5),
        "kg: start-up seconds": 2.0,
        "kg: MB": 700,
    }


def test_the_peer_has_the_parts_and_sizes_of_the_small_pipeline():
    peer = build_peer()
    assert peer.pipe_names == ["tok2vec", "tagger", "parser", "attribute_ruler", "ner"]
    assert len(peer.get_pipe("attribute_ruler").patterns) == len(peer.get_pipe("tagger").labels)
    assert set(peer.get_pipe("ner").labels) == set(LABELS.split())
    assert set(RELATIONS.split()) >= set(peer.get_pipe("parser").labels)
    encoders = (peer.config["components"][name]["model"] for name in ("tok2vec", "ner"))
    sizes = [encoder.get("tok2vec", encoder)["encode"] for encoder in encoders]
    assert [(size["width"], size["depth"]) for size in sizes] == [(96, 4), (96, 4)]
    doc = peer("Boats carry salt .")
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("TAG")
