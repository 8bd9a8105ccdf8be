"""A limit on the processor time that a piece of work takes, so that an endless loop ends."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 1.0
"""Seconds after which work that swallowed the interruption is interrupted again."""


class OutOfTime(BaseException):
    """Work took longer than it was allowed; no `except Exception` within the work keeps it."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Interrupt what runs within, once this process has used so much processor time.

    There is no limit where Python takes no signals: beside the main thread, and on systems without timers.

    Raises:
        OutOfTime: in the work, wherever it is then.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGPROF, _interrupt)
    timer = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_PROF, 0)
        finally:  # also where the time ran out on the way here
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, signal.SIG_DFL if handler is None else handler)
            signal.setitimer(signal.ITIMER_PROF, *timer)


def _interrupt(*_: object) -> None:
    raise OutOfTime
