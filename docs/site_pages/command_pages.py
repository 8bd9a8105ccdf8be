"""A page for each command of `kg`, from the program's own help, with an example that the tests run.

The example of a command is `docs/commands/NAME.md`; where there is none, those lines of the README and the guides that
call it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from kg.cli.app import app
from site_pages.markdown import GENERATED, cell, fenced, table

_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINES = 12
"""Lines of an example that is taken from a guide, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An argument or option as a reader sees it."""

    names: str
    meaning: str
    default: str


def render_commands(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the page of each command, and of the list of them."""
    commands = read_commands()
    rows = (
        (f"[`kg {name}`](commands/{name.replace(' ', '-')}.md)", _first(command)) for name, command in commands.items()
    )
    toctree = "\n".join(f"{name} <commands/{name.replace(' ', '-')}>" for name in commands)
    yield (
        "commands.md",
        f"{GENERATED}# The command line\n\n{_INTRODUCTION}\n\n{table(('command', 'what it does'), rows)}\n"
        f"{fenced('{toctree}', f':hidden:{chr(10)}{chr(10)}{toctree}')}",
    )
    for name, command in commands.items():
        yield f"commands/{name.replace(' ', '-')}.md", _render_command(name, command, _read_example(docs, name))


_INTRODUCTION = """\
`kg COMMAND --help` prints what these pages say. Exit codes: 0 done, 1 the data has problems that were reported, 2 wrong
usage, 130 stopped by Ctrl-C. Errors are one sentence on standard error; what a command answers goes to standard
output, so that it can be piped. Wherever a command takes GRAPH to read it, the URL of a SPARQL server that the graph
was pushed to does as well. `--json`, where a command has it, prints one JSON document for scripts.
"""


def read_commands() -> dict[str, TyperCommand]:
    """Return the commands by name, those of groups as `group command`, in the order of `kg --help`."""
    commands: dict[str, TyperCommand] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        if command.hidden:
            continue
        inner = getattr(command, "commands", None)
        commands |= {f"{name} {part}": one for part, one in inner.items()} if inner else {name: command}
    return commands


def _render_command(name: str, command: TyperCommand, example: str) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name != "argument" and not one.hidden]
    usage = " ".join(["kg", name, "[OPTIONS]" if options else "", *(_metavar(one) for one in arguments)])
    parts = [f"# kg {name}\n", f"{_prose(command.help)}\n", fenced("text", usage.replace("  ", " "))]
    for title, given in (("Arguments", arguments), ("Options", options)):
        if given:
            parts.append(f"## {title}\n\n{_render_options(given)}")
    if example:
        parts.append(f"## Example\n\n{example}")
    return GENERATED + "\n".join(parts)


def _render_options(params: list[TyperArgument | TyperOption]) -> str:
    return f":::{{container}} options\n{''.join(map(_render_option, map(_option, params)))}:::\n"


def _render_option(option: Option) -> str:
    default = f" *By default* {option.default}." if option.default else ""
    return f"{option.names}\n: {cell(option.meaning) or '…'}{default}\n\n"


def _option(param: TyperArgument | TyperOption) -> Option:
    if param.param_type_name == "argument":
        names = f"`{_metavar(param)}`"
    else:
        value = "" if getattr(param, "is_flag", False) else f" {param.metavar or _longest(param).upper()}"
        names = ", ".join(f"`{name}{value}`" for name in (*param.opts, *param.secondary_opts))
    default = param.default if not callable(param.default) else None
    shown = "" if default in (None, "", False, (), []) or isinstance(default, bool) else f"`{default}`"
    return Option(names=names, meaning=_prose(param.help or ""), default=shown)


def _longest(option: TyperOption) -> str:
    return max(option.opts, key=len).lstrip("-")


def _metavar(argument: TyperArgument) -> str:
    name = (argument.metavar or argument.name.upper() + ("..." if argument.nargs == -1 else "")).strip("[]")
    return name if argument.required else f"[{name}]"


def _prose(text: str | None) -> str:
    """Return help as Markdown: signs that Markdown reads as its own are shown as they are."""
    escaped = re.sub(r"([\\*_<>\[\]{}])", r"\\\1", (text or "").strip().replace("\f", ""))
    return re.sub(r"(?<![\w-])--[a-z][a-z-]*", r"`\g<0>`", escaped)


def _first(command: TyperCommand) -> str:
    return cell(_prose(command.help).partition("\n\n")[0])


def _read_example(docs: Path, name: str) -> str:
    own = docs / "commands" / f"{name.replace(' ', '-')}.md"
    if own.is_file():
        return own.read_text(encoding="utf-8")
    for path in (*sorted((docs / "guides").glob("*.md")), docs.parent / "README.md"):
        for block in _CONSOLE.findall(path.read_text(encoding="utf-8")):
            for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
                if re.match(rf"\$ kg {re.escape(name)}\b", part):
                    return fenced("console", "\n".join(part.splitlines()[:LINES]))
    return ""
