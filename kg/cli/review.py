"""`kg review`: what people decide by hand, who and when."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import AsJson, WrittenGraph
from kg.cli.printing import opened, print_json, print_table
from kg.errors import InputNotFound, WrongParameter
from kg.query.subjects import Subject, prefixed
from kg.rdf.reviews import ROOM
from kg.records import Problem
from kg.records.reviews import Joining, JoiningRelation, Judgement, Review, ReviewState, Verdict, timestamp
from kg.reviews import Reviews
from kg.settings import Settings

JUDGEMENT_BY_ACTION = {"accept": Judgement.ACCEPTED, "reject": Judgement.REJECTED, "unsure": Judgement.UNSURE}
RELATION_BY_ACTION = {"merge": JoiningRelation.SAME, "split": JoiningRelation.DIFFERENT}
ACTIONS = (*JUDGEMENT_BY_ACTION, *RELATION_BY_ACTION, "undo")
USAGE = "ASSERTION... accept|reject|unsure, LEFT merge|split RIGHT, or DECISION... undo"
COLUMNS = ("decision", "verdict", "of", "by", "at", "note", "state")
LATER = "kg resolve makes it show in entities and claims"


def review(
    graph: WrittenGraph,
    words: Annotated[list[str] | None, typer.Argument(metavar="DECISION", help=USAGE, show_default=False)] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; else KG_REVIEWER says it.")] = None,
    note: Annotated[str, typer.Option(help="Why.", show_default=False)] = "",
    listed: Annotated[bool, typer.Option("--list", help="Show all decisions, and which of them count.")] = False,
    written: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write all decisions as JSON Lines; - to print.")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Add the decisions of another graph.")
    ] = None,
    resolve: Annotated[
        bool, typer.Option(" /--no-resolve", help="Do not link anew now; kg resolve does it later.", show_default=False)
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Accept, reject or doubt assertions; merge or split entities, claims, events or two assertions; undo it."""
    reviews = Reviews(graph)
    problems = _import(reviews, read, resolve=resolve) if read is not None else ()
    if words:
        _decide(reviews, words, by=by, note=note, resolve=resolve)
    if written is not None:
        with opened(None if str(written) == "-" else written) as stream:
            stream.writelines(reviews.lines())
    if listed and as_json:
        print_json([_described(state) for state in reviews])
    elif listed:
        _print_list(reviews)
    elif as_json:
        raise WrongParameter("--json is for --list; --export writes all decisions as JSON lines")
    if not (words or listed or written or read):
        raise WrongParameter(f"review what? {USAGE}; or --list, --export, --import")
    if problems:
        sys.exit(1)


def _decide(reviews: Reviews, words: list[str], *, by: str | None, note: str, resolve: bool) -> None:
    places = [place for place, word in enumerate(words) if word in ACTIONS]
    if len(places) != 1:
        raise WrongParameter(f"say one thing at a time: {USAGE}")
    before, action, after = words[: places[0]], words[places[0]], words[places[0] + 1 :]
    if action in RELATION_BY_ACTION:
        if len(before) != 1 or len(after) != 1:
            raise WrongParameter(f"{action} stands between two names: LEFT {action} RIGHT")
        relation = RELATION_BY_ACTION[action]
        _print(reviews.join(before[0], after[0], relation, by=_reviewer(by), note=note, link=resolve), resolve=resolve)
    elif not before or after:
        raise WrongParameter(f"{action} stands after what it is about: {USAGE}")
    elif action == "undo":
        for undone in reviews.undo(before, link=resolve):
            _print(undone, resolve=resolve, undone=True)
    else:
        for verdict in reviews.judge(before, JUDGEMENT_BY_ACTION[action], by=_reviewer(by), note=note):
            _print(verdict, resolve=resolve)


def _import(reviews: Reviews, path: Path, *, resolve: bool) -> tuple[Problem, ...]:
    if not path.is_file():
        raise InputNotFound(path)
    with path.open(encoding="utf-8") as lines:
        n_written, problems = reviews.add_lines(lines, path=str(path), link=resolve)
    for problem in problems:
        typer.echo(f"kg: {problem}", err=True)
    n_resting = sum(state.standing == "resting" for state in reviews)
    resting = f", {n_resting:,} in all rest until what they are about is in the graph" if n_resting else ""
    typer.echo(f"{n_written:,} decisions added or renewed{resting}", err=True)
    return problems


def _reviewer(by: str | None) -> str:
    name = by or Settings().reviewer
    if name is None:
        raise WrongParameter("who decides? give --by NAME, or set KG_REVIEWER")
    return name


def _print(review: Review, *, resolve: bool, undone: bool = False) -> None:
    later = f"; {LATER}" if isinstance(review, Joining) and not resolve else ""
    sign = f"undone {_name(review)}" if undone else _name(review)
    typer.echo(f"{sign}: {_verdict(review)}, {_subject(review)} ({review.words}){later}")


def _row(state: ReviewState) -> tuple[str, ...]:
    review = state.review
    signed = (review.by, timestamp(review.at), review.note, state.standing.value)
    return _name(review), _verdict(review), f"{_subject(review)}\n{review.words}", *signed


def _print_list(reviews: Reviews) -> None:
    rows = [_row(state) for state in reviews]
    if rows:
        print_table(COLUMNS, rows)
    else:
        typer.echo("nobody has decided anything yet; kg review --help shows how", err=True)


def _described(state: ReviewState) -> dict[str, str]:
    """Return a decision as it is told to scripts."""
    review = state.review
    signed = {"by": review.by, "at": timestamp(review.at), "note": review.note, "state": state.standing.value}
    told = {"decision": _name(review), "verdict": _verdict(review), "of": _subject(review), "words": review.words}
    return told | signed


def _name(review: Review) -> str:
    return prefixed(Subject(ROOM, review.key))


def _verdict(review: Review) -> str:
    return review.verdict.value if isinstance(review, Verdict) else review.relation.value


def _subject(review: Review) -> str:
    if isinstance(review, Verdict):
        return prefixed(Subject("assertion", review.assertion))
    return " and ".join(prefixed(Subject(review.kind.value, key)) for key in (review.left, review.right))
