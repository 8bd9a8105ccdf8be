"""Records packed to cross processes and to rest in partitions; unpacking makes nothing but kg's own records.

Packed records are pickles. A pickle can run any code, and partitions may rest where others write, so names are looked
up among kg's records and a few types of the standard library only.
"""

import io
import pickle
import zlib
from typing import Any

from kg.errors import SparkFailed

MODULES = (
    "kg.records",
    "kg.resolve.mention_nodes",
    "kg.resolve.entity_records",
    "kg.store.told",
    "kg.store.digests",
    "kg.link_story",
)
TYPES = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
        ("collections", "Counter"),
    }
)


def pack(record: object) -> bytes:
    """Return records as bytes."""
    return zlib.compress(pickle.dumps(record, pickle.HIGHEST_PROTOCOL), 1)


def unpack(data: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """Return the records of some bytes.

    Raises:
        SparkFailed: where the bytes name anything but records.
    """
    return _Records(io.BytesIO(zlib.decompress(data))).load()


class _Records(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        is_record = any(module == known or module.startswith(f"{known}.") for known in MODULES) and "." not in name
        if not is_record and (module, name) not in TYPES:
            raise SparkFailed(f"a partition names {module}.{name}, which is no record of kg; it was not written by kg")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise SparkFailed(f"a partition names {module}.{name}, which is no record of kg; it was not written by kg")
        return found
