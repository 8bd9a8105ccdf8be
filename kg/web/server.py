"""How uvicorn serves an application: to this machine, in silence, with room for long queries."""

from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LONGEST_HEAD = 192 * 1024
"""Bytes of a request before its body: an address with a query of 32 kB, percent-encoded, and the headers."""


def server_config(app: "ASGIApp", *, log_level: str = "warning") -> uvicorn.Config:
    """Return the settings of a server."""
    return uvicorn.Config(
        app,
        http="h11",  # httptools takes addresses of up to 64 kB only, a third less than a query of 32 kB may need
        loop="asyncio",
        log_level=log_level,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # no header may say that this machine is another one
        ws="none",
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=2,
    )
