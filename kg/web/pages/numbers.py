"""Numbers in the addresses of pages."""

from collections.abc import Mapping

from kg.errors import WrongParameter

MOST = 99_999_999
"""That an address may ask for where a page knows no bound of its own."""


def parse_number(parameters: Mapping[str, str], name: str, default: int, *, most: int = MOST) -> int:
    """Return a number of an address, from 1 to `most`; the default where it says none.

    Raises:
        WrongParameter: where it is none.
    """
    given = parameters.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and len(given) <= len(str(MOST)) and 1 <= int(given) <= most):
        upper = f" to {most:,}" if most != MOST else ""
        raise WrongParameter(f"{name} takes a number from 1{upper}, not {given[:40]!r}")
    return int(given)
