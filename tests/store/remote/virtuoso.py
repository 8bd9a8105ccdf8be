"""A Virtuoso server of its own: on free ports, in a folder that goes with it, stopped when the tests are done."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

PROGRAM = "virtuoso-t"
"""In Debian's package virtuoso-opensource-7-bin."""
USER, PASSWORD = "dba", "dba"
"""As in every new database."""
PATIENCE = 30.0
"""Seconds that the server may take to start."""

_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


def is_installed() -> bool:
    """Tell whether the program is there."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a server for the time of a test; yield the URL at which it is asked."""
    http, sql = _free_ports(2)
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(
            [PROGRAM, "+foreground", "+configfile", str(folder / "virtuoso.ini")],
            cwd=folder,
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{http}/sparql"
        _wait_for(url, server)
        yield url
    finally:
        server.kill()  # the database goes with it: there is nothing to bring in order
        server.wait()


def _free_ports(n: int) -> list[int]:
    sockets = [socket.socket() for _ in range(n)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    with httpx.Client(trust_env=False) as client:
        while time.monotonic() < until and server.poll() is None:
            try:
                client.get(url, params={"query": "ASK {}"})
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
    raise RuntimeError(f"Virtuoso did not start: exit code {server.poll()}")
