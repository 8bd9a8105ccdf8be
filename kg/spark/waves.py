"""Spark jobs one after the other, two at a time, so that cores that one leaves idle at its end work for the next."""

import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from kg.errors import KgError, SparkFailed

AT_ONCE = 2
Made = TypeVar("Made")
Wave = TypeVar("Wave")
_RAISED = re.compile(r"[\w.]+(Error|Exception|Interrupt)\b")
_NAMED = re.compile(r"(kg could not read .+|kg\.errors\.\w+: .+)")


def run_ahead(waves: Iterable[Wave], run: Callable[[Wave], Made]) -> Generator[Made, None, None]:
    """Run a job for each wave, and yield what each makes, in order.

    At most `AT_ONCE` run, and as many have run ahead of the caller.

    Raises:
        SparkFailed: where a job fails; in one sentence, with the input that it failed at where that is known.
    """
    pending: deque[Future[Made]] = deque()
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kg-spark")
    try:
        for wave in waves:
            pending.append(pool.submit(run, wave))
            if len(pending) > AT_ONCE:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def telling() -> Iterator[None]:
    """Say in one sentence what Spark, Java or the storage of partitions could not do.

    Raises:
        SparkFailed: in place of what they raise.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise SparkFailed(describe_failure(error)) from error


def _result(job: "Future[Made]") -> Made:
    try:
        return job.result()
    except KgError:
        raise
    except Exception as error:
        raise SparkFailed(describe_failure(error)) from error


def describe_failure(error: Exception) -> str:
    """Return one sentence on why a job failed: what kg said in a worker, else what Python said there, else Spark."""
    said = _NAMED.findall(str(error))
    if said:
        return f"Spark gave up: {said[-1].strip()}"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    python = [line for line in lines if _RAISED.match(line)]
    return f"Spark gave up: {(python or lines or [type(error).__name__])[-1 if python else 0]}"
