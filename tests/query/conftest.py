"""The graph of a small newsroom, linked by hand, for questions about several articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import GraphStore
from tests.conftest import RUN
from tests.query.newsroom import build_newsroom


@pytest.fixture(scope="session")
def newsroom_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph."""
    path = tmp_path_factory.mktemp("graphs") / "newsroom.kg"
    build_newsroom(path, run=RUN)
    return path


@pytest.fixture
def newsroom(newsroom_path: Path) -> Iterator[GraphStore]:
    """The graph, open for reading."""
    with GraphStore.open(newsroom_path) as graph:
        yield graph
