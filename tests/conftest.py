"""Fixtures that several rooms share: hand-made accounts, and the graph of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kg import KnowledgeGraph
from kg.rdf import Run
from kg.rdf.claim_links import describe_says
from kg.records import Account
from kg.store import GraphStore
from tests.accounts import build_sample_accounts
from tests.whole import SEEDS

settings.register_profile("kg", deadline=None)  # how long an example takes depends on what else the machine does
settings.load_profile("kg")

TOGETHER = ("tests/web/browser",)
"""Folders whose tests share what takes long to make, and so run in one process."""

LONGEST = (
    "tests/web/browser",
    "tests/store/remote/test_real_servers.py",
    "tests/test_hash_seeds.py",
    "tests/test_annotate.py",
    "tests/test_build.py",
    "tests/draw/test_pictures.py",
    "tests/docs",
    "tests/notebooks",
    "tests/test_readme.py",
)
"""What takes longest, and so starts first: a long file at the end leaves the other process without work."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; all else keeps its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file in one process, and those of the folders above, where pytest-xdist runs several."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::", 1)[0])

    config.option.loadscopereorder = False  # it ends with the longest tests
    return ByFile(config, log)


RUN = Run(version="0.1.0", model="test-pipeline 1.0", model_hash="sha256:0", settings=(("language", "en"),))


@pytest.fixture(scope="session")
def sample_run() -> Run:
    """A run of no real model."""
    return RUN


@pytest.fixture(scope="session")
def sample_accounts() -> tuple[Account, ...]:
    """Four articles of four outlets on one invented quarrel."""
    return build_sample_accounts()


@pytest.fixture(scope="session")
def sample_graph_path(sample_accounts: tuple[Account, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the sample accounts."""
    path = tmp_path_factory.mktemp("graphs") / "sample.kg"
    with GraphStore.create(path) as graph:
        for account in sample_accounts:
            graph.add(account, run=RUN)
        said = {found.key: found.claim.key for account in sample_accounts for found in account.assertions}
        graph.replace_links(describe_says(said, identifiers=graph.identifiers))
    return path


@pytest.fixture
def sample_graph(sample_graph_path: Path) -> Iterator[GraphStore]:
    """The graph of the sample accounts, open for reading."""
    with GraphStore.open(sample_graph_path) as graph:
        yield graph


@pytest.fixture(scope="session")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The graph of our own five articles, read by the bundled pipeline."""
    return KnowledgeGraph.build(SEEDS, tmp_path_factory.mktemp("graphs") / "seeds.kg")
