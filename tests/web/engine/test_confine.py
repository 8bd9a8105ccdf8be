import subprocess
import sys

import pytest

from kg.web.engine.confine import can_refuse_sockets

pytestmark = pytest.mark.skipif(not can_refuse_sockets(), reason="the kernel has no seccomp, or it is not known here")

TRIED = """
import os, socket, subprocess, threading
from kg.web.engine.confine import refuse_sockets
assert refuse_sockets()
refused = []
def attempt(do):
    try:
        do()
    except PermissionError:
        refused.append(True)
    else:
        refused.append(False)
def all():
    attempt(socket.socket)
    attempt(lambda: socket.socket(socket.AF_UNIX))
    attempt(socket.socketpair)
    attempt(os.fork)
    attempt(lambda: subprocess.run(["true"]))
    attempt(lambda: os.execv("/bin/true", ["true"]))
all()
thread = threading.Thread(target=all)
thread.start()
thread.join()
print(len(refused), min(refused))
"""

BOUND = """
from kg.web.engine.confine import bound_memory
bound_memory(64 * 1024 * 1024)
small = bytearray(16 * 1024 * 1024)
try:
    bytearray(128 * 1024 * 1024)
except MemoryError:
    print("refused")
"""


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_sockets_programs_and_processes_are_refused_to_all_threads():
    assert run(TRIED) == "12 True"


def test_memory_is_bound():
    assert run(BOUND) == "refused"
