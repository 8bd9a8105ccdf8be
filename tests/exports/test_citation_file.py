import tomllib

import pytest

from tests.whole import ROOT


@pytest.fixture
def cited():
    yaml = pytest.importorskip("yaml", reason="CITATION.cff is YAML")
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_has_what_the_citation_file_format_requires(cited):
    assert {"authors", "cff-version", "message", "title"} <= set(cited)
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "software"
    assert all("name" in author for author in cited["authors"])


def test_it_cites_this_version_and_licence(cited):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(cited["version"]) == project["version"]
    assert cited["license"] == project["license"]
    assert set(cited["keywords"]) <= set(project["keywords"])
