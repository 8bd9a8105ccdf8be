"""What the steps of making flat.sqlite share: the file, the numbers given to keys, and the integer columns."""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.flat.columns import Columns
from kg.store import GraphStore

NONE = -1
"""In integer columns: there is none."""


class Numbers:
    """Numbers given to keys in the order in which they come, from 0."""

    def __init__(self) -> None:
        self._number_by_key: dict[Hashable, int] = {}

    def of(self, key: Hashable) -> int:
        """Return the number of a key, a new one where it has none."""
        return self._number_by_key.setdefault(key, len(self._number_by_key))

    def known(self, key: Hashable) -> int | None:
        """Return the number of a key; None where it has none."""
        return self._number_by_key.get(key)

    def keys(self) -> list[Hashable]:
        """Return all keys in order of their numbers."""
        return list(self._number_by_key)

    def __len__(self) -> int:
        return len(self._number_by_key)


@dataclass(slots=True, kw_only=True)
class Making:
    """A file that is being made."""

    db: sqlite3.Connection
    graph: GraphStore
    columns: Columns
    outlets: Numbers = field(default_factory=Numbers)
    stories: Numbers = field(default_factory=Numbers)
    origins: Numbers = field(default_factory=Numbers)
    articles: Numbers = field(default_factory=Numbers)
    claims: Numbers = field(default_factory=Numbers)
    things: Numbers = field(default_factory=Numbers)
    """By room and key: `entity/russia`."""
    predicates: Numbers = field(default_factory=Numbers)
    relations: Numbers = field(default_factory=Numbers)
    events: Numbers = field(default_factory=Numbers)
    ints: "dict[str, array[int]]" = field(default_factory=lambda: defaultdict(lambda: array("i")))
    """Integer columns by name."""

    def insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Insert whole rows into a table of ours."""
        given = iter(rows)
        first = next(given, None)
        if first is not None:
            places = ", ".join("?" * len(first))
            self.db.execute(f"INSERT INTO {table} VALUES ({places})", first)
            self.db.executemany(f"INSERT INTO {table} VALUES ({places})", given)

    def column(self, name: str) -> NDArray[np.int32]:
        """Return an integer column as an array."""
        return np.asarray(self.ints[name], dtype=np.int32)

    def contested(self) -> NDArray[np.bool_]:
        """Return whether each claim is contested."""
        query = "SELECT n_against > 0 FROM claims ORDER BY id"
        return np.asarray([found for (found,) in self.db.execute(query)], dtype=np.bool_)

    def keep(self, name: str, values: "NDArray[np.int32] | array[int]") -> None:
        """Write an integer column into the file."""
        found = np.ascontiguousarray(values, dtype="<i4")
        self.db.execute("INSERT INTO columns VALUES (?, ?, ?)", (name, "<i4", found.tobytes()))

    def keep_words(self, name: str, words: Iterable[Hashable]) -> None:
        """Write the words that an integer column numbers."""
        self.insert("words", ((name, number, str(word)) for number, word in enumerate(words)))


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: "list[Any]") -> str:
    """Return a list as the tables hold it."""
    return _ENCODER.encode(value) if value else "[]"
