"""Fetch pages: politely, several hosts at once, and what was not fetched is a problem with its reason.

addresses ─▶ agenda, by host ─▶ robots.txt ─▶ request ─▶ redirects, retries ─▶ pages and problems
                 ▲                               │
                 └──── what feeds list ──────────┘
"""

import queue
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from kg.fetch.agenda import Agenda, Clock, RealClock
from kg.fetch.guard import Guard
from kg.fetch.manners import Choice, Manners
from kg.fetch.network import Send
from kg.fetch.outcome import Known
from kg.fetch.steps import Expand, Found, Steps
from kg.readers.feeds.listed import Listed
from kg.records import Problem

_END = None


def fetch_pages(
    listed: Iterable[Listed | Problem],
    *,
    send: Send,
    guard: Guard,
    manners: Manners = Manners(),  # noqa: B008 - frozen
    choice: Choice = Choice(),  # noqa: B008 - frozen
    known: Callable[[str], Known | None] = lambda _url: None,
    recall: Callable[[Known], bytes] = lambda _known: b"",
    expand: Expand = lambda _answer, _kind: None,
    clock: Clock | None = None,
    draw: Callable[[], float] = random.random,
    on_listed: Callable[[int, int], None] = lambda _n_listed, _n_left_out: None,
) -> Iterator[Found]:
    """Fetch pages and yield each as it comes, with a problem for each that does not.

    Args:
        listed: the addresses; problems among them are handed on.
        send: sends one request: a `kg.fetch.network.Network`.
        guard: who may be asked; the same that `send` checks IP addresses with.
        manners: how much is asked of sites, and by whom.
        choice: which of the addresses are fetched.
        known: what is known already of a page or list.
        recall: reads again the body of a list that did not change.
        expand: yields what a fetched feed or sitemap lists, or None where it is a page.
        clock: tells and passes time.
        draw: draws numbers between 0 and 1, for the waits before retries.
        on_listed: is told how many pages, lists and problems come altogether, as far as that is known, and how many
            pages are left out by the limit; called from other threads.

    Yields:
        Pages in the order in which they come; one without exchanges was known already.
    """
    clock = clock or RealClock()
    agenda = Agenda(clock)
    found: queue.Queue[Found | BaseException | None] = queue.Queue(maxsize=4 * manners.n_hosts)

    def hand_on(item: Found | BaseException | None) -> None:
        """Hand something to the caller, but wait no more where nobody takes it any more."""
        while not agenda.is_closed:
            with suppress(queue.Full):
                found.put(item, timeout=0.5)
                break

    steps = Steps(
        agenda=agenda,
        clock=clock,
        send=send,
        guard=guard,
        manners=manners,
        choice=choice,
        known=known,
        recall=recall,
        expand=expand,
        draw=draw,
        hand_on=hand_on,
        on_listed=on_listed,
    )
    threads = [threading.Thread(target=_work, args=(steps, agenda, hand_on)) for _ in range(manners.n_hosts)]
    threads.append(threading.Thread(target=_list, args=(listed, steps, agenda, hand_on)))
    try:
        for thread in threads:
            thread.daemon = True  # a request under way must not hold up the end of the program
            thread.start()
        yield from _take(found, n_threads=len(threads))
    finally:
        agenda.close()
        for thread in threads:
            thread.join(timeout=0.5)


def _take(found: "queue.Queue[Found | BaseException | None]", *, n_threads: int) -> Iterator[Found]:
    """Yield what threads find until all have ended."""
    while n_threads:
        item = found.get()
        if item is _END:
            n_threads -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item


def _list(
    listed: Iterable[Listed | Problem],
    steps: Steps,
    agenda: Agenda,
    hand_on: Callable[[Found | BaseException | None], None],
) -> None:
    """Put what is listed on the agenda."""
    try:
        for item in listed:
            if agenda.is_closed:
                break
            steps.add(item)
    except BaseException as error:  # noqa: BLE001 - raised again where the caller is
        hand_on(error)
    agenda.seal()
    hand_on(_END)


def _work(steps: Steps, agenda: Agenda, hand_on: Callable[[Found | BaseException | None], None]) -> None:
    """Run errands until none is left."""
    try:
        while (errand := agenda.take()) is not None:
            steps.run(errand)
    except BaseException as error:  # noqa: BLE001 - raised again where the caller is
        hand_on(error)
    hand_on(_END)
