"""Every reason for which a question gets no answer, each with its HTTP status and one clear sentence.

    Refused
    ├── InvalidQuestion     400  SPARQL that does not parse or cannot be run
    ├── NestedTooDeep       400  brackets in brackets beyond the limit, or an expression that needs too much stack
    ├── AsksOutside         403  SERVICE, where its address is not allowed
    ├── NoSuchGraph         404  a named graph that is not there
    ├── NotAcceptable       406  no format that the client takes fits the form of the answer
    ├── TooLong             413  a query beyond the limit
    ├── TooManyRows         422  an answer of more rows than the limit
    ├── TooLargeResult      422  an answer of more bytes than the limit
    ├── WorkerDied          500  a worker ended for a reason that is not known
    ├── Busy                503  too many questions wait already; with Retry-After
    ├── TimedOut            503  not answered within the limit, as Fuseki puts it
    ├── TooMuchMemory       503  a query that needs more memory than the limit
    └── Closed              503  the pool is shut down

What can be mended by asking otherwise is a 4xx; what depends on how much there is to do is a 5xx.
"""

from kg.errors import KgError


class Refused(KgError):
    """A question that gets no answer.

    Attributes:
        status: the HTTP status that says so.
        retry_after: seconds after which it may be asked again; None where that would not help.
    """

    status = 500
    retry_after: int | None = None


class InvalidQuestion(Refused):
    """SPARQL that does not parse or cannot be run."""

    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(f"the query cannot be run: {reason}")


class NestedTooDeep(Refused):
    """Brackets in brackets beyond the limit, or an expression that needs too much stack."""

    status = 400

    def __init__(self, limit: int | None = None) -> None:
        bound = f"more than {limit} levels" if limit is not None else "too deeply"
        super().__init__(f"the query is nested {bound}; write it flatter")


class AsksOutside(Refused):
    """SERVICE or LOAD, where its address is not allowed."""

    status = 403

    def __init__(self, word: str = "SERVICE") -> None:
        super().__init__(f"{word} is refused: this graph is asked without the network")


class NoSuchGraph(Refused):
    """A named graph that is not there."""

    status = 404

    def __init__(self, graph: str) -> None:
        super().__init__(f"there is no graph <{graph}> here")


class NotAcceptable(Refused):
    """No format that the client takes fits the form of the answer."""

    status = 406

    def __init__(self, form: str) -> None:
        super().__init__(f"this query is answered with {form}, and Accept names no format for that")


class TooLong(Refused):
    """A query beyond the limit."""

    status = 413

    def __init__(self, size: int, *, limit: int) -> None:
        super().__init__(f"the query has {size:,} bytes, and {limit:,} are taken at most")


class TooManyRows(Refused):
    """An answer of more rows than the limit."""

    status = 422

    def __init__(self, limit: int) -> None:
        super().__init__(f"the answer has more than {limit:,} rows; ask for fewer with LIMIT")


class TooLargeResult(Refused):
    """An answer of more bytes than the limit."""

    status = 422

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"the answer has more than {limit:,} bytes; ask for fewer rows with LIMIT, or for less in each"
        )


class WorkerDied(Refused):
    """A worker ended for a reason that is not known."""

    status = 500

    def __init__(self, how: str) -> None:
        super().__init__(f"the process that worked on the query ended ({how}); it has been replaced")


class Busy(Refused):
    """Too many questions wait already."""

    status = 503

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(f"too many queries wait already; try again in {retry_after} seconds")
        self.retry_after = retry_after


class TimedOut(Refused):
    """A question that was not answered within the limit."""

    status = 503

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query was not answered within {seconds:g} seconds and was stopped; ask for less")


class TooMuchMemory(Refused):
    """A query that needs more memory than the limit."""

    status = 503

    def __init__(self, limit: int) -> None:
        super().__init__(f"the query needs more than {limit / 1024**2:,.0f} MB of memory and was stopped; ask for less")


class Closed(Refused):
    """The pool is shut down."""

    status = 503

    def __init__(self) -> None:
        super().__init__("the server is shutting down")
