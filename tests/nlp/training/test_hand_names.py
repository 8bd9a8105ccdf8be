from itertools import pairwise

import pytest

from kg.nlp.training.hand_names import NAME_LABELS, OTHER, HandNames, load_hand_names

TEXT = "Ann Oke met Lee in May in Oketown."


def names(**given):
    return HandNames(names_by_article={"read": ((0, 7, "PERSON"), (12, 15, "ORG"))}, label_by_form=given)


@pytest.mark.parametrize("name", ["ewt", "news"])
def test_marked_names_follow_each_other_and_have_known_labels(name):
    for spans in load_hand_names(name).values():
        assert all(0 <= start < end for start, end, _ in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert {label for _, _, label in spans} <= {*NAME_LABELS, None}


def test_a_name_of_no_type_has_no_label():
    assert any(label is None for spans in load_hand_names("ewt").values() for _, _, label in spans)
    assert all(label != OTHER for spans in load_hand_names("news").values() for _, _, label in spans)


def test_an_article_that_was_read_keeps_only_numbers_and_dates_of_the_silver_labels():
    silver = [(0, 3, "GPE"), (19, 22, "DATE"), (12, 15, "PERSON"), (26, 33, "GPE")]
    assert names().correct("read", TEXT, silver) == [(0, 7, "PERSON"), (12, 15, "ORG"), (19, 22, "DATE")]


def test_a_number_inside_a_name_is_part_of_the_name():
    assert names().correct("read", TEXT, [(4, 7, "CARDINAL")]) == [(0, 7, "PERSON"), (12, 15, "ORG")]


def test_in_other_articles_a_silver_name_stays_only_under_a_label_that_its_form_has():
    silver = [(0, 7, "ORG"), (12, 15, "PERSON"), (19, 22, "DATE")]
    found = names(**{"Ann Oke": "PERSON"}).correct("other", TEXT, silver)
    assert found == [(0, 7, "PERSON"), (12, 15, None), (19, 22, "DATE")]
