import pytest

from kg.nlp.network.wordpiece import WordPieces, split_word

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ferry", "fer", "##ry", "##men", "'", "s", "cafe", "-", "1"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Ferry", ["ferry"]),
        ("Café", ["cafe"]),
        ("harbour's", ["harbour", "'", "s"]),
        ("“", ["“"]),
        ("low-key", ["low", "-", "key"]),
        ("a\u200bb", ["ab"]),
    ],
)
def test_words_lose_case_and_accents_and_are_cut_at_marks(word, parts):
    assert split_word(word) == parts


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("ferry", (4,)),
        ("Ferrymen", (4, 7)),
        ("ferry's", (4, 8, 9)),
        ("Café-1", (10, 11, 12)),
        ("quay", (1,)),
        ("", (1,)),
    ],
)
def test_the_longest_known_piece_is_taken_first(word, numbers):
    assert WordPieces(VOCABULARY).cut(word) == numbers


def test_a_part_that_cannot_be_cut_whole_is_unknown():
    assert WordPieces(VOCABULARY).cut("ferryxx") == (1,)
