"""The notebooks run from the first cell to the last, on the seeds and on a folder with next to nothing in it."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from kg import KnowledgeGraph

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
SEEDS = Path(__file__).parents[2] / "seeds"
CHANGED = re.compile(r"^ARTICLES = .*$", re.MULTILINE)
LONELY = "The quay was painted on Monday. The gulls seemed calm."
"""One article of one outlet: nobody is quoted, nothing is denied, and there is nobody to differ from."""

SEEN = {
    "who-says-so": ("Tracing: **Two people die**", "Volodymyr Zelensky", "<circle", "0 differ"),
    "what-nobody-else-says": ("Istanbul hosts talks", "Outlet B, Outlet E", "<rect"),
    "where-they-disagree": ("Russia has not confirmed the meeting.", "Kyiv has not confirmed", "probable", "<rect"),
    "who-gets-quoted": ("Volodymyr Zelensky", "senior Ukrainian official", "<rect"),
    "from-corpus-to-gephi": ("PageRank", "among them", "<circle", "read again by networkx"),
}
"""What each notebook shows of the seeds."""

pytestmark = pytest.mark.filterwarnings("default")  # the Jupyter kernel's own warnings are none of ours


@pytest.fixture(scope="module")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("notebooks") / "seeds.kg"
    KnowledgeGraph.build(SEEDS, path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_tells_its_story_of_the_seeds(path: Path, seeds_graph: Path, tmp_path: Path) -> None:
    shown = run(path, seeds_graph, tmp_path)
    missing = [words for words in SEEN[path.stem] if words not in shown]
    assert not missing
    if path.stem == "from-corpus-to-gephi":
        assert 'timeformat="date"' in (tmp_path / "seeds.gexf").read_text(encoding="utf-8")
        assert (tmp_path / "seeds.graphml").exists()


@pytest.mark.slow
def test_one_article_of_one_outlet_is_explained(tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    folder.mkdir()
    (folder / "quay.txt").write_text(LONELY, encoding="utf-8")
    graph = KnowledgeGraph.build(folder, tmp_path / "quay.kg").path
    together = nbformat.v4.new_notebook()
    for path in NOTEBOOKS:  # one kernel for all, emptied before each; the first reads the folder itself
        given = folder if path == NOTEBOOKS[0] else graph
        together.cells += [nbformat.v4.new_code_cell("%reset -f"), *changed(path, given).cells]
    execute(together, tmp_path)
    shown = "\n".join(map(words_shown, together.cells))
    assert "Nobody is quoted" in shown
    assert "No claim is attributed in one outlet and told plainly in another." in shown
    assert "That needs at least three outlets" in shown
    assert "No two claims were found to contradict each other." in shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert sum(len(CHANGED.findall(cell.source)) for cell in notebook.cells) == 1


def run(path: Path, articles: Path, folder: Path) -> str:
    """Run a notebook on other articles and return all that it shows."""
    notebook = changed(path, articles)
    execute(notebook, folder)
    return "\n".join(map(words_shown, notebook.cells))


def changed(path: Path, articles: Path) -> Any:
    """Return a notebook with its one line changed."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = CHANGED.sub(f"ARTICLES = {articles.as_posix()!r}", cell.source)
    return notebook


def execute(notebook: Any, folder: Path) -> None:
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(folder)}}).execute()


def words_shown(cell: Any) -> str:
    outputs = cell.get("outputs", [])
    shown = [text for output in outputs for text in output.get("data", {}).values()]
    return "\n".join([*(output.get("text", "") for output in outputs), *map(str, shown)])
