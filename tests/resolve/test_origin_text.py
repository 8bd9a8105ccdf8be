"""Shingles and fingerprints."""

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.origin_text import N_BANDS, cut_shingles, fingerprint, unpack, word_spans

TEXT = "The ferry left the northern quay at dawn and came back with nobody on board but the cook and his parrot."
GOLDEN = "1100000092a7678be71c8a2013e4b7b67e4b4ac2"


def test_there_is_one_shingle_for_each_word_that_four_more_follow():
    assert len(cut_shingles("one two three four five six").hashes) == 2
    assert len(cut_shingles("one two three four").hashes) == 0


def test_case_and_punctuation_do_not_count():
    assert np.array_equal(
        cut_shingles("The ferry, it SANK at dawn").hashes, cut_shingles("the ferry it sank at dawn").hashes
    )


def test_word_order_counts():
    assert cut_shingles("a b c d e").hashes[0] != cut_shingles("b a c d e").hashes[0]


def test_shingles_of_quoted_words_alone_do_not_count():
    shingles = cut_shingles("He said: “We never saw the ferry sink that day.” Nobody asked.")
    n_quoted = 8 - 4  # words of the quotation, less the four after which its last shingle begins
    assert (~shingles.counted).sum() == n_quoted


def test_a_quotation_ends_with_its_paragraph():
    shingles = cut_shingles('"We never saw it.\nThe ferry sank at dawn on Monday morning.')
    assert shingles.counted[-1]


@given(st.text(max_size=200))
def test_words_and_their_places_are_as_many(text):
    assert max(0, len(word_spans(text)) - 4) == len(cut_shingles(text).hashes)


def test_a_fingerprint_is_the_same_in_every_process():
    code = f"from kg.resolve.origin_text import fingerprint; print(fingerprint({TEXT!r}).hex())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == fingerprint(TEXT).hex()


def test_a_fingerprint_stays_what_it_was():
    """Where this fails, `FORM` has to change, so that kept fingerprints are made anew."""
    assert fingerprint(TEXT).hex()[:40] == GOLDEN


def test_a_fingerprint_is_small_and_says_how_long_the_text_is():
    found = unpack(fingerprint(" ".join(f"word{i}" for i in range(800))))
    assert found.n_shingles == 796
    assert len(found.bands) == N_BANDS
    assert 60 < len(found.sample) < 140


def test_texts_without_shingles_have_an_empty_fingerprint():
    assert fingerprint("Too short.") == b""
    assert unpack(b"").n_shingles == 0
