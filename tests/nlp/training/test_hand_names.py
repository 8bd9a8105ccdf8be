from itertools import pairwise

import pytest

from kg.nlp.training.hand_names import NAME_LABELS, join_names, load_hand_names

BY_HAND = [(0, 7, "PERSON"), (12, 15, "ORG")]


@pytest.mark.parametrize("name", ["ewt", "news", "ecb"])
def test_marked_names_follow_each_other_and_have_known_labels(name):
    for spans in load_hand_names(name).values():
        assert all(0 <= start < end for start, end, _ in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert {label for _, _, label in spans} <= {*NAME_LABELS, None}


def test_a_name_of_no_type_has_no_label():
    assert any(label is None for spans in load_hand_names("ewt").values() for _, _, label in spans)


def test_automatic_readings_give_dates_and_numbers_only():
    silver = [(0, 3, "GPE"), (19, 22, "DATE"), (12, 15, "PERSON"), (26, 33, "GPE")]
    assert join_names(BY_HAND, silver) == [*BY_HAND, (19, 22, "DATE")]


def test_a_number_inside_a_name_is_part_of_the_name():
    assert join_names(BY_HAND, [(4, 7, "CARDINAL")]) == BY_HAND
