"""Named questions: SPARQL files whose head comment says what they ask and which parameters they take.

    # title: Who asserts it
    # question: Which outlets carry a claim with this verb, when, and in whose words?
    # param predicate (lemma): the verb in its base form, such as `host`
    # param subject (label) = "": part of the subject's name

In the body a parameter stands as `$predicate`, which is a variable to every other tool. A value takes its place as a
literal that is escaped by the SPARQL library, never as text.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pyoxigraph import Literal, Store
from rdflib.namespace import XSD

from kg.errors import InputNotFound, InvalidQuery, UnknownQuery, WrongParameter
from kg.query.labels import compile_pattern
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import node, prefixes
from kg.records import Place, Problem
from kg.settings import BASE, Settings

TYPES = ("string", "label", "lemma", "number", "date")
"""Types of parameters: a label is a regular expression that matches anywhere in a label, case ignored; a lemma is one
that matches the whole word."""

_PARAM = re.compile(r"""param\s+(?P<name>\w+)\s+\((?P<type>\w+)\)(?:\s*=\s*"(?P<default>[^"]*)")?\s*:\s*(?P<rest>.+)""")
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\''''
    r"|\#[^\n]*|\$(?P<name>\w+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a named question takes."""

    name: str
    type: str
    """One of `TYPES`."""
    default: str | None
    """None where a value must be given."""
    description: str

    def __str__(self) -> str:
        default = "" if self.default is None else f" [{self.default or 'any'}]"
        return f"{self.name} ({self.type}){default}: {self.description}"

    def literal(self, value: str) -> Literal:
        """Return a value as a literal of the parameter's type.

        Raises:
            WrongParameter: where it is no number or date but should be.
        """
        try:
            if self.type == "number":
                return number_literal(float(value))
            if self.type == "date":
                return Literal(date.fromisoformat(value).isoformat(), datatype=node(XSD.date))
        except ValueError as error:
            raise WrongParameter(f"parameter {self.name!r} takes a {self.type}, not {value!r}") from error
        if self.type == "string":
            return Literal(value)
        pattern = compile_pattern(value).pattern
        return Literal(f"^(?:{pattern})$" if self.type == "lemma" else pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A question with a name."""

    name: str
    title: str
    question: str
    """The question in plain words."""
    parameters: tuple[Parameter, ...]
    text: str
    """The whole file."""

    def bind(self, values: Mapping[str, object]) -> str:
        """Return the SPARQL with every parameter in its place.

        Raises:
            WrongParameter: where a value is missing, of the wrong type, or for a parameter that is not there.
        """
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted(values.keys() - known):
            takes = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise WrongParameter(f"{self.name} has no parameter {unknown[0]!r}; {takes}")
        literals = {parameter.name: self._literal(parameter, values) for parameter in self.parameters}
        return bind(self.text, literals)

    def _literal(self, parameter: Parameter, values: Mapping[str, object]) -> Literal:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            raise WrongParameter(f"{self.name} needs a value for {parameter.name}: {parameter.description}")
        return parameter.literal(str(value))


def bind(sparql: str, literals: Mapping[str, Literal]) -> str:
    """Put literals in the place of `$name`, outside texts, IRIs and comments."""

    def replace(found: re.Match[str]) -> str:
        name = found["name"]
        return str(literals[name]) if name in literals else found[0]

    return _TOKEN.sub(replace, sparql)


def parse_query(name: str, text: str) -> NamedQuery:
    """Read a question's head comment; a query without one has its name for a title and no parameters."""
    field_by_name: dict[str, str] = {}
    parameters = []
    for line in _head(text):
        if found := _PARAM.fullmatch(line):
            parameters.append(
                Parameter(name=found["name"], type=found["type"], default=found["default"], description=found["rest"])
            )
        elif ":" in line:
            key, _, value = line.partition(":")
            field_by_name[key.strip()] = value.strip()
    return NamedQuery(
        name=name,
        title=field_by_name.get("title", name),
        question=field_by_name.get("question", ""),
        parameters=tuple(parameters),
        text=text,
    )


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line.lstrip("#").strip()


def load_queries(folders: Iterable[Path] | None = None) -> dict[str, NamedQuery]:
    """Load the named questions, in order of their names: those of folders of one's own, and those that come with kg.

    Args:
        folders: those of one's own, which go first; `KG_QUERIES` unless they are given. What is broken in them is
            passed over; `read_queries` says what.
    """
    return read_queries(folders)[0]


def read_queries(folders: Iterable[Path] | None = None) -> tuple[dict[str, NamedQuery], tuple[Problem, ...]]:
    """Load the named questions as `load_queries` does, and say which files of one's own are broken.

    Raises:
        InputNotFound: where a folder is not there.
    """
    own = tuple(Settings().queries if folders is None else folders)
    if not own:
        return load_bundled(), ()
    queries, problems = dict(load_bundled()), []
    for folder in reversed([Path(given) for given in own]):
        if not folder.is_dir():
            raise InputNotFound(folder)
        for path in sorted(folder.glob("*.rq")):
            found = _read_query(path)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                queries[found.name] = found
    return dict(sorted(queries.items())), tuple(problems)


@cache
def load_bundled() -> dict[str, NamedQuery]:
    """Load the questions that come with kg, by name, in order of their names."""
    files = sorted((file for file in _folder().iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    names = (file.name.removesuffix(".rq") for file in files)
    return {name: parse_query(name, file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}


def load_query(name: str, folders: Iterable[Path] | None = None) -> NamedQuery:
    """Return one of the questions of one's own, or of those that come with kg.

    Raises:
        UnknownQuery: where there is none of that name, or it is broken.
    """
    queries, problems = read_queries(folders)
    if name in queries:
        return queries[name]
    broken = next((found for found in problems if Path(found.place.path).stem == name), None)
    if broken is not None:
        raise InvalidQuery(str(broken))
    raise UnknownQuery(name, difflib.get_close_matches(name, queries, n=2, cutoff=0.5))


def _read_query(path: Path) -> NamedQuery | Problem:
    """Read a question of one's own; a problem where it cannot be asked."""
    try:
        query = parse_query(path.stem, path.read_text(encoding="utf-8"))
        wrong = find_fault(query)
    except (OSError, UnicodeDecodeError) as error:
        wrong = f"cannot be read ({error})"
    if not wrong:
        return query
    return Problem(place=Place(path=str(path)), kind="broken-query", message=f"{wrong}; this question was set aside")


def find_fault(query: NamedQuery) -> str:
    """Return what is wrong with a question, in words; empty where it can be asked."""
    for line in _head(query.text):
        if re.match(r"param\b", line) and not _PARAM.fullmatch(line):
            return f"{line!r} is no parameter: write # param NAME (TYPE): what it is"
    unknown = [each for each in query.parameters if each.type not in TYPES]
    if unknown:
        return f"parameter {unknown[0].name!r} is of type {unknown[0].type!r}; known are {', '.join(TYPES)}"
    some = {"number": "1", "date": "2000-01-01"}
    blank = {each.name: each.literal(some.get(each.type, "")) for each in query.parameters}
    try:
        Store().query(bind(query.text, blank), prefixes=prefixes(BASE))
    except (SyntaxError, ValueError) as error:
        return f"is no SPARQL ({' '.join(str(error).split())})"
    except (OSError, RuntimeError):  # it asks another server, which is refused when it is run
        return ""
    return ""


def _folder() -> Traversable:
    """Return where the questions lie: in the installed package, or beside it in the repository."""
    packaged = resources.files("kg.query").joinpath("named")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "queries"
