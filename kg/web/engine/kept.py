"""Answers that are kept for equal questions, the least used forgotten first; questions known to be slow."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace

from kg.web.engine.records import Answer

_LARGEST_SHARE = 8
"""An answer larger than this part of all is not kept."""
_OVERHEAD = 1024
"""Bytes that are counted for an answer beside its own."""


class KeptAnswers:
    """Answers by question, up to so many bytes.

    Args:
        largest: bytes of all that is kept.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._size = 0
        self._answer_by_key: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()

    def find(self, key: Hashable) -> Answer | None:
        """Return the answer to a question, where it is kept."""
        found = self._answer_by_key.get(key)
        if found is None:
            return None
        self._answer_by_key.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, answer: Answer, *, asked: int = 0) -> None:
        """Keep an answer, unless it is large or rests in a file.

        Args:
            key: what was asked.
            answer: the answer.
            asked: bytes of the question, which count too.
        """
        if answer.body is None or answer.size > self._largest // _LARGEST_SHARE or key in self._answer_by_key:
            return
        weight = answer.size + asked + _OVERHEAD
        self._answer_by_key[key] = replace(answer, seconds=0.0), weight
        self._size += weight
        while self._size > self._largest:
            _, (_, forgotten) = self._answer_by_key.popitem(last=False)
            self._size -= forgotten

    def clear(self) -> None:
        """Forget all."""
        self._answer_by_key.clear()
        self._size = 0


class KnownSlow:
    """The questions that were slow of late."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._keys: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return hash(key) in self._keys

    def add(self, key: Hashable) -> None:
        """Remember one, by its hash alone: at worst another goes straight to the slow lane."""
        self._keys[hash(key)] = None
        self._keys.move_to_end(hash(key))
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
