"""A pool that asks in this process, so that pages can be tested without worker processes."""

import asyncio
import time

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from kg.errors import InvalidQuery
from kg.rdf import prefixes
from kg.store import GraphStore
from kg.web.engine import Answer, Limits, Question
from kg.web.engine.refusals import InvalidQuestion, TooManyRows

MOST_ROWS = 300


class PoolInProcess:
    """Answers as `kg.web.engine.Pool` does, without its protection.

    Attributes:
        asked: the text of every question.
        waits: seconds before each answer.
    """

    def __init__(self, path):
        self.path, self.limits, self.asked, self.waits = path, Limits(rows=MOST_ROWS), [], 0.0
        self.refreshed = 0
        with GraphStore.open(path) as graph:
            self.prefixes = tuple(prefixes(graph.base).items())

    async def run(self, question):
        self.asked.append(question.text)
        await asyncio.sleep(self.waits)
        return self._run(question)  # its results must not leave this thread

    async def refresh(self):
        self.refreshed += 1
        return True

    def _run(self, question: Question) -> Answer:
        begun = time.perf_counter()
        with GraphStore.open(self.path) as graph:
            try:
                found = graph.query(question.text)
            except InvalidQuery as error:
                raise InvalidQuestion(str(error).removeprefix("cannot run the query: ")) from error
            form, media_type, body, rows = _written(found, question)
            del found  # an error must not carry it to another thread
        if rows is not None and rows > self.limits.rows:
            raise TooManyRows(self.limits.rows)
        return Answer(
            form=form,
            format=media_type,
            size=len(body),
            rows=rows,
            seconds=time.perf_counter() - begun,
            snapshot="one",
            body=body,
        )


def _written(found, question):
    if isinstance(found, QueryTriples):
        triples = list(found)
        media_type = question.formats.triples
        body = serialize(triples, format=RdfFormat.from_media_type(media_type))
        return "triples", media_type, body, len(triples)
    is_boolean = isinstance(found, QueryBoolean)
    media_type = question.formats.boolean if is_boolean else question.formats.solutions
    syntax = QueryResultsFormat.from_media_type(media_type)
    if is_boolean:
        return "boolean", media_type, found.serialize(format=syntax), None
    solutions = found.serialize(format=QueryResultsFormat.TSV)
    from pyoxigraph import parse_query_results

    again = parse_query_results(solutions, QueryResultsFormat.TSV)
    return "solutions", media_type, again.serialize(format=syntax), max(0, solutions.count(b"\n") - 1)
