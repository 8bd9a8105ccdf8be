"""The notebooks run as they are shipped, and on other articles by their one line; what they show is counted again."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import nbformat
import networkx as nx
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from kg import KnowledgeGraph
from tests.notebooks.cells import CHANGED, NOTEBOOKS, Shown, change_line, notebook_at, open_shell, play, read_cells

SHIPPED = "who-gets-quoted"
"""The notebook that is run without a change; the others ask the graph that it builds."""
LONELY = "The quay was painted on Monday. The gulls seemed calm."
"""One article of one outlet: nobody is quoted, nothing is denied, and there is nobody to differ from."""
BARS = re.compile(r'<text x="[\d.]+" y="\d+">(\d+)</text>')
"""The sum behind each bar."""

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]  # what IPython warns of is none of ours


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InteractiveShell]:
    with open_shell(tmp_path_factory.mktemp("ipython")) as shell:
        yield shell


@pytest.fixture(scope="module")
def seeds(shell: InteractiveShell, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """What each notebook shows of the seeds."""
    shown = {SHIPPED: play(shell, read_cells(notebook_at(SHIPPED)), notebook_at(SHIPPED).parent)}
    graph = shown[SHIPPED].names["graph"].path
    for path in NOTEBOOKS:
        if path.stem != SHIPPED:
            folder = tmp_path_factory.mktemp(path.stem)
            shown[path.stem] = play(shell, read_cells(path, articles=graph), folder)
    return shown


@pytest.fixture(scope="module")
def rows(seeds: dict[str, Shown]) -> pd.DataFrame:
    """The claim rows as plain Python values, to count with."""
    graph: KnowledgeGraph = seeds[SHIPPED].names["graph"]
    counted = pd.DataFrame([asdict(row) for row in graph.claims()]).astype(object)
    return counted.where(counted.notna(), None)


@pytest.fixture(scope="module")
def lonely(
    shell: InteractiveShell, seeds: dict[str, Shown], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Shown]:
    """What each shows of a folder with next to nothing in it; the first reads the folder itself."""
    folder = tmp_path_factory.mktemp("quay")
    (folder / "quay.txt").write_text(LONELY, encoding="utf-8")
    first, *others = NOTEBOOKS
    shown = {first.stem: play(shell, read_cells(first, articles=folder), tmp_path_factory.mktemp("own"))}
    graph = shown[first.stem].names["graph"].path
    for path in others:
        shown[path.stem] = play(shell, read_cells(path, articles=graph), tmp_path_factory.mktemp("own"))
    return shown


def as_pairs(table: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in table[list(columns)].itertuples(index=False)]


def squeeze(values: pd.Series) -> list[str]:
    """Return texts with their white space as HTML shows it."""
    return [" ".join(str(value).split()) for value in values]


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_a_notebook_warns_of_nothing(name, seeds, lonely):
    assert seeds[name].warnings == ""
    assert lonely[name].warnings == ""


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_the_graph_at_the_top_is_counted(name, seeds, rows):
    counts, outlets = seeds[name].tables[:2]
    assert as_pairs(counts, "outlets", "articles", "assertions") == [("5", "5", str(len(rows)))]
    assert outlets["outlet"].tolist() == sorted(set(rows["outlet"]))
    assert outlets["first day"].tolist() == rows.groupby("outlet")["published"].min().tolist()


def test_voices_are_counted(seeds, rows):
    table = seeds[SHIPPED].tables[2].set_index("outlet")
    for outlet, told in rows.groupby("outlet"):
        voices = Counter("own" if voice == "narrator" else voice for voice in told["voice"])
        for voice in ("own", "direct", "indirect", "mixed"):
            assert int(table.loc[outlet, voice]) == voices[voice]
        assert float(table.loc[outlet, "own_percent"]) == pytest.approx(100 * voices["own"] / len(told), abs=0.5)
        assert int(table.loc[outlet, "assertions"]) == len(told)
    assert BARS.findall(seeds[SHIPPED].pictures[0]) == table["assertions"].tolist()


def test_speakers_are_counted(seeds, rows):
    said = rows[rows["speaker"].notna()]
    counts, table = Counter(said["speaker"]), seeds[SHIPPED].tables[3]
    assert Counter(dict(zip(table["speaker"], map(int, table["all"]), strict=True))).items() <= counts.items()
    assert [int(n) for n in table["all"]] == sorted(counts.values(), reverse=True)[: len(table)]
    by_outlet = Counter(zip(said["speaker"], said["outlet"], strict=True))
    for _, row in table.iterrows():
        assert {name: int(row[name]) for name in set(rows["outlet"])} == {
            name: by_outlet[row["speaker"], name] for name in set(rows["outlet"])
        }
    outlets = said.groupby("speaker")["outlet"].nunique()
    once = seeds[SHIPPED].tables[4]
    assert all(outlets[name] == 1 and by_outlet[name, outlet] == int(n) for outlet, name, n in once.to_numpy())
    assert f"of {sum(said.groupby(['speaker'])['outlet'].nunique() == 1)}." in seeds[SHIPPED].words
    assert f"{len(said)} of {len(rows)} assertions have a speaker" in seeds[SHIPPED].words


def test_a_claim_is_traced_to_its_assertions(seeds, rows):
    shown = seeds["who-says-so"]
    carried, lost, chains = shown.tables[2:]
    known = {
        (row.outlet, row.voice, row.speaker or "", row.cue or "", row.certainty, " ".join(row.sentence.split()))
        for row in rows.itertuples()
    }
    told = as_pairs(carried, "outlet", "voice", "speaker", "cue", "certainty", "sentence")
    assert len(told) >= 3
    assert set(told) <= known
    (picture,) = shown.pictures
    assert picture.count("<circle") == len(told)
    assert picture.count('fill="white"') == sum(voice != "narrator" for voice in carried["voice"])
    spoken = {(row.outlet, row.speaker) for row in rows.itertuples() if row.speaker}
    plain = {(row.outlet, " ".join(row.sentence.split())) for row in rows.itertuples() if row.voice == "narrator"}
    assert len(lost)
    assert set(as_pairs(lost, "attributes", "speaker")) <= spoken
    assert set(as_pairs(lost, "own", "own_sentence")) <= plain
    nested = rows[rows["speakers"].map(len) > 1]
    assert chains["chain"].tolist() == nested["speakers"].map(" → ".join).tolist()
    assert f"{(rows['confidence'] >= 0.8).sum()} of {len(rows)} assertions have a confidence" in shown.words
    assert "; 0 differ." in shown.words


def test_what_one_outlet_alone_carries_is_counted(seeds, rows):
    shown = seeds["what-nobody-else-says"]
    outlets, alone = shown.tables[2:4]
    n_outlets, n_claims = rows.groupby("claim")["outlet"].nunique(), rows.groupby("outlet")["claim"].nunique()
    single = rows[rows["claim"].map(n_outlets) == 1]
    assert [int(n) for n in outlets["claims"]] == n_claims.tolist()
    assert f"The first {len(alone)} of {single['claim'].nunique()}." in shown.words
    assert set(zip(alone["outlet"], alone["sentence"], strict=True)) <= set(
        zip(single["outlet"], squeeze(single["sentence"]), strict=True)
    )
    assert BARS.findall(shown.pictures[0]) == outlets["claims"].tolist()
    widths = re.findall(r'width="([\d.]+)" height="20" fill="#b5502b"', shown.pictures[0])
    expected = single.groupby("outlet")["claim"].nunique()
    assert [float(width) for width in widths] == [
        pytest.approx(480 * expected.get(name, 0) / n_claims.max(), abs=0.1) for name in outlets["outlet"]
    ]


def test_what_is_left_out_is_missing_there_and_told_elsewhere(seeds):
    left_out = next(table for table in seeds["what-nobody-else-says"].tables if "carriers" in table.columns)
    assert len(left_out)
    for row in left_out.itertuples():
        carriers = row.carriers.split(", ")
        assert row.outlet not in carriers
        assert int(row.n_carriers) == len(set(carriers)) >= 2


def test_disagreements_are_counted(seeds, rows):
    shown = seeds["where-they-disagree"]
    denials = next(table for table in shown.tables if "denial" in table.columns)
    negative = rows[rows["polarity"] == "negative"]
    denied = {(row.speaker, row.outlet, " ".join(row.sentence.split())) for row in negative.itertuples() if row.speaker}
    assert set(as_pairs(denials, "speaker", "outlet", "denial")) == denied
    n_sure = (negative["confidence"] >= 0.8).sum()
    assert f"{len(negative)} of {len(rows)} assertions are negated, {n_sure} of them" in shown.words
    names = ("pairs", "numbers", "denials", "unconfirmed", "hedges")
    assert [int(n) for n in BARS.findall(shown.pictures[0])] == [len(shown.names[name]) for name in names]
    hedges = next(table for table in shown.tables if "hedges" in table.columns)
    certainties = {(row.outlet, " ".join(row.sentence.split()), row.certainty) for row in rows.itertuples()}
    assert set(as_pairs(hedges, "hedges", "sentence", "certainty")) <= certainties
    assert {(*told, "certain") for told in as_pairs(hedges, "certain", "certain_sentence")} <= certainties


def test_the_network_is_measured(seeds, rows):
    shown = seeds["from-corpus-to-gephi"]
    claims, network = shown.names["claims"], shown.names["network"]
    told = {(row.claim, row.polarity): 0 for row in rows.itertuples()}
    drawn = Counter((edge["claim"], edge["polarity"]) for *_, edge in claims.edges(data=True))
    assert set(drawn) <= set(told)
    assert set(drawn.values()) == {1}
    pairs = {(one, other) for one, other in claims.edges() if one != other}
    words = f"{len(claims)} things; {sum(drawn.values())} claims between {len(pairs)} pairs"
    assert words in shown.words
    ranks = walk_at_random(network)
    best = shown.tables[2]
    labels = nx.get_node_attributes(network, "label")
    assert [float(rank) for rank in best["PageRank"]] == [
        pytest.approx(rank, abs=2e-4) for rank in sorted(ranks.values(), reverse=True)[: len(best)]
    ]
    assert set(best["thing"]) <= set(labels.values())
    assert f"read again by networkx: {len(claims)} things, {sum(drawn.values())} edges" in shown.words
    assert 2 < shown.pictures[0].count("<circle") <= 30
    n_sure = sum(rows[(rows["claim"] == c) & (rows["polarity"] == p)]["confidence"].max() >= 0.8 for c, p in drawn)
    assert f"{n_sure} of {sum(drawn.values())} edges have a confidence" in shown.words


def walk_at_random(network: nx.DiGraph) -> dict[str, float]:
    """PageRank by its definition: a walker who follows edges by weight, and starts anew three times in twenty."""
    nodes = list(network)
    ranks = dict.fromkeys(nodes, 1 / len(nodes))
    out = dict(network.out_degree(weight="weight"))
    for _ in range(100):
        lost = sum(ranks[node] for node in nodes if not out[node])
        fresh = dict.fromkeys(nodes, (0.15 + 0.85 * lost) / len(nodes))
        for one, other, weight in network.edges(data="weight"):
            fresh[other] += 0.85 * ranks[one] * weight / out[one]
        ranks = fresh
    return ranks


def test_files_for_gephi_lie_beside_the_notebook(seeds):
    shown = seeds["from-corpus-to-gephi"]
    (gexf,) = shown.folder.glob("*.gexf")
    assert 'timeformat="date"' in gexf.read_text(encoding="utf-8")
    assert len(nx.read_graphml(gexf.with_suffix(".graphml"))) == len(shown.names["claims"])


def test_one_article_of_one_outlet_is_explained(lonely):
    shown = "\n".join(found.words for found in lonely.values())
    assert "Nobody is quoted" in shown
    assert "No claim is attributed in one outlet and told plainly in another." in shown
    assert "That needs at least three outlets" in shown
    assert "No two claims were found to contradict each other." in shown


def test_a_jupyter_kernel_shows_the_same(seeds, tmp_path):
    notebook = nbformat.read(notebook_at(SHIPPED), as_version=4)
    for cell in notebook.cells:
        cell.source = change_line(cell.source, seeds[SHIPPED].names["graph"].path)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output["data"]["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert shown == list(seeds[SHIPPED].pictures)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert sum(len(CHANGED.findall(cell.source)) for cell in notebook.cells) == 1
    assert [cell.source for cell in notebook.cells if 'ARTICLES = "../seeds"' in cell.source]
