"""A worker: a process that reads one snapshot and answers one question after the other, until it is ended."""

import os
import sys
import threading
import time
from pathlib import Path

from pyoxigraph import Store

from kg.web.engine.answering import answer_question
from kg.web.engine.confine import bound_memory, refuse_sockets
from kg.web.engine.frames import Channel, Header
from kg.web.engine.records import Dump, Limits, Question
from kg.web.engine.refusals import Refused
from kg.web.engine.wire import parse_limits, parse_prefixes, parse_question, refusal_header

STACK = 512 * 1024 * 1024
"""Bytes of address space for the stack on which queries run; 32 kB of the worst nesting that was found take 60 MB."""
_LOOK = 0.2
"""Seconds between two looks at the parent."""


def work(channel: Channel, spec: Header) -> None:
    """Answer what comes in until the other side closes; does not return.

    Args:
        channel: the way to the pool.
        spec: `snapshot` and `files` (folders), the `name` of this worker, `limits`, `prefixes` that are known, and
            whether it has the `network`.
    """
    is_alone = not spec["network"] and refuse_sockets()
    limits = parse_limits(spec["limits"])
    store = Store.read_only(spec["snapshot"])
    bound_memory(limits.memory_bytes + STACK)
    threading.stack_size(STACK)
    thread = threading.Thread(target=_answer_all, args=(channel, store, spec, limits), daemon=True)
    thread.start()
    channel.send({"ready": True, "alone": is_alone, "computed": time.process_time()})
    while thread.is_alive():  # this thread only watches: what answers is busy in Rust and sees nothing
        thread.join(_LOOK)
        if channel.is_gone():
            break
        if sys.platform not in ("linux", "win32") and _largest_held() > limits.memory_bytes + STACK:
            os._exit(OUT_OF_MEMORY)
    os._exit(0)


OUT_OF_MEMORY = 71
"""The exit status of a worker that took too much memory where the kernel does not look after it."""


def _answer_all(channel: Channel, store: Store, spec: Header, limits: Limits) -> None:
    known = parse_prefixes(spec["prefixes"])
    try:
        for number, (header, _) in enumerate(channel.frames()):
            file = Path(spec["files"]) / f"{spec['name']}-{number}"
            _answer_one(channel, store, parse_question(header, known=known), limits, file)
    except BaseException as error:  # noqa: BLE001 - a panic of Rust's too: the pool replaces this worker
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201 - read by the pool
        os._exit(1)


def _answer_one(channel: Channel, store: Store, question: Question | Dump, limits: Limits, file: Path) -> None:
    begun = time.perf_counter()
    try:
        answer, body = answer_question(store, question, limits=limits, file=file)
    except Refused as refused:
        channel.send(refusal_header(refused) | {"computed": time.process_time()})
        return
    answer["seconds"] = time.perf_counter() - begun
    answer["computed"] = time.process_time()
    channel.send(answer, body or b"")


def _largest_held() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
