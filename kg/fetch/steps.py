"""One step of fetching at a time: what to do with an errand, and with what comes of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from threading import RLock

from kg.fetch.address import parse_address
from kg.fetch.agenda import Agenda, Clock, Errand
from kg.fetch.answers import PAGE_TYPES, check_page, check_status
from kg.fetch.body import LARGEST_LIST, Wanted
from kg.fetch.guard import Guard
from kg.fetch.manners import Choice, Manners
from kg.fetch.network import Send
from kg.fetch.outcome import Exchange, Known, NotFetched, Page
from kg.fetch.redirects import REDIRECTS, find_target
from kg.fetch.retries import PASSING, Retries
from kg.fetch.robots import PATH, Rules
from kg.fetch.robots import WANTED as WANTED_RULES
from kg.readers.feeds.listed import Listed
from kg.readers.source import Kind
from kg.records import Problem

Found = Page | Problem
Expand = Callable[[Exchange, Kind], Iterator[Listed | Problem] | None]
"""Yields what a fetched feed, sitemap or list of feeds lists; None where it is none of these."""
DEEPEST = 3
"""Lists of lists that are followed: an index of sitemaps lists sitemaps, which list pages."""
MOST_FAILURES = 5
"""Pages of a host that fail in succession, each after its retries, before the rest are given up."""


@dataclass(slots=True, kw_only=True)
class Steps:
    """Runs errands; may be used by several threads, each with the errands of another host."""

    agenda: Agenda
    clock: Clock
    send: Send
    guard: Guard
    manners: Manners
    choice: Choice
    known: Callable[[str], Known | None]
    recall: Callable[[Known], bytes]
    expand: Expand
    draw: Callable[[], float]
    hand_on: Callable[[Found], None]
    on_listed: Callable[[int, int], None]
    _lock: RLock = field(default_factory=RLock)
    _asked: set[str] = field(default_factory=set)
    _n_pages: int = 0
    _n_listed: int = 0
    _n_left_out: int = 0
    _rules_by_origin: dict[str, Rules] = field(default_factory=dict)
    _waiting_by_origin: dict[str, list[Errand]] = field(default_factory=lambda: defaultdict(list))
    _failures_by_host: Counter[str] = field(default_factory=Counter)

    def add(self, item: Listed | Problem, *, depth: int = 0) -> None:
        """Put an address on the agenda, unless it is known, refused or not chosen."""
        if isinstance(item, Problem):
            self._count(1)
            return self.hand_on(item)
        if self.choice.since and item.published and item.published < self.choice.since:
            return None
        try:
            address = parse_address(item.url)
            self.guard.check(address)
        except NotFetched as error:
            self._count(1)
            return self.hand_on(error.to_problem(item.place, item.url))
        if not self._is_first(address.url):
            return None
        if item.kind is Kind.HTML and self._is_fresh(address.url):
            self._count(1)
            return self.hand_on(Page(url=address.url, place=item.place))
        if self._is_chosen(item.kind):
            self.agenda.add(Errand(address=address, url=address.url, place=item.place, kind=item.kind, depth=depth))
        return None

    def run(self, errand: Errand) -> None:
        """Run one errand, and end its host's turn."""
        ready_at = now = self.clock.now()
        try:
            if errand.is_rules:
                ready_at = now + self.manners.interval
                self._judge_rules(errand, self._ask(errand, WANTED_RULES))
            elif (rules := self._find_rules(errand)) is not None:
                rules.check(errand.address.url)
                self._check_host(errand.address.host)
                ready_at = now + max(self.manners.interval, rules.delay)
                self._judge(errand, self._ask(errand, _wanted(errand)))
        except NotFetched as error:
            ready_at = max(ready_at, self.clock.now() + self._fail(errand, error))
        finally:
            self.agenda.release(errand.address.host, ready_at=ready_at)

    def _ask(self, errand: Errand, wanted: Wanted) -> Exchange:
        headers = self.manners.headers
        known = None if errand.is_rules else self.known(errand.address.url)
        if known and (self.choice.is_refreshed or not known.is_page):
            headers |= known.conditions
        return self.send(errand.address, headers=headers, wanted=wanted)

    def _judge(self, errand: Errand, answer: Exchange) -> None:
        """Follow a redirect, open a list, or hand a page on."""
        if answer.status in REDIRECTS:
            return self._follow(errand, answer)
        check_status(answer, is_known=self.known(answer.url) is not None)
        self._failures_by_host.pop(errand.address.host, None)
        page = Page(url=errand.url, place=errand.place, exchanges=(*errand.way, answer))
        if _may_be_list(errand) and (listed := self._expand(errand, answer)) is not None:
            self._n_pages -= errand.kind is Kind.HTML
            self.hand_on(replace(page, is_list=True))
            for item in listed:
                self.add(item, depth=errand.depth + 1)
            return None
        check_page(answer)
        if errand.kind is not Kind.HTML and self._is_fresh(answer.url):
            page = replace(page, exchanges=errand.way)
        return self.hand_on(page)

    def _expand(self, errand: Errand, answer: Exchange) -> Iterator[Listed | Problem] | None:
        """Open what was fetched, or what was kept of it where it did not change; None where it is no list."""
        if answer.status == 304:
            known = self.known(answer.url)
            if known is None or known.is_page:
                return None
            answer = replace(answer, body=self.recall(known))
        return self.expand(answer, errand.kind)

    def _follow(self, errand: Errand, answer: Exchange) -> None:
        target = find_target(errand, answer, self.guard)
        way = (*errand.way, answer)
        if not errand.is_rules and (not self._is_first(target.url) or self._is_fresh(target.url)):
            return self.hand_on(Page(url=errand.url, place=errand.place, exchanges=way))
        return self.agenda.add(replace(errand, address=target, way=way, attempt=1), is_next=True)

    def _fail(self, errand: Errand, error: NotFetched) -> float:
        """Send it again after some seconds, which are returned, or give it up."""
        wait = Retries(most=self.manners.n_retries).wait_after(error, errand.attempt, draw=self.draw)
        if wait is not None:
            self.agenda.add(replace(errand, attempt=errand.attempt + 1), is_next=True)
            return wait
        if errand.is_rules:
            self._settle(errand.url, Rules.unreachable(error))
        else:
            self._failures_by_host[errand.address.host] += error.is_passing
            self.hand_on(error.to_problem(errand.place, errand.url))
        return min(error.wait or 0.0, 60.0)

    def _find_rules(self, errand: Errand) -> Rules | None:
        """Find the rules of an errand's origin; None where they are asked for first, and the errand waits for them."""
        origin = errand.address.origin
        with self._lock:
            if origin in self._rules_by_origin:
                return self._rules_by_origin[origin]
            self._waiting_by_origin[origin].append(errand)
            if len(self._waiting_by_origin[origin]) == 1:
                address = parse_address(origin + PATH)
                self.agenda.add(Errand(address=address, url=origin, place=errand.place, is_rules=True), is_next=True)
        return None

    def _judge_rules(self, errand: Errand, answer: Exchange) -> None:
        if answer.status in REDIRECTS:
            self._follow(errand, answer)
        elif answer.status in PASSING:
            check_status(answer, is_known=False)
        else:
            self._settle(errand.url, Rules.of(answer))

    def _settle(self, origin: str, rules: Rules) -> None:
        """Keep the rules of an origin, and let those that wait for them go on."""
        with self._lock:
            self._rules_by_origin[origin] = rules
            self.agenda.add(*self._waiting_by_origin.pop(origin, ()), is_next=True)

    def _check_host(self, host: str) -> None:
        if self._failures_by_host[host] >= MOST_FAILURES:
            reason = f"was not asked for, because {host} failed {MOST_FAILURES} times in succession; try again later"
            raise NotFetched("host-down", reason)

    def _is_first(self, url: str) -> bool:
        with self._lock:
            is_first = url not in self._asked
            self._asked.add(url)
            return is_first

    def _is_fresh(self, url: str) -> bool:
        known = None if self.choice.is_refreshed else self.known(url)
        return known is not None and known.is_page

    def _is_chosen(self, kind: Kind) -> bool:
        """Count a page, and tell whether it is among those that are asked for."""
        with self._lock:
            if kind is Kind.HTML and self.choice.limit is not None and self._n_pages >= self.choice.limit:
                self._n_left_out += 1
                self._count(0)
                return False
            self._n_pages += kind is Kind.HTML
            self._count(1)
            return True

    def _count(self, n: int) -> None:
        """Say how many pages, lists and problems come altogether, as far as that is known."""
        with self._lock:
            self._n_listed += n
            self.on_listed(self._n_listed, self._n_left_out)


def _may_be_list(errand: Errand) -> bool:
    return errand.depth < DEEPEST and (errand.depth == 0 or errand.kind is not Kind.HTML)


def _wanted(errand: Errand) -> Wanted:
    if errand.kind is not Kind.HTML:
        return Wanted(largest=LARGEST_LIST)
    return Wanted() if _may_be_list(errand) else Wanted(types=PAGE_TYPES)
