"""What people decide, as forms send it: judge, join, undo, bring in.

Every form works without script; scripts send the same forms, ask for JSON and show the verdict in place. Names and
notes are text like any other.
"""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from kg.errors import GraphLocked, KgError, WrongParameter
from kg.records.reviews import JoiningRelation, Judgement, Review
from kg.web.pages.review_desk import Desk
from kg.web.pages.review_form import back_to, said_of, wanted
from kg.web.pages.review_list import render_list
from kg.web.workbench import Workbench

MOST_LINES = 50_000
"""Decisions in a file; more are brought in by the command line."""
MOST_NAME, MOST_NOTE = 200, 2_000
"""Characters of a name and of a note."""
Write = Callable[[str, str], Awaitable[tuple[Review, ...]]]
"""Writes a decision, given the person's name and note."""


def add_actions(router: APIRouter, workbench: Workbench, desk: Desk) -> None:
    """Add the routes that write.

    Args:
        router: takes them.
        workbench: what the pages share.
        desk: writes.
    """

    @router.post("/reviews/judge")
    async def judge(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=600)
        keys = [str(one) for one in form.getlist("assertion")]

        async def write(by: str, note: str) -> tuple[Review, ...]:
            return await desk.judge(keys, _judgement(form), by=by, note=note)

        return await _decide(workbench, request, form, write)

    @router.post("/reviews/join")
    async def join(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=20)

        async def write(by: str, note: str) -> tuple[Review, ...]:
            left, right = (_needed(form, name) for name in ("left", "right"))
            return (await desk.join(left, right, _relation(form), by=by, note=note),)

        return await _decide(workbench, request, form, write)

    @router.post("/reviews/undo")
    async def undo(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=20)

        async def write(_: str, __: str) -> tuple[Review, ...]:
            return await desk.undo([_needed(form, "review")])

        return await _decide(workbench, request, form, write, nameless=True, undone=True)

    @router.post("/reviews/import", response_class=HTMLResponse)
    async def import_reviews(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=5) as form:
            name, lines = await _lines(form)
        n_written, problems = await desk.add_lines(lines, path=name)
        told = {"n_written": n_written, "problems": problems[:50], "n_problems": len(problems), "name": name}
        return await run_in_threadpool(render_list, workbench, desk.linking, request, 1, imported=told)


async def _decide(
    workbench: Workbench,
    request: Request,
    form: FormData,
    write: Write,
    *,
    nameless: bool = False,
    undone: bool = False,
) -> Response:
    """Write what a form decides; answer a script with JSON, a person with the page they came from."""
    by, note = str(form.get("by") or "").strip()[:MOST_NAME], str(form.get("note") or "")[:MOST_NOTE]
    script = wanted(request)
    if not by and not nameless and not script:
        return _ask_again(workbench, request, form, status=200)
    try:
        written = await write(by, note)
    except GraphLocked as error:
        if script:
            raise
        return _ask_again(workbench, request, form, status=503, problem=error)
    if script:
        return JSONResponse(await run_in_threadpool(said_of, workbench, written, undone=undone))
    return RedirectResponse(back_to(request, str(form.get("to") or "")), 303)


def _ask_again(
    workbench: Workbench, request: Request, form: FormData, *, status: int, problem: KgError | None = None
) -> HTMLResponse:
    """Render the form once more, with all that was entered: for the name, or because the graph is being written."""
    kept = [
        (name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in ("by", "note")
    ]
    return workbench.render(
        "review_again.html",
        request,
        status=status,
        kept=kept,
        by=str(form.get("by") or ""),
        note=str(form.get("note") or ""),
        problem=problem,
        back=back_to(request, str(form.get("to") or "")),
    )


def _judgement(form: FormData) -> str:
    verdict = str(form.get("verdict") or "")
    if verdict not in {one.value for one in Judgement}:
        raise WrongParameter(f"a verdict is {', '.join(Judgement)}, not {verdict!r}")
    return verdict


def _relation(form: FormData) -> str:
    relation = str(form.get("relation") or "")
    if relation not in {one.value for one in JoiningRelation}:
        raise WrongParameter(f"two things are {' or '.join(JoiningRelation)}, not {relation!r}")
    return relation


def _needed(form: FormData, name: str) -> str:
    value = str(form.get(name) or "").strip()
    if not value:
        raise WrongParameter(f"{name} is missing")
    return value


async def _lines(form: FormData) -> tuple[str, list[str]]:
    """Return the name and the lines of the file that was sent."""
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise WrongParameter("choose a file first: reviews as JSON Lines, as kg review --export writes them")
    try:
        lines = (await sent.read()).decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise WrongParameter(f"{sent.filename} is no text in UTF-8") from error
    if len(lines) > MOST_LINES:
        raise WrongParameter(f"{sent.filename} has more than {MOST_LINES:,} lines; use kg review --import")
    return sent.filename, lines
