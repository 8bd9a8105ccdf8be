"""The ask page: named questions as forms, and a SPARQL editor; both run in the pool, within its limits.

A query that came with an address is shown and never run: a link must not start what the person did not see. Named
questions with all their parameters are run, for their text is ours.
"""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from markupsafe import Markup

from kg.errors import KgError, WrongParameter
from kg.query import NamedQuery, load_query
from kg.web.engine import Question, Refused
from kg.web.engine.refusals import TimedOut, TooLargeResult, TooManyRows
from kg.web.pages.answers import FORMATS, Shown, embed_data, show_answer
from kg.web.pages.proposals import propose, propose_at_once
from kg.web.pages.questions import bound, fields_of, group_of, is_complete, load_examples, load_groups
from kg.web.pages.vocabulary import load_terms
from kg.web.protocol.problems import place_of
from kg.web.workbench import Workbench

OURS = ("view", "sort")
"""Parameters of an address that belong to the page, not to a question."""
HERE = "<!-- the answer -->"
"""Where an answer goes that is still to come; values of parameters are escaped, so none of them can be it."""
MOST_QUERY = 32 * 1024
"""Characters of a query that the editor takes."""


def ask_router(workbench: Workbench) -> APIRouter:
    """Return the routes of the page."""
    router = APIRouter()

    @router.get("/ask", response_class=HTMLResponse)
    def show_ask(request: Request, q: str = "", query: str = "", example: str = "") -> Response:
        return _editor(workbench, request, query=query or _example(example), searched=q, came=bool(query))

    @router.post("/ask", response_class=HTMLResponse)
    async def run_query(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=10)
        query = str(form.get("query") or "")[: 2 * MOST_QUERY]
        found = await _run(workbench, query) if query.strip() else WrongParameter("There is no query to run.")
        return await run_in_threadpool(_editor, workbench, request, query=query, found=found)

    @router.get("/ask/{name}", response_class=HTMLResponse)
    async def show_question(request: Request, name: str) -> Response:
        question = load_query(name)
        values = {key: value for key, value in request.query_params.items() if key not in OURS}
        sparql, wrong = _bound(question, values)
        ready = sparql is not None and wrong is None
        shown = await run_in_threadpool(
            _question, workbench, request, question, values, sparql, wrong, status=400 if wrong else 200
        )
        return _streamed(workbench, request, shown, question, sparql or "") if ready else shown

    @router.get("/api/ask/query/{name}")
    def show_query(request: Request, name: str) -> JSONResponse:
        return JSONResponse({"query": bound(load_query(name), dict(request.query_params))})

    @router.get("/api/ask/vocabulary")
    def show_vocabulary() -> JSONResponse:
        terms = [asdict(term) for term in load_terms()]
        return JSONResponse({"prefixes": dict(workbench.pool.prefixes), "terms": terms})

    @router.get("/api/ask/suggest")
    def show_suggestions(kind: str, q: str = "") -> JSONResponse:
        return JSONResponse({"values": propose(workbench.flat, kind, q[:200])})

    return router


def _example(name: str) -> str:
    examples = load_examples()
    return bound(examples[name] if name in examples else next(iter(examples.values())), {})


def _editor(
    workbench: Workbench,
    request: Request,
    *,
    query: str,
    searched: str = "",
    came: bool = False,
    found: Shown | KgError | None = None,
) -> HTMLResponse:
    """Render the page of questions and the editor, with an answer where there is one."""
    searched = searched.strip()
    groups = [(group, [one for one in group.questions if _matches(one, searched)]) for group in load_groups()]
    return workbench.render(
        "ask.html",
        request,
        status=getattr(found, "status", 400) if isinstance(found, KgError) else 200,
        groups=[(group, questions) for group, questions in groups if questions],
        n_found=sum(len(questions) for _, questions in groups),
        searched=searched,
        examples=[(name, one.title, bound(one, {})) for name, one in load_examples().items()],
        limits=workbench.pool.limits,
        query=query,
        came=came,
        limit=MOST_QUERY,
        settings=embed_data(_settings(workbench)),
        **_answer_values(found, query=query, name="answer"),
    )


def _question(
    workbench: Workbench,
    request: Request,
    question: NamedQuery,
    values: dict[str, str],
    sparql: str | None,
    wrong: KgError | None,
    *,
    status: int,
) -> HTMLResponse:
    """Render the form of a question, and the place where its answer goes."""
    fields = fields_of(question)
    return workbench.render(
        "ask_question.html",
        request,
        status=status,
        question=question,
        fields=fields,
        proposals={field.name: propose_at_once(workbench.flat, field) for field in fields},
        values=values,
        group=group_of(question),
        sparql=sparql,
        wrong=wrong,
        goes_here=Markup(HERE) if sparql is not None and wrong is None else None,
        settings=embed_data(_settings(workbench) | {"name": question.name}),
    )


def _streamed(
    workbench: Workbench, request: Request, page: HTMLResponse, question: NamedQuery, sparql: str
) -> StreamingResponse:
    """Send the form at once and the answer when it has come; who goes away meanwhile stops the work."""
    head, _, tail = bytes(page.body).decode().partition(HERE)

    async def pieces() -> AsyncIterator[str]:
        yield head
        found = await _run(workbench, sparql)
        values = _answer_values(found, query=sparql, name=question.name)
        yield bytes(workbench.render("ask_answer.html", request, **values).body).decode()
        yield tail

    return StreamingResponse(pieces(), media_type="text/html; charset=utf-8")


async def _run(workbench: Workbench, sparql: str) -> Shown | KgError:
    """Run a query in the pool; what it is refused for is returned."""
    question = Question(text=sparql, formats=FORMATS, prefixes=workbench.pool.prefixes)
    try:
        answer = await workbench.pool.run(question)
    except Refused as refused:
        return refused
    base, prefixes = workbench.flat.base, dict(workbench.pool.prefixes)
    return await run_in_threadpool(show_answer, answer, base=base, prefixes=prefixes)


def _answer_values(found: Shown | KgError | None, *, query: str, name: str) -> dict[str, Any]:
    """Return what the template of an answer shows."""
    problem = found if isinstance(found, KgError) else None
    return {
        "shown": None if problem else found,
        "problem": problem,
        "place": place_of(str(problem)) if problem else {},
        "advice": _advice(problem) if problem else "",
        "asked": query,
        "file": name,
    }


def _advice(problem: KgError) -> str:
    """Return what to do next."""
    if isinstance(problem, TooManyRows | TooLargeResult):
        return "Add LIMIT 1000 as the last line of the query, or ask for less in it."
    if isinstance(problem, TimedOut):
        return "Ask for less: name an outlet, a person or words, or add LIMIT."
    return ""


def _bound(question: NamedQuery, values: dict[str, str]) -> tuple[str | None, KgError | None]:
    """Return the SPARQL of a question where it can be run, and what is wrong with its values."""
    if not is_complete(question, values) and not any(values.values()):
        return None, None
    try:
        return bound(question, values), None
    except WrongParameter as error:
        return None, error


def _settings(workbench: Workbench) -> dict[str, Any]:
    """Return what the script of the page has to know."""
    return {"base": workbench.flat.base, "prefixes": dict(workbench.pool.prefixes)}


def _matches(question: NamedQuery, words: str) -> bool:
    """Tell whether every word stands in a question's name, title or sentence."""
    text = f"{question.name} {question.title} {question.question}".casefold()
    return all(word in text for word in words.casefold().split())
