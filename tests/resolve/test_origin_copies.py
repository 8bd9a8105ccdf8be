"""Which articles are copied from which."""

from random import Random

import pytest

from kg.resolve.origin_copies import find_copies
from tests.resolve.origin_records import prose, record

STORY = prose(1, 400)


def cut(text, first, last):
    return " ".join(text.split(" ")[first:last])


def edit(text, share):
    chance = Random(7)
    return " ".join("changed" if chance.random() < share else word for word in text.split(" "))


def copies(**texts):
    """Find copies among articles that are published in this order, a day apart."""
    records = [record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), start=1)]
    return find_copies(records, read=texts.__getitem__)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        cut(STORY, 0, 240),
        cut(STORY, 0, 120),
        cut(STORY, 150, 270),
        edit(STORY, 0.05),
        edit(STORY, 0.1),
        f"{prose(2, 280)}\n\n{cut(STORY, 40, 160)}",
        f"{cut(STORY, 0, 200)}\n\n{prose(3, 90)}",
    ],
    ids=["whole", "60 %", "30 %", "a piece", "5 % edited", "10 % edited", "own lede, 30 % foreign", "half, 30 % own"],
)
def test_a_copy_is_found_with_its_source(text):
    (copy,) = copies(first=STORY, second=text)
    assert (copy.article, copy.source) == ("second", "first")


def test_shares_are_of_each_text():
    (copy,) = copies(first=STORY, second=cut(STORY, 0, 120))
    assert copy.share == 1.0
    assert copy.contained == pytest.approx(0.3, abs=0.02)
    assert copy.jaccard == pytest.approx(0.3, abs=0.02)


def test_passages_are_the_copied_characters():
    lede, foreign = prose(2, 200), cut(STORY, 40, 160)
    text = f"{lede}\n\n{foreign}"
    (copy,) = copies(first=STORY, second=text)
    assert [text[span.start : span.end] for span in copy.passages] == [foreign.rstrip(".")]


def test_texts_of_the_same_words_in_another_order_are_no_copies():
    words = STORY.split(" ")
    Random(1).shuffle(words)
    assert copies(first=STORY, second=" ".join(words)) == ()


def test_a_shared_quotation_is_no_copy():
    speech = " ".join(prose(4, 120).split(" "))
    assert copies(first=f"{prose(5, 60)} “{speech}”", second=f"{prose(6, 60)} “{speech}”") == ()
    assert copies(first=f"{prose(5, 60)} {speech}", second=f"{prose(6, 60)} {speech}") != ()


def test_the_quotations_of_a_copied_passage_belong_to_it():
    text = f"{prose(2, 60)} “{prose(3, 8)}” {prose(4, 60)}"
    (copy,) = copies(first=text, second=text)
    assert [text[span.start : span.end] for span in copy.passages] == [text.rstrip(".")]


def test_an_outlets_footer_joins_nothing():
    footer = prose(9, 80)
    texts = {f"a{i}": f"{prose(20 + i, 90)}\n\n{footer}" for i in range(5)}
    of_one = [record(key, text, outlet="Harbour Post") for key, text in texts.items()]
    of_many = [record(key, text) for key, text in texts.items()]
    assert find_copies(of_one, read=texts.__getitem__) == ()
    assert len(find_copies(of_many, read=texts.__getitem__)) >= 4


def test_another_outlets_copy_is_found_beside_the_footer():
    footer = prose(9, 80)
    texts = {f"a{i}": f"{prose(20 + i, 200)}\n\n{footer}" for i in range(5)}
    copied = {"b": prose(22, 200)}
    records = [record(key, text, outlet="Harbour Post") for key, text in texts.items()]
    (copy,) = find_copies([*records, record("b", copied["b"], day=2)], read=(texts | copied).__getitem__)
    assert (copy.article, copy.source, copy.share) == ("b", "a2", 1.0)
    assert copy.contained > 0.9


def test_revisions_of_one_article_are_no_copies():
    texts = {"v1": STORY, "v2": cut(STORY, 0, 300)}
    records = [record(key, text, outlet="Harbour Post", article="storm") for key, text in texts.items()]
    assert find_copies(records, read=texts.__getitem__) == ()


def test_another_article_of_the_same_outlet_may_be_a_copy():
    texts = {"a": STORY, "b": STORY}
    records = [record(key, text, outlet="Harbour Post") for key, text in texts.items()]
    assert len(find_copies(records, read=texts.__getitem__)) == 1


@pytest.mark.parametrize(
    ("left", "right", "source"),
    [
        ({"day": 2}, {"day": 1}, "right"),
        ({"published": None}, {"day": 9}, "right"),
        ({"author": None}, {"author": "Reuters"}, "right"),
        ({}, {}, "left"),
    ],
    ids=["earlier", "dated", "credited", "key"],
)
def test_the_source_is_the_earlier_else_the_credited_one(left, right, source):
    texts = {"left": STORY, "right": STORY}
    records = [record("left", STORY, **left), record("right", STORY, **right)]
    (copy,) = find_copies(records, read=texts.__getitem__)
    assert copy.source == source


def test_of_two_texts_of_one_day_the_longer_is_the_source():
    texts = {"a": cut(STORY, 0, 200), "b": STORY}
    (copy,) = find_copies([record(key, text) for key, text in texts.items()], read=texts.__getitem__)
    assert copy.source == "b"


def test_neither_the_order_of_records_nor_repetition_matters():
    texts = {f"a{i}": f"{prose(i % 4, 200)} {prose(50 + i, 50)}" for i in range(12)}
    records = [record(key, text, day=1 + i % 3) for i, (key, text) in enumerate(texts.items())]
    found = find_copies(records, read=texts.__getitem__)
    Random(3).shuffle(records)
    assert found
    assert find_copies(records, read=texts.__getitem__) == found


def test_a_text_that_all_outlets_print_gives_few_pairs():
    texts = {f"a{i:03}": STORY for i in range(120)}
    found = find_copies([record(key, text) for key, text in texts.items()], read=texts.__getitem__)
    assert len(found) < 120 * 7
    assert {copy.article for copy in found} == set(texts) - {"a000"}


def test_short_texts_are_compared_as_wholes():
    words = "The ferry left the quay at dawn and came back with nobody on board but the cook"
    assert len(copies(first=f"{words} and his parrot.", second=f"{words} and a dog.")) == 1
    assert copies(first="The ferry left the quay.", second="The ferry left the quay.") == ()


def test_texts_without_words_are_nobodys_copies():
    assert copies(first="", second="", third=STORY) == ()
    assert find_copies([], read={}.__getitem__) == ()
