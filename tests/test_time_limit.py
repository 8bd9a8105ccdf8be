"""Work that takes too long is interrupted; what was set before is set again."""

import os
import signal
import threading
from contextlib import suppress

import pytest

from kg.time_limit import OutOfTime, limit_time

pytestmark = pytest.mark.skipif(os.name != "posix", reason="timers")


def loop():
    while True:
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001 - as work may
            pass


def work_in(seconds, work):
    with limit_time(seconds):
        work()


def test_work_is_interrupted_though_it_swallows_exceptions():
    with pytest.raises(OutOfTime):
        work_in(0.05, loop)


@pytest.mark.parametrize(("seconds", "work"), [(0.05, loop), (60, int)])
def test_handler_and_timer_are_those_of_before(seconds, work):
    def other(*_):
        """Do nothing."""

    before = signal.signal(signal.SIGPROF, other)
    signal.setitimer(signal.ITIMER_PROF, 500, 7)
    try:
        with suppress(OutOfTime):
            work_in(seconds, work)
        assert signal.getsignal(signal.SIGPROF) is other
        assert signal.getitimer(signal.ITIMER_PROF) == pytest.approx((500, 7), abs=5)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def test_there_is_no_limit_beside_the_main_thread():
    done = []

    def work():
        with limit_time(0.01):
            done.append(sum(range(1_000_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(done) == 1
