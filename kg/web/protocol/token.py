"""The token that lets a program change the graph: read from a file or the environment, or made."""

import hmac
import secrets
from pathlib import Path

from kg.errors import WrongParameter
from kg.web.protocol.problems import Refusal

SHORTEST = 16
"""Characters of a token."""


def read_token(path: Path | None, *, environment: str | None = None) -> tuple[str, bool]:
    """Return the token for changes, and whether it was made here, in which case its owner has to be told it.

    Args:
        path: a file that holds it and nothing else.
        environment: the value of `KG_UPDATE_TOKEN`.

    Raises:
        WrongParameter: where the file cannot be read, or the token is too short to be one.
    """
    if path is None and not environment:
        return secrets.token_urlsafe(24), True
    try:
        token = path.read_text(encoding="utf-8").strip() if path is not None else (environment or "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongParameter(f"cannot read a token from {path}: {error}") from error
    if len(token) < SHORTEST or not token.isprintable() or " " in token:
        raise WrongParameter(f"a token has at least {SHORTEST} characters and no spaces")
    return token, False


def check_token(authorization: str | None, token: str | None) -> None:
    """Let a change through only with the token (RFC 6750, 2.1).

    Raises:
        Refusal: 403 where there are no changes at all, 401 without the right token.
    """
    if token is None:
        raise Refusal(403, "this graph is served for reading; kg serve --allow-update lets it be changed")
    scheme, _, given = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Refusal(
            401,
            "a change needs the token: Authorization: Bearer TOKEN",
            headers={"WWW-Authenticate": 'Bearer realm="kg"'},
        )
