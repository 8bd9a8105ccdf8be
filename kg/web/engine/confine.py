"""What a worker gives up before it reads a question: the network, other programs, memory beyond a bound.

On Linux (x86-64, aarch64) the kernel refuses it sockets, new processes and other programs (seccomp; see seccomp(2)),
so that a query that asks another server fails even where it was not recognised. Elsewhere there is no such second wall:
macOS and Windows have the recognition of `tokens` alone. A bound on memory needs POSIX, a worker that ends with its
parent by the kernel's hand Linux; elsewhere the workers look after that themselves (`worker`).
"""

import ctypes
import os
import platform
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS, _SIGKILL = 1, 38, 9
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_CLONE_THREAD = 0x10000
_X32 = 0x40000000


class _Architecture(NamedTuple):
    """The numbers of system calls, by architecture (asm/unistd.h)."""

    audit: int
    clone: int
    clone3: int
    refused: tuple[int, ...]


_ARCHITECTURES = {
    "x86_64": _Architecture(
        audit=0xC000003E,
        clone=56,
        clone3=435,
        # socket connect accept sendto sendmsg bind listen socketpair fork vfork execve ptrace mount unshare accept4
        # perf_event_open sendmmsg setns process_vm_readv process_vm_writev bpf execveat userfaultfd io_uring_* pidfd_*
        refused=(
            *(41, 42, 43, 44, 46, 49, 50, 53, 57, 58, 59, 101, 165, 272, 288),
            *(298, 307, 308, 310, 311, 321, 322, 323, 425, 426, 427, 434, 438),
        ),
    ),
    "aarch64": _Architecture(
        audit=0xC00000B7,
        clone=220,
        clone3=435,
        # socket socketpair bind listen accept connect sendto sendmsg accept4 execve ptrace mount unshare
        # perf_event_open setns sendmmsg process_vm_readv process_vm_writev bpf execveat userfaultfd io_uring_* pidfd_*
        refused=(
            *(198, 199, 200, 201, 202, 203, 206, 211, 242, 221, 117, 40, 97),
            *(241, 268, 269, 270, 271, 280, 281, 282, 425, 426, 427, 434, 438),
        ),
    ),
}


def can_refuse_sockets() -> bool:
    """Tell whether workers get along without a network by the kernel's hand here."""
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURES


def follow_parent(parent: int) -> None:
    """End this process when the one that forked it ends; on Linux by the kernel's hand."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if sys.platform != "win32" and os.getppid() != parent:  # it ended meanwhile
        os._exit(1)


def refuse_sockets() -> bool:
    """Refuse this process and its threads sockets, new processes and other programs; False where that cannot be done.

    Called while the process has one thread; threads that it starts later are bound by it too.
    """
    if not can_refuse_sockets():
        return False
    one = _ARCHITECTURES[platform.machine()]
    program = _assemble(one)
    buffer = ctypes.create_string_buffer(program, len(program))

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    loaded = Filter(len(program) // 8, ctypes.addressof(buffer))
    if not _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        return False
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(loaded))


def _assemble(one: _Architecture) -> bytes:
    """Return the filter as classic BPF: (code, jump if true, jump if false, constant) for each step."""
    steps: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, one.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        # clone3 hides its flags from filters; the C library goes on with clone where it is not there
        (_EQUAL, 0, 1, one.clone3),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
    ]
    for number in one.refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | _EPERM)]
    steps += [
        (_EQUAL, 0, 3, one.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def bound_memory(more: int) -> None:
    """Refuse this process more than `more` bytes beyond what it holds now; without effect on Windows.

    Counted is what it can write to (RLIMIT_DATA); address space that is merely reserved is not.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # where the whole machine runs out, a worker goes before anything else
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with suppress(OSError, ValueError):
        bound = _data_held() + more
        resource.setrlimit(kind, (bound, bound))


def _data_held() -> int:
    """Return the bytes of data and stack that this process holds."""
    try:
        fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(fields[5]) * os.sysconf("SC_PAGE_SIZE")


def computed_seconds(pid: int) -> float | None:
    """Return how long a process has computed, on all its threads; None where that cannot be told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def resident_bytes(pid: int) -> int:
    """Return how much memory a process holds; 0 where that cannot be told."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _prctl(option: int, *values: int) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    given = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return bool(library.prctl(option, *given) == 0)
