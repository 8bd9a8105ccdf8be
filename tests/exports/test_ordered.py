"""Sorted lines are those of the one way to write quads, however they are read."""

from io import BytesIO

import pytest

from kg.exports import ordered
from kg.exports.exported import Exported
from kg.query.claims import Claims
from kg.rdf import write_quads
from kg.store import GraphStore


@pytest.mark.parametrize("chunk", [7, 100_000])
@pytest.mark.parametrize("without_text", [False, True])
def test_lines_are_those_of_write_quads(linked_path, monkeypatch, chunk, without_text):
    monkeypatch.setattr(ordered, "CHUNK", chunk)
    monkeypatch.setattr(ordered, "AHEAD", 2)
    told = []
    with GraphStore.open(linked_path) as store:
        exported = Exported(
            store=store,
            rows=Claims(list),
            without_text=without_text,
            on_progress=lambda done, total: told.append((done, total)),
        )
        found = b"".join(ordered.ordered_lines(exported))
        known = BytesIO()
        write_quads(exported.quads(), known, "nquads")
    assert found == known.getvalue()
    assert (found.count(b"\n"), None) in told


def test_reading_can_stop_halfway(linked_path):
    with GraphStore.open(linked_path) as store:
        lines = ordered.ordered_lines(Exported(store=store, rows=Claims(list)))
        assert next(lines).endswith(b" .\n")
        lines.close()
