"""RO-Crate 1.1: a folder that holds the graph, its claims as a table, and all that is needed to judge and cite them.

    graph.nq                    the whole graph, sorted N-Quads
    claims.csv                  one row per assertion; claims.csv-metadata.json says what its columns hold
    ontology.ttl, shapes.ttl    the vocabulary, and what a graph keeps to (SHACL)
    model-figures.json          what the bundled model measured; model-terms.md: what it was trained on
    datacite.json               the same description for a repository that gives DOIs
    README.md                   the same for people
    ro-crate-metadata.json      what all of these are: software, model, run, licences

The process is described as the Process Run Crate profile 0.5 has it. There is no end time, since a run has no clock.
"""

from importlib import resources
from pathlib import Path

from kg.exports.crate_columns import render_columns
from kg.exports.crate_files import CrateFile
from kg.exports.crate_metadata import render_crate
from kg.exports.crate_model import bundled_model, load_figures, load_model_terms
from kg.exports.crate_readme import render_readme
from kg.exports.crate_survey import Hashed, Survey, check_publication, survey_graph, write_graph
from kg.exports.datacite import render_datacite
from kg.exports.exported import Exported
from kg.exports.exporter import Exporter
from kg.exports.tables_rows import CSV


def _write(exported: Exported, path: Path) -> None:
    survey = survey_graph(exported)
    check_publication(exported.publication, survey)
    path.mkdir()
    with (path / "graph.nq").open("wb") as stream:
        graph = write_graph(exported, stream)
    datacite = render_datacite(exported, survey, graph)
    files = [
        _told("graph.nq", graph),
        _write_claims(exported, path),
        *(_write_bytes(path, name, data) for name, data in _enclosed(survey).items()),
        _write_bytes(path, "datacite.json", datacite),
    ]
    files.append(_write_bytes(path, "README.md", render_readme(exported, survey, files)))
    (path / "ro-crate-metadata.json").write_bytes(render_crate(exported, survey, files))


def _enclosed(survey: Survey) -> dict[str, bytes]:
    """Return what is the same in every crate, by its name; the bundled model's papers only where it read something."""
    rdf = resources.files("kg.rdf")
    found = {
        "claims.csv-metadata.json": render_columns("claims.csv"),
        "ontology.ttl": (rdf / "ontology.ttl").read_bytes(),
        "shapes.ttl": (rdf / "shapes.ttl").read_bytes(),
    }
    if any(run.model == bundled_model() for run in survey.runs):
        found |= {"model-figures.json": load_figures(), "model-terms.md": load_model_terms()}
    return found


def _write_claims(exported: Exported, path: Path) -> CrateFile:
    assert CSV.stream is not None
    with (path / "claims.csv").open("wb") as stream:
        CSV.stream(exported, stream)
    return _hashed(path / "claims.csv")


def _write_bytes(path: Path, name: str, data: bytes) -> CrateFile:
    (path / name).write_bytes(data)
    return _hashed(path / name)


def _hashed(path: Path) -> CrateFile:
    hashed = Hashed()
    with path.open("rb") as stream:
        hashed.writelines(iter(lambda: stream.read(1 << 20), b""))
    return _told(path.name, hashed)


def _told(name: str, hashed: Hashed) -> CrateFile:
    return CrateFile(name=name, n_bytes=hashed.n_bytes, digest=hashed.digest)


CRATE = Exporter(
    name="ro-crate",
    title="RO-Crate 1.1, a folder: graph, claims, ontology, run, model, licences; Zenodo, Dataverse, WorkflowHub",
    suffix="",
    place=_write,
    whole=True,
)
