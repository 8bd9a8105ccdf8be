"""`kg doctor`: is kg installed whole, and is a graph in order?"""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.arguments import AsJson
from kg.cli.complete import complete_graphs
from kg.cli.printing import print_json
from kg.cli.remote import located
from kg.doctor import Finding, State, check_installation
from kg.doctor_graph import check_graph

SIGNS = {State.OK: ("ok     ", "green"), State.WARNING: ("warning", "yellow"), State.ERROR: ("error  ", "bold red")}


def doctor(
    graph: Annotated[
        Path | None,
        typer.Argument(
            metavar="[GRAPH]",
            help="A graph to look at too.",
            show_default=False,
            parser=located,
            autocompletion=complete_graphs,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the installation, the machine and a graph: what is there, what is missing, and what to do about it.

    Exit code 1 where something that all work needs is broken.
    """
    findings: list[Finding] = []
    for finding in _checks(graph):
        findings.append(finding)
        if not as_json:
            _print(finding)
    n = {state: sum(finding.state is state for finding in findings) for state in State}
    if as_json:
        counts = {state.value: number for state, number in n.items()}
        print_json({"ok": not n[State.ERROR], "counts": counts, "findings": [asdict(one) for one in findings]})
    else:
        broken = f"{n[State.ERROR]:,} to mend" if n[State.ERROR] else "kg works"
        typer.echo(f"{broken}; {n[State.OK]:,} ok, {n[State.WARNING]:,} warnings, {n[State.ERROR]:,} errors")
    if n[State.ERROR]:
        sys.exit(1)


def _checks(graph: Path | None) -> Iterable[Finding]:
    yield from check_installation(Path())
    if graph is not None:
        yield from check_graph(graph)


def _print(finding: Finding) -> None:
    sign, style = SIGNS[finding.state]
    console = Console(highlight=False)
    line = Text.assemble((sign, style), "  ", (f"{finding.check:<15}", "bold"), " ", finding.found)
    console.print(line, soft_wrap=True)
    if finding.todo is not None:
        console.print(Text(f"{'':<25}→ {finding.todo}", style=style), soft_wrap=True)
