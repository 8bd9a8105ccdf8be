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
        self._answer_by_key: OrderedDict[Hashable, Answer] = OrderedDict()

    def find(self, key: Hashable) -> Answer | None:
        """Return the answer to a question, where it is kept."""
        answer = self._answer_by_key.get(key)
        if answer is not None:
            self._answer_by_key.move_to_end(key)
        return answer

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it is large or rests in a file."""
        if answer.body is None or answer.size > self._largest // _LARGEST_SHARE or key in self._answer_by_key:
            return
        self._answer_by_key[key] = replace(answer, seconds=0.0)
        self._size += answer.size + _OVERHEAD
        while self._size > self._largest:
            _, forgotten = self._answer_by_key.popitem(last=False)
            self._size -= forgotten.size + _OVERHEAD

    def clear(self) -> None:
        """Forget all."""
        self._answer_by_key.clear()
        self._size = 0


class KnownSlow:
    """The questions that were slow of late."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def add(self, key: Hashable) -> None:
        """Remember one."""
        self._keys[key] = None
        self._keys.move_to_end(key)
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
