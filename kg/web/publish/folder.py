"""The folder of a site: refused where it is somebody else's, there only once it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from kg.errors import GraphExists, InputNotFound, StorageFull, StorageReadOnly

MARKER = ".kg-site"
"""The file by which a folder is known as a site of ours."""


def is_ours(folder: Path) -> bool:
    """Tell whether a folder is a site that kg wrote, or empty."""
    return folder.is_dir() and ((folder / MARKER).is_file() or not any(folder.iterdir()))


@contextmanager
def renewed(folder: Path) -> Iterator[Path]:
    """Lend a folder to write into, which takes the place of the old one when all is well, and else goes again.

    Raises:
        GraphExists: where there is something that kg did not write.
        InputNotFound: where the folder around it is not there.
        StorageFull, StorageReadOnly: where it cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and not is_ours(folder):
        raise GraphExists(folder)
    if not folder.parent.is_dir():
        raise InputNotFound(folder.parent)
    try:
        room = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _fault(folder.parent, error) from error
    try:
        site = room / "new"
        site.mkdir()
        yield site
        (site / MARKER).write_text("This folder was written by kg publish, and is written anew by it.\n")
        if folder.exists():
            folder.rename(room / "old")
        site.rename(folder)
    except OSError as error:
        if error.errno == ENOSPC:
            raise _fault(folder.parent, error) from error
        raise
    finally:
        rmtree(room, ignore_errors=True)


def _fault(folder: Path, error: OSError) -> StorageFull | StorageReadOnly:
    return StorageFull(folder) if error.errno == ENOSPC else StorageReadOnly(folder)
