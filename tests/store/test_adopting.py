import shutil

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store import GraphStore, verify_folder
from kg.store.adopting import adopting

MINE = NamedNode("https://mine.example/notes")


def test_an_update_that_a_person_sent_is_no_damage(sample_graph_path, tmp_path):
    path = shutil.copytree(sample_graph_path, tmp_path / "copy.kg")
    with adopting(path):
        store = Store(str(path / "store"))
        store.add(Quad(MINE, MINE, Literal("a note"), MINE))
        store.flush()
        del store
    assert not verify_folder(path).problems
    with GraphStore.create(path) as graph:
        assert not list(graph.again())
        assert len(list(graph.quads(MINE))) == 1
    assert not verify_folder(path).problems
