"""The named questions as a page shows them: in groups, each a form with a field for every parameter."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import WrongParameter
from kg.query import NamedQuery, Parameter, load_queries, parse_query

KIND_BY_TYPE = {"number": "number", "date": "date"}
"""Kinds of fields by the types of parameters; of any other, a field takes words."""
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form."""

    name: str
    hint: str
    """What is to be entered, in words."""
    kind: str
    """`words`, `number`, `date` or `choice`."""
    suggest: str | None
    """What is proposed while somebody types: `outlet`, `entity`, `story`, `article`, `predicate` or `event`."""
    choices: tuple[str, ...]
    required: bool
    default: str

    @property
    def label(self) -> str:
        """Return its name for people."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together."""

    title: str
    questions: tuple[NamedQuery, ...]


@cache
def load_groups() -> tuple[Group, ...]:
    """Load the groups of the named questions; those that no group names come last, under a title of their own."""
    queries = dict(load_queries())
    groups = []
    for group in _shown()["group"]:
        found = tuple(queries.pop(name) for name in group["questions"] if name in queries)
        groups.append(Group(title=group["title"], questions=found))
    return (*groups, Group(title="More", questions=tuple(queries.values()))) if queries else tuple(groups)


@cache
def load_examples() -> dict[str, NamedQuery]:
    """Load the queries that the editor offers to begin with, by name, the simplest first."""
    files = sorted(
        (file for file in resources.files("kg.web.pages").joinpath("examples").iterdir() if file.name.endswith(".rq")),
        key=lambda file: file.name,
    )
    names = [file.name.removesuffix(".rq").partition("-")[2] for file in files]
    return {name: parse_query(name, file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}


def group_of(query: NamedQuery) -> Group:
    """Return the group that a question stands in."""
    return next(group for group in load_groups() if query in group.questions)


def fields_of(query: NamedQuery) -> tuple[Field, ...]:
    """Return the fields of a question's form."""
    return tuple(_field(query, parameter) for parameter in query.parameters)


def is_complete(query: NamedQuery, values: Mapping[str, str]) -> bool:
    """Tell whether every parameter has a value, given or by default."""
    return all(values.get(one.name, one.default) not in (None, "") or one.default == "" for one in query.parameters)


def bound(query: NamedQuery, values: Mapping[str, str]) -> str:
    """Return the SPARQL of a question with its parameters in their places, without its head comment.

    Raises:
        WrongParameter: where a value is missing, of the wrong type, or for a parameter that is not there.
    """
    defaults = {one.name: one.default for one in query.parameters}
    given = {
        name: value for name, value in values.items() if value != "" or name not in defaults or defaults[name] is None
    }
    empty = next((one for one in query.parameters if one.default is None and not given.get(one.name)), None)
    if empty is not None and given.keys() <= defaults.keys():
        raise WrongParameter(f"{empty.name.capitalize()} is needed: {empty.description}.")
    lines = query.bind(given).splitlines(keepends=True)
    body = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
    return f"# {query.title}\n{''.join(lines[body:])}"


def _field(query: NamedQuery, parameter: Parameter) -> Field:
    shown = _shown()
    choices = tuple(shown["choices"].get(f"{query.name}.{parameter.name}", ()))
    return Field(
        name=parameter.name,
        hint=parameter.description,
        kind="choice" if choices else KIND_BY_TYPE.get(parameter.type, "words"),
        suggest=None if choices else shown["suggest"].get(parameter.name),
        choices=choices,
        required=parameter.default is None,
        default=parameter.default or "",
    )


@cache
def _shown() -> dict[str, Any]:
    return tomllib.loads(resources.files("kg.web.pages").joinpath("questions.toml").read_text(encoding="utf-8"))
