import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import GraphLocked, NoGraphThere, OtherGraphThere, PushUnfinished, ServerFailed
from kg.store import GraphStore
from kg.store.remote.ledger import COMPLETE, TERMS, Ledger, find_roots
from kg.store.remote.push import push_graph
from kg.store.remote.remembered import Remembered
from tests.store.remote.pushing import (
    connected,
    exported,
    mirrored,
    push,
    quads_here,
    quads_there,
    rows,
    write_graph,
)
from tests.store.remote.standin_server import URL, Fault, Killed, StandinServer

FAULTS = [fault for fault in Fault if fault is not Fault.NONE]


@pytest.fixture(scope="module")
def small(sample_accounts, tmp_path_factory):
    return write_graph(tmp_path_factory.mktemp("small") / "news.kg", sample_accounts[:2])


@pytest.fixture(scope="module")
def whole(sample_accounts, tmp_path_factory):
    return write_graph(tmp_path_factory.mktemp("whole") / "news.kg", sample_accounts)


@pytest.fixture
def forgetful(small, whole):
    """Both folders, as if they had never been pushed."""
    for path in (small, whole):
        (path / "pushed.json").unlink(missing_ok=True)
    return small, whole


def check_whole(standin, path):
    """Check that the server has the graph, all of it, once, and nothing else."""
    assert quads_there(standin) == quads_here(path)
    with connected(standin) as server:
        (root,) = find_roots(server)
        assert root.state == COMPLETE
        ledger = Ledger(server, root.base)
        entries = ledger.entries()
        assert {entry.name for entry, _ in ledger.read(entries.values())} == set(entries)
        assert len(standin.triples(f"{root.base}graph/packs")) == 2 * sum(one.n_chunks for one in entries.values())
        assert sum(TERMS + "entry" in line for line in standin.triples(f"{root.base}graph/ledger")) == len(entries)


@pytest.mark.parametrize("takes_graphs", [True, False])
def test_a_graph_arrives_as_it_is_and_comes_back_byte_for_byte(forgetful, tmp_path, takes_graphs):
    _, path = forgetful
    standin = StandinServer(takes_graphs=takes_graphs)
    report = push(standin, path)
    check_whole(standin, path)
    assert (report.n_articles, report.n_sent) == (4, report.n_parts)
    copy = mirrored(standin, tmp_path)
    assert exported(copy) == exported(path)
    assert rows(copy) == rows(path)


def test_nothing_is_sent_that_is_there_already(forgetful):
    _, path = forgetful
    standin = StandinServer()
    push(standin, path)
    standin.requests.clear()
    assert push(standin, path).n_sent == 0
    assert {where for _, where in standin.requests} == {"/sparql"}


def test_a_grown_graph_sends_what_is_new(forgetful, tmp_path):
    small, whole = forgetful
    standin = StandinServer()
    push(standin, small)
    mirrored(standin, tmp_path)
    report = push(standin, whole)
    assert report.n_sent < report.n_parts
    check_whole(standin, whole)
    copy = mirrored(standin, tmp_path)
    assert exported(copy) == exported(whole)
    assert rows(copy) == rows(whole)


def test_a_graph_that_lacks_what_is_there_takes_its_place_only_when_it_is_told_to(forgetful, tmp_path):
    small, whole = forgetful
    standin = StandinServer()
    push(standin, whole)
    with pytest.raises(OtherGraphThere, match="2 articles that this graph has not; --replace"):
        push(standin, small)
    check_whole(standin, whole)
    mirrored(standin, tmp_path)
    assert push(standin, small, replace_other=True).n_removed >= 2
    check_whole(standin, small)
    copy = mirrored(standin, tmp_path)
    assert exported(copy) == exported(small)
    assert rows(copy) == rows(small)


