from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.network.windows import N_CONTEXT, N_PIECES, split_text

LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=700)


@given(LENGTHS, st.data())
def test_every_word_is_kept_once_and_no_window_is_too_long(lengths, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(lengths) - 1))))
    windows = split_text(lengths, cuts=cuts)
    assert windows[0].first == 0
    assert windows[-1].last == len(lengths)
    for window, after in pairwise(windows):
        assert window.last == after.first
    for window in windows:
        assert window.start <= window.first < window.last <= window.end
        assert sum(lengths[window.start : window.end]) <= N_PIECES - 2


def test_a_short_text_is_one_window():
    (window,) = split_text([2] * 50, cuts=[0, 20])
    assert (window.start, window.first, window.last, window.end) == (0, 0, 50, 50)


def test_windows_meet_at_a_sentence_start_with_context_on_both_sides():
    lengths = [1] * 600
    first, second, *_ = split_text(lengths, cuts=range(0, 600, 25))
    assert first.last % 25 == 0
    assert first.end - first.last >= N_CONTEXT
    assert second.first - second.start == N_CONTEXT
