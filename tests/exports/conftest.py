"""Graphs that leave: the hand-made one, and the same with a contradiction and a verdict."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from kg import KnowledgeGraph
from kg.rdf.claim_links import describe_claim_relations, describe_says
from kg.records import ClaimRelation, ClusterLink
from kg.records.reviews import Judgement, Verdict
from kg.store import GraphStore
from kg.store.reviews import add_reviews
from tests.accounts import DEMANDS, HOST, LAUNCH_45, LAUNCH_60


@pytest.fixture
def graph(sample_graph_path):
    return KnowledgeGraph(sample_graph_path)


@pytest.fixture(scope="session")
def linked_path(sample_accounts, sample_run, tmp_path_factory):
    """The folder of a graph in which two claims contradict each other and a person rejected one assertion."""
    path = tmp_path_factory.mktemp("linked") / "quarrel.kg"
    found = [one for account in sample_accounts for one in account.assertions]
    said = {one.key: one.claim.key for one in found}
    link = ClusterLink(
        left=LAUNCH_45.key, right=LAUNCH_60.key, relation=ClaimRelation.CONTRADICTS, score=0.75,
        reasons=("45 is not 60",), decided_by="numbers",
    )  # fmt: skip
    with GraphStore.create(path) as store:
        for account in sample_accounts:
            store.add(account, run=sample_run)
        relations = describe_claim_relations([link], [], {}, identifiers=store.identifiers)
        store.replace_links([*describe_says(said, identifiers=store.identifiers), *relations])
        rejected = next(one for one in found if one.claim == HOST)
        accepted = next(one for one in found if one.claim == DEMANDS)
        at = datetime(2025, 3, 6, 8, 0, tzinfo=UTC)
        for one, judgement in ((rejected, Judgement.REJECTED), (accepted, Judgement.ACCEPTED)):
            add_reviews(store, [Verdict(assertion=one.key, verdict=judgement, by="Mia Lund", at=at)])
    return path


@pytest.fixture
def linked(linked_path):
    return KnowledgeGraph(linked_path)


def written(graph, name, **options):
    """Return what a format writes into a stream."""
    output = BytesIO()
    graph.export(output, name, **options)
    return output.getvalue()