@given(
    faults=st.lists(st.one_of(st.just(Fault.NONE), st.sampled_from(FAULTS)), max_size=60),
    takes_graphs=st.booleans(),
    begins_with_less=st.booleans(),
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_fails_and_whenever_it_is_killed_a_push_ends_in_the_same_graph(
    small, whole, faults, takes_graphs, begins_with_less
):
    for path in (small, whole):
        (path / "pushed.json").unlink(missing_ok=True)
    standin = StandinServer(takes_graphs=takes_graphs)
    if begins_with_less:
        push(standin, small)
        shutil.copy(small / "pushed.json", whole / "pushed.json")
    standin.faults = iter(faults)
    possible = (quads_here(small), quads_here(whole))
    for _ in range(len(faults) + 1):
        try:
            push(standin, whole)
        except (Killed, ServerFailed):
            with connected(standin_without_faults(standin)) as server:
                # What is half-written never counts as there.
                assert all(root.state != COMPLETE or quads_there(standin) in possible for root in find_roots(server))
            continue
        break
    else:
        push(standin, whole)
    standin.faults = iter(())
    check_whole(standin, whole)


def standin_without_faults(standin):
    """Return another way to the same store, on which nothing fails."""
    other = StandinServer(takes_graphs=standin.takes_graphs)
    other.store = standin.store
    return other


def test_retry_after_is_waited_for(forgetful):
    _, path = forgetful
    standin = StandinServer([Fault.NONE, Fault.TOO_MANY])
    push(standin, path)
    assert standin.waited == [7.0]


def test_a_copy_of_a_graph_that_is_being_pushed_is_refused_until_the_push_is_done(forgetful, tmp_path):
    small, whole = forgetful
    standin = StandinServer()
    with pytest.raises(NoGraphThere, match=f"kg push GRAPH {URL}"):
        mirrored(standin, tmp_path)
    push(standin, small)
    copy = mirrored(standin, tmp_path)
    standin.faults = iter([*[Fault.NONE] * 12, Fault.KILLED_AFTER])
    with pytest.raises(Killed):
        push(standin, whole)
    with pytest.raises(PushUnfinished, match="finish it with: kg push GRAPH"):
        mirrored(standin, tmp_path)
    push(standin, whole)
    assert mirrored(standin, tmp_path) == copy
    assert exported(copy) == exported(whole)


def test_a_push_of_somebody_else_is_waited_for_as_long_as_it_lives(forgetful):
    small, whole = forgetful
    standin = StandinServer([*[Fault.NONE] * 8, Fault.KILLED_AFTER])
    with pytest.raises(Killed):
        push(standin, small)
    with pytest.raises(PushUnfinished):
        push(standin, whole)
    with connected(standin) as server:
        push_graph(whole, server, clock=lambda: datetime.now(UTC) + timedelta(minutes=11))
    check_whole(standin, whole)


def test_a_folder_is_pushed_by_one_process_at_a_time(whole):
    with Remembered(whole, URL), pytest.raises(GraphLocked), Remembered(whole, URL):
        pass


def test_quads_that_others_put_into_a_shared_graph_are_taken_out_by_the_next_push(forgetful):
    small, whole = forgetful
    standin = StandinServer()
    push(standin, small)
    standin.store.update("INSERT DATA { GRAPH <https://kg.example/graph/claims> { <urn:a> <urn:b> <urn:c> } }")
    push(standin, whole)
    check_whole(standin, whole)


def test_a_damaged_pack_is_told_and_pushing_anew_mends_it(forgetful, tmp_path):
    _, whole = forgetful
    standin = StandinServer()
    push(standin, whole)
    standin.store.update(
        f'DELETE {{ GRAPH ?g {{ ?c <{TERMS}content> ?x }} }} INSERT {{ GRAPH ?g {{ ?c <{TERMS}content> "AAAA" }} }} '
        f"WHERE {{ GRAPH ?g {{ ?c <{TERMS}content> ?x }} }}"
    )
    with pytest.raises(ServerFailed, match=r"is not there as it was sent .* kg push --anew"):
        mirrored(standin, tmp_path)
    assert push(standin, whole, anew=True).n_sent
    check_whole(standin, whole)
    assert exported(mirrored(standin, tmp_path)) == exported(whole)


def test_what_a_folder_remembers_has_no_secret(forgetful):
    _, path = forgetful
    standin = StandinServer()
    push(standin, path)
    known = json.loads((path / "pushed.json").read_text())
    assert list(known) == [URL]
    assert set(known[URL]) == {"writer", "revision"}


def test_there_are_no_blank_nodes_to_be_doubled(whole):
    with GraphStore.open(whole) as graph:
        assert not any("_:" in str(quad.triple).split('"')[0] for quad in graph.quads())
