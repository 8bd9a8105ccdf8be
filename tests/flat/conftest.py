"""The newsroom's graph with its flat table; a copy of its own for tests that change it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from kg.flat import Flat, open_flat
from tests.conftest import RUN
from tests.query.newsroom import build_newsroom


@pytest.fixture(scope="session")
def newsroom_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph."""
    path = tmp_path_factory.mktemp("graphs") / "newsroom.kg"
    build_newsroom(path, run=RUN)
    return path


@pytest.fixture(scope="session")
def newsroom_flat(newsroom_path: Path) -> Iterator[Flat]:
    """Its flat table."""
    with open_flat(newsroom_path) as flat:
        yield flat


@pytest.fixture
def own_newsroom(newsroom_path: Path, tmp_path: Path) -> Path:
    """A copy of the graph, without a flat table."""
    path = tmp_path / "newsroom.kg"
    copytree(newsroom_path, path)
    for file in path.glob("flat.*"):
        file.unlink()
    return path
