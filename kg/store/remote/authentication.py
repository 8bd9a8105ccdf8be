"""Show who asks: by the token, or by user and password in the way that the server wants it."""

from collections.abc import Generator
from dataclasses import dataclass, field

import httpx


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who asks; what is secret is never printed."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.token or self.user)


class Challenged(httpx.Auth):
    """Bearer (RFC 6750) at once; digest (RFC 7616) or basic (RFC 7617) once the server has asked for it.

    Args:
        credentials: who asks.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, and again as the server asks for it."""
        given = self._credentials
        if given.token:
            request.headers["Authorization"] = f"Bearer {given.token}"
            yield request
            return
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED or given.user is None:
                return
            self._chosen = _choose(response, given.user, given.password or "")
            if self._chosen is None:
                return
        yield from self._chosen.auth_flow(request)


def _choose(response: httpx.Response, user: str, password: str) -> httpx.Auth | None:
    asked = ", ".join(response.headers.get_list("www-authenticate")).lower()
    if "digest" in asked:
        return httpx.DigestAuth(user, password)
    return httpx.BasicAuth(user, password) if "basic" in asked else None
