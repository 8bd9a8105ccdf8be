import shutil
from io import BytesIO

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import DumpDamaged, GraphDamaged, GraphExists
from kg.store import GraphStore, verify_folder
from kg.store.dumping import dump_graph
from kg.store.loading import load_graph
from tests.accounts import COURIER

NOTE = NamedNode("https://people.example/note")
OF_OTHERS = Quad(NOTE, NOTE, Literal("read twice"), NamedNode("https://people.example/graph"))
IN_NO_GRAPH = Quad(NOTE, NOTE, Literal("read thrice"), DefaultGraph())


def exported(path):
    output = BytesIO()
    with GraphStore.open(path) as graph:
        graph.export(output)
    return output.getvalue()


@pytest.fixture
def dump(sample_graph_path, tmp_path):
    dump_graph(sample_graph_path, tmp_path / "a.kgdump")
    return tmp_path / "a.kgdump"


def test_a_graph_comes_back_from_its_dump(dump, sample_graph_path, tmp_path):
    load_graph(dump, tmp_path / "back.kg")
    assert exported(tmp_path / "back.kg") == exported(sample_graph_path)
    assert not verify_folder(tmp_path / "back.kg").problems
    with GraphStore.open(tmp_path / "back.kg") as graph:
        assert graph.tables.text(COURIER.key) == COURIER.text


def test_equal_graphs_are_equal_dumps(dump, tmp_path):
    load_graph(dump, tmp_path / "back.kg")
    dump_graph(tmp_path / "back.kg", tmp_path / "b.kgdump")
    assert (tmp_path / "b.kgdump").read_bytes() == dump.read_bytes()


def test_nothing_is_written_over(dump, sample_graph_path, tmp_path):
    with pytest.raises(GraphExists):
        dump_graph(sample_graph_path, dump)
    with pytest.raises(GraphExists):
        load_graph(dump, sample_graph_path)


def test_a_damaged_dump_is_refused_and_leaves_nothing(dump, tmp_path):
    whole = dump.read_bytes()
    for place in range(10, len(whole), len(whole) // 12):
        dump.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            load_graph(dump, tmp_path / "back.kg")
        except DumpDamaged:
            assert not (tmp_path / "back.kg").exists()
        else:  # a byte that says nothing, such as who made the archive
            assert not verify_folder(tmp_path / "back.kg").problems
            shutil.rmtree(tmp_path / "back.kg")
    dump.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DumpDamaged):
        load_graph(dump, tmp_path / "back.kg")
    assert [path.name for path in tmp_path.iterdir()] == ["a.kgdump"]


def test_a_dump_beside_a_writer_holds_what_the_ledger_has(sample_accounts, sample_run, tmp_path):
    with GraphStore.create(tmp_path / "a.kg") as writer:
        writer.add(sample_accounts[0], run=sample_run)
        writer.flush()
        writer.add(sample_accounts[1], run=sample_run)
        assert dump_graph(tmp_path / "a.kg", tmp_path / "a.kgdump").n_articles == 1
    load_graph(tmp_path / "a.kgdump", tmp_path / "back.kg")
    with GraphStore.create(tmp_path / "back.kg") as graph:
        assert graph.needs_linking
        assert [entry.id for entry in graph.tables.entries()] == ["cc-1"]


def test_a_damaged_graph_is_not_dumped_as_if_it_were_whole(sample_graph_path, tmp_path):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    with GraphStore.create(path) as graph:
        this = graph.identifiers.room("article", COURIER.key)
        graph.store.remove(next(iter(graph.quads(this))))
    with pytest.raises(GraphDamaged, match="cc-1"):
        dump_graph(path, tmp_path / "a.kgdump")
    assert not (tmp_path / "a.kgdump").exists()


def test_what_people_put_there_by_updates_comes_back(sample_graph_path, tmp_path):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    with GraphStore.create(path) as graph:
        graph.store.add(OF_OTHERS)
        graph.store.add(IN_NO_GRAPH)
        graph.adopt()
    assert not verify_folder(path).problems
    dump_graph(path, tmp_path / "a.kgdump")
    load_graph(tmp_path / "a.kgdump", tmp_path / "back.kg")
    assert not verify_folder(tmp_path / "back.kg").problems
    assert exported(tmp_path / "back.kg") == exported(path)


def test_links_that_were_damaged_before_the_dump_are_found_in_what_is_loaded(sample_graph_path, tmp_path):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    store = Store(str(path / "store"))
    claims = next(name for name in store.named_graphs() if name.value.endswith("/graph/claims"))
    store.remove(next(store.quads_for_pattern(None, None, None, claims)))
    store.flush()
    del store
    dump_graph(path, tmp_path / "a.kgdump")
    load_graph(tmp_path / "a.kgdump", tmp_path / "back.kg")
    assert [found.kind for found in verify_folder(tmp_path / "back.kg").problems] == ["graph"]
