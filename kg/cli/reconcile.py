"""`kg reconcile`: link entities to Wikidata or another authority."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import WrittenGraph
from kg.cli.printing import print_table
from kg.cli.progress import counting
from kg.errors import WrongParameter
from kg.reconcile import (
    ACCEPT,
    Client,
    Reconciliation,
    Service,
    Status,
    forget_service,
    reconcile_graph,
)
from kg.reconcile.http import TIMEOUT


def reconcile(
    graph: WrittenGraph,
    service: Annotated[
        str | None, typer.Option(metavar="URL", help="A reconciliation service (W3C API 0.2 or 0.1) to ask.")
    ] = None,
    entity_type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Ask only for PERSON, ORG, GPE …; repeatable.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only for the N entities in most articles.")] = None,
    accept: Annotated[float, typer.Option(min=0, max=1, help="Link from this score on.")] = ACCEPT,
    hint: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND=PROPERTY", help="Send context, country or role as this property of the service."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that an answer may take.")] = TIMEOUT,
    pause: Annotated[
        float | None, typer.Option(min=0, help="Seconds between requests [default: 0.2, on this machine 0].")
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again what was answered before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be linked; write no links.")] = False,
    forget: Annotated[
        str | None, typer.Option(metavar="URL", help="Undo the links of this service, and forget its answers.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no table.")] = False,
) -> None:
    """Link entities to an authority (Wikidata, GND …) by asking its reconciliation service."""
    if forget is not None:
        typer.echo(f"{graph}: {forget_service(graph, forget):,} links of {forget} undone")
        return
    if service is None:
        raise WrongParameter("kg reconcile asks a service: name it with --service URL")
    found = _run(
        graph,
        service=service,
        client=Client(timeout=timeout, pause=pause),
        types=[one.upper() for one in entity_type or ()],
        limit=limit,
        accept=accept,
        hints=_parse_hints(hint or []),
        refresh=refresh,
        write=not dry_run,
        quiet=quiet,
    )
    _print_outcomes(found, quiet=quiet)
    for name in found.unanswered:
        typer.echo(f"kg: the service could not answer for {name!r}; it is asked again next time", err=True)
    _print_summary(graph, found, dry_run=dry_run)
    if found.unanswered:
        sys.exit(1)


def _run(
    graph: Path,
    *,
    service: str,
    client: Client,
    types: list[str],
    limit: int | None,
    accept: float,
    hints: dict[str, str],
    refresh: bool,
    write: bool,
    quiet: bool,
) -> Reconciliation:
    with counting(quiet=quiet) as progress:
        task = progress.add_task("asking", total=None)
        return reconcile_graph(
            graph,
            Service.connect(service, client),
            types=types,
            limit=limit,
            accept=accept,
            hints=hints,
            refresh=refresh,
            write=write,
            on_progress=lambda done, total, stage: progress.update(
                task, completed=done, total=total, description=stage
            ),
        )


def _print_outcomes(found: Reconciliation, *, quiet: bool) -> None:
    rows = [
        (outcome.entity.label, outcome.entity.type, outcome.verdict.status.value, judged.candidate.name,
         found.iri_by_id[judged.candidate.id], f"{judged.score:.2f}", "; ".join(judged.reasons))
        for outcome in found.outcomes
        for judged in outcome.verdict.judged
    ]  # fmt: skip
    if rows and not quiet:
        print_table(("entity", "type", "outcome", "called there", "authority", "score", "reasons"), rows)


def _print_summary(graph: Path, found: Reconciliation, *, dry_run: bool) -> None:
    linked, undecided, unknown = (found.count(status) for status in Status)
    written = "would be linked" if dry_run else "linked"
    typer.echo(
        f"{graph}: {linked:,} entities {written} to {found.service}, {undecided:,} undecided, {unknown:,} unknown "
        f"({found.n_queries:,} queries asked, {found.n_cached:,} answered before)"
    )


def _parse_hints(given: list[str]) -> dict[str, str]:
    hints = {}
    for hint in given:
        kind, sign, pid = hint.partition("=")
        if not sign or not pid:
            raise WrongParameter(f"--hint takes KIND=PROPERTY, such as context=P50, not {hint!r}")
        hints[kind.strip()] = pid.strip()
    return hints
