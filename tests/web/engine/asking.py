"""A pool for the time of a scenario."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from kg.web.engine import Answer, Limits, Pool, Question, Refused

ENDLESS = "SELECT * {" + " ".join(f"VALUES ?d{n} {{0 1 2 3 4 5 6 7 8 9}}" for n in range(12)) + "}"
"""Ten to the twelfth solutions, whatever the graph holds."""
COUNTING = ENDLESS.replace("*", "(COUNT(*) AS ?n)", 1)
"""The same without ever writing a row."""


def with_pool(path, scenario: Callable[[Pool], Awaitable[object]], *, services=(), **limits):
    """Run a scenario with a pool over a graph, and return what it returns."""

    async def run():
        pool = Pool(path, limits=Limits(**limits), services=services)
        await pool.start()
        try:
            return await scenario(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


def asking(path, *texts: str, services=(), formats=None, **limits) -> list[Answer | Refused]:
    """Ask queries one after the other; a refusal is returned, not raised."""

    async def ask(pool):
        return [await outcome(pool, text, **({"formats": formats} if formats else {})) for text in texts]

    return with_pool(path, ask, services=services, **limits)


async def outcome(pool: Pool, text: str, **given) -> Answer | Refused:
    """Return the answer or the refusal."""
    try:
        return await pool.run(Question(text=text, prefixes=pool.prefixes, **given))
    except Refused as refused:
        return refused


async def timed(work: Awaitable[object]) -> tuple[object, float]:
    """Return what comes of something and the seconds that it took."""
    begun = time.perf_counter()
    return await work, time.perf_counter() - begun
