"""Free memory goes back to the system."""

import ctypes
import sys
from contextlib import suppress


def give_back_memory() -> None:
    """Hand memory that is free back to the system.

    The GNU C library keeps what large work leaves behind, for more work of its kind; between a batch of quads and the
    next there are others who want it. Where C has another library nothing is done: it sees to this by itself.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
