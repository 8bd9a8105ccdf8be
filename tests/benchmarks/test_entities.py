"""What counts of predicted names, and how errors are called."""

import pytest

from tests.benchmarks.entities import leave_out_ignored, name_error, score_names
from tests.benchmarks.entity_sets import SETS, Mark, NamedText, join_tags, read_iob

TEXT = "The Daily Oke met Mr Ode, the mayor of Oketown, on Monday. Ode left."
#       0   4         18 21       30       39          51          59


def names(*spans, label="name"):
    return tuple(Mark(start, end, label) for start, end in spans)


def text(*, wanted=((0, 13), (18, 24), (39, 46)), ignored=((21, 24), (30, 35), (51, 57)), start=0, end=58):
    return NamedText(text=TEXT, names=names(*wanted), ignored=ignored, start=start, end=end)


def test_the_gold_scores_100_and_nothing_scores_0():
    assert score_names(text().names, text()).f1 == 100
    assert score_names((), text()).f1 == 0


def test_a_prediction_on_an_ignored_stretch_is_neither_right_nor_wrong():
    found = [*text().names[1:], *names((26, 35), (51, 57))]
    counts = score_names(found, text())
    assert (counts.precision, counts.recall) == (100, pytest.approx(66.67, abs=0.01))


def test_strictly_only_the_very_borders_are_forgiven():
    found = names((26, 35), (51, 57))
    assert leave_out_ignored(found, text(), strict=True) == list(names((26, 35)))


def test_a_gold_name_counts_though_a_part_of_it_is_ignored():
    assert score_names(names((18, 24)), text()).right == 1
    assert score_names(names((21, 24)), text()).found == 0


def test_what_lies_outside_the_annotated_span_is_not_counted():
    assert leave_out_ignored(names((59, 62), (50, 60)), text(ignored=())) == []


def test_labels_count_where_the_set_has_them():
    gold = NamedText(text=TEXT, names=names((39, 46), label="LOC"), start=0, end=len(TEXT))
    assert score_names(names((39, 46), label="LOC"), gold).f1 == 100
    assert score_names(names((39, 46), label="PER"), gold).f1 == 0


@pytest.mark.parametrize(
    ("mark", "other", "kind"),
    [
        ((39, 46), (59, 62), "nothing there"),
        ((0, 13), (4, 13), "longer by an article"),
        ((4, 13), (0, 13), "shorter by an article"),
        ((18, 24), (21, 24), "longer by a word"),
        ((18, 24), (18, 46), "shorter by what follows a comma"),
        ((4, 24), (18, 35), "crosses"),
    ],
)
def test_errors_are_called_by_their_kind(mark, other, kind):
    assert name_error(*names(mark), names(other), TEXT) == kind


def test_an_error_of_type_names_both():
    (ours,), (theirs,) = names((39, 46), label="PER"), names((39, 46), label="LOC")
    assert name_error(theirs, [ours], TEXT) == "LOC is PER"


def test_tags_are_joined_to_names():
    assert join_tags(["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-ORG"]) == [
        (0, 1, "PER"),
        (3, 3, "LOC"),
        (4, 4, "LOC"),
        (5, 5, "ORG"),
    ]


def test_tags_are_read_by_sentence():
    lines = ["# sent_id = a-1", "1\tOde\tB-PER\t-\t-", "2\tleft\tO\t-\t-", "", "# sent_id = a-2", "1\tYes\tO\t-\t-"]
    assert read_iob(lines) == {"a-1": ["B-PER", "O"], "a-2": ["O"]}


def test_no_set_has_dates_or_numbers():
    for _, label_by_label in SETS.values():
        assert not {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"} & label_by_label.keys()
