"""Stories joined by worker processes are the stories joined by one."""

from kg import link_pool
from kg.link import link_graph
from kg.link_pool import link_in_pool
from kg.store import GraphStore
from tests.conftest import RUN


def test_several_processes_link_alike(sample_accounts, tmp_path, monkeypatch):
    exports = []
    for jobs, worth, worth_another in ((1, 60, 60), (2, 2, 2), (2, 2, 60)):
        monkeypatch.setattr(link_pool, "WORTH_A_POOL", worth)
        monkeypatch.setattr(link_pool, "WORTH_ANOTHER", worth_another)
        name = f"{jobs}-{worth_another}"
        with GraphStore.create(tmp_path / f"{name}.kg") as graph:
            for account in sample_accounts:
                graph.add(account, run=RUN)
            link_graph(graph, engine=link_in_pool(jobs))
            with (tmp_path / f"{name}.nq").open("wb") as file:
                graph.export(file)
        exports.append((tmp_path / f"{name}.nq").read_bytes())
    assert exports[0] == exports[1] == exports[2]
    assert b"/claim/" in exports[0]
