"""How misuse is told: one sentence on standard error that says what to do, whoever found it."""

import errno
import re
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperGroup

from kg.errors import InputNotFound, InvalidQuery, KgError, StorageFull, StorageReadOnly, WrongParameter

WRONG_USAGE = 2
"""The exit code of misuse."""
MISUSE = cast("tuple[type[typer.BadParameter], ...]", typer.BadParameter.__bases__)
"""What Typer raises of a command line that it cannot read; the class itself has no public name."""
ALTERNATIVES = re.compile(r":? expected one of .*", re.DOTALL)
"""What Oxigraph's parser would take instead: all characters of Unicode that names have, over many lines."""
LONG = 200


class PlainGroup(TyperGroup):
    """The `kg` command with errors of usage as the rest of kg tells them, instead of in boxes."""

    def make_context(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Read the words before the command."""
        try:
            return super().make_context(*args, **options)
        except MISUSE as error:
            raise _told(error) from error

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Read the words after the command, and run it."""
        try:
            return super().invoke(ctx)
        except MISUSE as error:
            raise _told(error) from error


def _told(error: typer.BadParameter) -> typer.Exit:
    """Print what is wrong with the command line and where its usage is told."""
    command = error.ctx.command_path if error.ctx is not None else "kg"
    said = usage_sentence(error.format_message())
    typer.echo(f"kg: {said}{'' if said.endswith('?') else ';'} see {command} --help", err=True)
    return typer.Exit(WRONG_USAGE)


def usage_sentence(message: str) -> str:
    """Return a message of Typer's in kg's manner.

    >>> usage_sentence("No such command 'clams'. Did you mean 'claims'?")
    "no such command 'clams'; did you mean 'claims'?"
    """
    text = " ".join(message.split()).replace("Value error, ", "").replace(". Did you", "; did you")
    text = text.replace("(Possible options", "(possible options")
    return f"{text[:1].lower()}{text[1:].rstrip('.')}"


def sentence(error: KgError | OSError) -> str:
    """Return what a person is told of a failure, without the alternatives that a parser of SPARQL lists."""
    if isinstance(error, OSError):
        return str(_named(error))
    text = str(error)
    if isinstance(error, InvalidQuery) and len(text) > LONG:
        text = ALTERNATIVES.sub(" (line:column): the query does not go on like this, or ends too early", text)
    return text


def _named(error: OSError) -> KgError:
    """Return the failure of a disk or file as kg names it."""
    path = error.filename if error.filename is not None else "standard output"
    if error.errno == errno.ENOSPC:
        return StorageFull(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageReadOnly(path)
    if error.errno == errno.ENOENT:
        folder = Path(str(path)).parent  # of a file to write, its folder is what is missing
        return InputNotFound(path if folder.is_dir() else folder)
    if error.errno == errno.EISDIR:
        return WrongParameter(f"{path} is a folder; name a file")
    return WrongParameter(f"{path}: {error.strerror or error}")
