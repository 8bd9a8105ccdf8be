"""What a person chose: the filters of the claims page, of the matrix and of the drawing, as an address has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from kg.errors import WrongParameter
from kg.query.rows import VERDICTS
from kg.records import Certainty, Polarity, Voice

NAME_BY_FIELD = {
    "outlets": "outlet",
    "speakers": "speaker",
    "entities": "entity",
    "predicates": "predicate",
    "events": "event",
    "voices": "voice",
    "certainties": "certainty",
    "polarities": "polarity",
    "verdicts": "verdict",
}
"""Fields that may have several values, with their query parameters; they are the facets, in this order."""
FIELD_BY_NAME = {name: field for field, name in NAME_BY_FIELD.items()}
FACETS = tuple(FIELD_BY_NAME)
WORDS_BY_NAME = {
    "voice": tuple(one.value for one in Voice),
    "certainty": tuple(one.value for one in Certainty),
    "polarity": tuple(one.value for one in Polarity),
    "verdict": VERDICTS,
}
"""Fields whose values are closed sets."""
SINGLE = ("story", "article", "claim", "q", "since", "until")
ELSEWHERE = ("sort", "page", "per_page")
"""Query parameters of the same pages that choose nothing."""
NOTHING_SAID = "-"
"""The value of what has none: an outlet's own voice as speaker, no event type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which assertions are wanted: values of one field are alternatives, fields narrow each other."""

    outlets: tuple[str, ...] = ()
    """Keys."""
    speakers: tuple[str, ...] = ()
    """Values as `Thing.value` has them, of anybody in the chain; `-` for an outlet's own voice."""
    entities: tuple[str, ...] = ()
    """Values as `Thing.value` has them: subject, object, theme, argument or place."""
    predicates: tuple[str, ...] = ()
    """Base forms, such as `break out`."""
    events: tuple[str, ...] = ()
    """PLOVER types; `-` for none."""
    voices: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    """`accepted`, `rejected`, `unsure` or `unreviewed`."""
    contested: bool = False
    """Only claims that are contested."""
    since: str | None = None
    """ISO date, first day of publication; undated articles are left out."""
    until: str | None = None
    """ISO date, last day of publication."""
    q: str | None = None
    """Words that stand in the sentence or the claim; the last one may be the beginning of a word."""
    story: str | None = None
    """Key of a story."""
    article: str | None = None
    """Key of an article's revision."""
    claim: str | None = None
    """Key of a claim across articles."""

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Return the choice of query parameters; empty ones choose nothing, those of `ELSEWHERE` are passed over.

        Raises:
            WrongParameter: where one is unknown, or its value is no date or not of its closed set.
        """
        several: dict[str, list[str]] = {}
        single: dict[str, Any] = {}
        contested = False
        for name, given in pairs:
            value = given.strip()
            if name in ELSEWHERE or not value:
                continue
            if name == "contested":
                contested = _truth(value)
            elif name in FIELD_BY_NAME:
                several.setdefault(FIELD_BY_NAME[name], []).append(_known(name, value))
            elif name in SINGLE:
                single[name] = _day(name, value) if name in ("since", "until") else value
            else:
                raise WrongParameter(f"there is no filter {name!r}; there are {', '.join(NAMES)}")
        if single.get("since", "") > single.get("until", "9999"):
            raise WrongParameter(f"since ({single['since']}) comes after until ({single['until']})")
        kept: dict[str, Any] = {field: tuple(dict.fromkeys(values)) for field, values in several.items()}
        return cls(contested=contested, **kept, **single)

    def to_pairs(self) -> list[tuple[str, str]]:
        """Return the query parameters: `from_pairs` of them is the same choice."""
        pairs = [(name, value) for field, name in NAME_BY_FIELD.items() for value in getattr(self, field)]
        if self.contested:
            pairs.append(("contested", "1"))
        return pairs + [(name, value) for name in SINGLE if (value := getattr(self, name)) is not None]

    def query(self, **more: str | int | None) -> str:
        """Return the query part of an address, with further parameters such as `sort`; those of None are left out."""
        further = [(name, str(value)) for name, value in more.items() if value is not None]
        return urlencode(self.to_pairs() + further)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a facet by the name of its query parameter."""
        found: tuple[str, ...] = getattr(self, FIELD_BY_NAME[name])
        return found

    def with_(self, name: str, value: str) -> Self:
        """Return the choice with a value more of a facet, or another value of a single field, by its parameter."""
        if name in FIELD_BY_NAME:
            return self._replaced(FIELD_BY_NAME[name], tuple(dict.fromkeys((*self.values(name), value))))
        return self._replaced(name, _truth(value) if name == "contested" else value)

    def without(self, name: str, value: str | None = None) -> Self:
        """Return the choice without a value of a field; without the whole field where no value is given."""
        if name in FIELD_BY_NAME:
            kept = tuple(one for one in self.values(name) if value is not None and one != value)
            return self._replaced(FIELD_BY_NAME[name], kept)
        return self._replaced(name, False if name == "contested" else None)

    def toggled(self, name: str, value: str) -> Self:
        """Return the choice with the value of a facet if it is not chosen, without it if it is."""
        return self.without(name, value) if value in self.values(name) else self.with_(name, value)

    def _replaced(self, field: str, value: object) -> Self:
        changed: dict[str, Any] = {field: value}
        return replace(self, **changed)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the query parameters."""
        return iter(self.to_pairs())

    def __bool__(self) -> bool:
        """Tell whether anything is chosen."""
        return any(getattr(self, field.name) for field in fields(self))


NAMES = (*FACETS, "contested", *SINGLE)
"""The query parameters of a choice."""


def _truth(value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise WrongParameter(f"contested takes 1 or 0, not {value!r}")


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise WrongParameter(f"{name} takes a date such as 2025-07-22, not {value!r}") from error


def _known(name: str, value: str) -> str:
    words = WORDS_BY_NAME.get(name)
    if words is not None and value not in words:
        raise WrongParameter(f"{name} takes {', '.join(words)}, not {value!r}")
    return value
