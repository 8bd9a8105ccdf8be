"""What the stream of an archive's bytes consists of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A member (gzip), a frame (Zstandard) or a plain file begins."""

    offset: int
    """In the file, in bytes."""
    is_plain: bool = False
    """True where the bytes that follow are those of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """It ended as it should."""

    is_checked: bool
    """True where a checksum vouches for all of its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """It cannot be read further, or its checksum is wrong."""

    start: int
    """Where it began, in bytes of the file."""
    end: int
    """Where reading goes on: the next member that holds a record, or the end of the file."""
    reason: str


Event = Begin | bytes | End | Break
