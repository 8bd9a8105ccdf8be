"""Plug-ins: what packages and users bring of their own, found by name, each named and set aside where it is broken.

    entry points of installed packages ─┐
    Settings, KG_READERS, KG_COMPONENTS ─┴→ Plugin (name, origin, what it is) → loaded where it is needed

Entry points are those of the packaging standard (https://packaging.python.org/specifications/entry-points/).
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from kg.errors import WrongParameter
from kg.records import Place, Problem

READERS, COMPONENTS = "kg.readers", "kg.components"
"""Groups of entry points: the name of a reader is the ending of the files it reads, that of a component is free."""

BROKEN = "broken-plug-in"
"""The kind of problem that a plug-in becomes which cannot be loaded."""

Reader = Callable[[Any], Iterable[Any]]
"""Takes a `kg.readers.source.Source`, yields `Article` and `Problem` records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """The plug-ins that take part in reading."""

    readers: tuple["Plugin", ...]
    components: tuple["Plugin", ...]
    problems: tuple[Problem, ...]
    """Those that could not be loaded."""

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """What a run records of them, sorted; nothing where there are none."""
        return tuple(sorted(plugin.setting for plugin in (*self.readers, *self.components)))

    @property
    def component_origins(self) -> tuple[tuple[str, str], ...]:
        """Names and `module:function` of the components, as worker processes load them."""
        return tuple((plugin.name, plugin.origin) for plugin in self.components)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plug-in that could be loaded."""

    group: str
    name: str
    origin: str
    """`module:function`."""
    identity: str
    """What tells its versions apart: the package's version, and a hash of the file that it stands in."""
    call: Callable[..., Any]

    @property
    def setting(self) -> tuple[str, str]:
        """What a run records of it."""
        return f"{self.group.removeprefix('kg.').removesuffix('s')} {self.name}", f"{self.origin} {self.identity}"


def load_plugins(*, readers: Mapping[str, Reader | str], components: Mapping[str, str]) -> Plugins:
    """Load the plug-ins that are given and those that are installed.

    Args:
        readers: functions, or `module:function`, by the ending of the files they read.
        components: `module:function` by name.
    """
    found_readers, unread = find_plugins(READERS, readers)
    found_components, unloaded = find_plugins(COMPONENTS, components)
    return Plugins(readers=found_readers, components=found_components, problems=(*unread, *unloaded))


def find_plugins(group: str, given: Mapping[str, Any]) -> tuple[tuple[Plugin, ...], tuple[Problem, ...]]:
    """Load the plug-ins of a group, in order of their names; those that are given go before those that are installed.

    Returns:
        Those that could be loaded, and a problem for each of the others.
    """
    plugins: dict[str, Plugin] = {}
    problems: dict[str, Problem] = {}
    for name, origin, version in (*_installed(group), *((name, origin, "") for name, origin in given.items())):
        found = _load(group, name, origin, version)
        if isinstance(found, Problem):
            problems[name] = found
        else:
            plugins[name] = found
            problems.pop(name, None)
    return tuple(plugins[name] for name in sorted(plugins)), tuple(problems[name] for name in sorted(problems))


def parse_named(text: str) -> dict[str, str]:
    """Parse `name=module:function`, several separated by spaces.

    Raises:
        WrongParameter: where something else stands there.
    """
    named = {}
    for each in text.split():
        name, equals, origin = each.partition("=")
        if not equals or not name or ":" not in origin:
            raise WrongParameter(f"a plug-in is written NAME=MODULE:FUNCTION, not {each!r}")
        named[name] = origin
    return named


def load_object(origin: str) -> Callable[..., Any]:
    """Load what `module:function` names.

    Raises:
        Exception: whatever importing it raises; TypeError where it cannot be called.
    """
    module, _, path = origin.partition(":")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    if not callable(found):
        raise TypeError(f"{origin} is no function")
    call: Callable[..., Any] = found
    return call


@cache
def _installed(group: str) -> tuple[tuple[str, str, str], ...]:
    """Return name, origin and package version of what is installed; looking through all packages takes a while."""
    points = sorted(entry_points(group=group), key=lambda point: (point.name, point.value))
    return tuple((point.name, point.value, point.dist.version if point.dist else "") for point in points)


def _load(group: str, name: str, origin: Reader | str, version: str) -> Plugin | Problem:
    try:
        call = load_object(origin) if isinstance(origin, str) else origin
    except Exception as error:  # noqa: BLE001 - whatever a package of others does when it is imported
        message = f"cannot be loaded ({type(error).__name__}: {error}); it was set aside, all else goes on without it"
        return Problem(place=Place(path=f"plug-in {name} ({group}: {origin})"), kind=BROKEN, message=message)
    written = origin if isinstance(origin, str) else f"{origin.__module__}:{getattr(origin, '__qualname__', 'call')}"
    return Plugin(group=group, name=name, origin=written, identity=f"{version} {_hash_file(call)}".strip(), call=call)


def _hash_file(call: Callable[..., Any]) -> str:
    """Return a hash of the file that a function stands in; empty where there is none, as in notebooks."""
    try:
        path = inspect.getsourcefile(inspect.unwrap(call))
        return f"sha256:{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]}" if path else ""
    except (OSError, TypeError):
        return ""
