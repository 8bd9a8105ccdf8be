"""The `kg` command: its subcommands, and how errors leave it."""

import os
import sys
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kg.cli import STOPPED
from kg.cli.annotate import annotate
from kg.cli.build import build
from kg.cli.claims import claims
from kg.cli.compare import compare
from kg.cli.conflicts import conflicts
from kg.cli.diff import diff
from kg.cli.doctor import doctor
from kg.cli.draw import draw
from kg.cli.dump import dump, load
from kg.cli.examples import EXAMPLE_BY_COMMAND
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.fetch import fetch
from kg.cli.init import init
from kg.cli.mentions import mentions
from kg.cli.misuse import WRONG_USAGE, PlainGroup, sentence
from kg.cli.origins import origins
from kg.cli.panels import PANEL_BY_COMMAND
from kg.cli.problems import problems
from kg.cli.publish import publish
from kg.cli.query import queries, query
from kg.cli.reconcile import reconcile
from kg.cli.remote import push
from kg.cli.resolve import resolve
from kg.cli.review import review
from kg.cli.serve import serve
from kg.cli.start import print_start
from kg.cli.trace import trace
from kg.cli.verify import verify
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    cls=PlainGroup,
    rich_markup_mode="markdown",  # the default swallows words in brackets, such as [default: INPUT.kg]
    help="Trace who said what in the news: build a graph of attributed claims, ask it, draw it.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    init,
    build,
    fetch,
    annotate,
    claims,
    trace,
    explain,
    query,
    queries,
    compare,
    conflicts,
    origins,
    mentions,
    draw,
    export,
    publish,
    doctor,
    verify,
    problems,
    diff,
    resolve,
    dump,
    load,
    review,
    serve,
    push,
    reconcile,
)
for command in COMMANDS:
    name = command.__name__
    app.command(rich_help_panel=PANEL_BY_COMMAND[name], epilog=f"For example: {EXAMPLE_BY_COMMAND[name]}")(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('kg')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Trace who said what in the news: build a graph of attributed claims, ask it, draw it."""
    if context.invoked_subcommand is None:
        print_start(Path())


def main() -> None:
    """Run the command line; misuse ends in one sentence on standard error and exit code 2."""
    _spell_everything()
    try:
        app(prog_name="kg")  # also where it is started as python -m kg
    except KgError as error:
        _stop(error)
    except SystemExit as stopped:
        # Typer ends commands by itself: on Ctrl-C with 130, where the reader of our output has seen enough with 1.
        if isinstance(stopped.__context__, BrokenPipeError):
            _end_quietly()
        if stopped.code == STOPPED:
            typer.echo("kg: stopped; what was stored stays, and the same command goes on from there", err=True)
        raise
    except BrokenPipeError:
        _end_quietly()
    except OSError as error:
        _stop(error)


def _spell_everything() -> None:
    """Write characters that the terminal's encoding lacks as their escapes, which JSON can still be read with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop(error: KgError | OSError) -> NoReturn:
    typer.echo(f"kg: {sentence(error)}", err=True)
    sys.exit(WRONG_USAGE)


def _end_quietly() -> None:
    """Exit with 0 where the reader of our output (`head`) has seen enough."""
    # Without this, Python complains while it shuts down.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
