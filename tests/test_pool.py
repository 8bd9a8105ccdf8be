"""Worker processes, and what becomes of those that die."""

import multiprocessing
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from kg.pool import run_beside, run_in_pool


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int, *, marks: Path, deaths: int) -> int:
    """Kill the process at 7, the first times."""
    if number == 7:
        n_dead = len(list(marks.iterdir()))
        if n_dead < deaths:
            (marks / str(n_dead)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def double_sum(numbers: list[int], *, marks: Path) -> list[int]:
    return [double_or_die(number, marks=marks, deaths=9) for number in numbers]


def refuse(number: int) -> int:
    raise ValueError(number)


def test_what_is_made_comes_in_the_order_of_the_pieces():
    assert list(run_in_pool(double, range(20), jobs=2, stand_in=double)) == [2 * n for n in range(20)]


@pytest.mark.parametrize(("deaths", "expected"), [(1, 14), (2, -7)])
def test_a_piece_that_kills_its_process_is_tried_again_alone(deaths, expected, tmp_path):
    work = partial(double_or_die, marks=tmp_path, deaths=deaths)
    found = list(run_in_pool(work, range(12), jobs=2, stand_in=lambda piece: -piece))
    assert found == [expected if n == 7 else 2 * n for n in range(12)]


def test_of_pieces_in_hand_only_the_part_that_kills_is_missing(tmp_path):
    found = run_in_pool(
        partial(double_sum, marks=tmp_path),
        [[1, 2], [3, 7], [4]],
        jobs=2,
        divide=lambda numbers: [[number] for number in numbers],
        stand_in=lambda numbers: [-number for number in numbers],
    )
    assert [number for part in found for number in part] == [2, 4, 6, -7, 8]


def test_what_work_raises_is_raised():
    with pytest.raises(ValueError, match="0"):
        list(run_in_pool(refuse, range(3), jobs=1, stand_in=double))


def test_work_is_done_beside_and_its_result_waited_for():
    with run_beside(partial(double, 4)) as wait:
        assert wait() == 8


@pytest.mark.parametrize(("deaths", "expected"), [(1, 14), (0, 14)])
def test_work_whose_process_dies_is_done_again_here(deaths, expected, tmp_path):
    with run_beside(partial(double_or_die, 7, marks=tmp_path, deaths=deaths)) as wait:
        assert wait() == expected
    assert len(list(tmp_path.iterdir())) == deaths


def test_what_work_beside_raises_is_raised_here():
    with pytest.raises(ValueError, match="3"), run_beside(partial(refuse, 3)) as wait:
        wait()


def wait_for_ever() -> None:
    signal.pause()


def test_work_that_nobody_waits_for_is_ended():
    with run_beside(wait_for_ever):
        pass
    assert not multiprocessing.active_children()
