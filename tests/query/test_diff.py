import json
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from kg import KnowledgeGraph
from kg.cli.app import app, main
from kg.query.diff_articles import Told, compare_assertions
from kg.query.diff_records import Kind, Turn
from kg.rdf import Run, describe_entity_links
from kg.rdf.claim_links import describe_says
from kg.rdf.decisions import describe_claim_links
from kg.records import Account, Decision, Polarity
from kg.records.reviews import Judgement, Verdict
from kg.store import GraphStore
from kg.store.reviews import add_reviews
from tests.accounts import FAIL, HOLD, HOST, LAUNCH, NORHAVEN, NORLAND, build_sample_accounts
from tests.conftest import RUN

SAME = Decision(left=NORHAVEN, right=NORLAND, relation="same", score=1.0, reasons=(), decided_by="test")


def build(path, accounts, *, run=RUN, links=lambda identifiers: [], joined=()):
    """Build a graph of accounts by hand; the claims of `joined` are resolved to the first of them."""
    one = {claim.key: joined[0].key for claim in joined}
    with GraphStore.create(path) as graph:
        for account in accounts:
            graph.add(account, run=run)
        graph.flush()
        says = {said.key: one.get(said.claim.key, said.claim.key) for given in accounts for said in given.assertions}
        graph.replace_links([*links(graph.identifiers), *describe_says(says, identifiers=graph.identifiers)])
    return path


def changes(old, new):
    return [
        (found.what, found.turn, found.article, found.old, found.new) for found in KnowledgeGraph.open(old).diff(new)
    ]


def without_graphs(found):
    return [change for change in found if change[0] is not Kind.GRAPH]


@pytest.fixture(scope="module")
def accounts():
    return build_sample_accounts()


@pytest.fixture(scope="module")
def old(accounts, tmp_path_factory):
    return build(tmp_path_factory.mktemp("diff") / "old.kg", accounts)


def changed(account: Account, number: int, **fields) -> Account:
    assertions = list(account.assertions)
    assertions[number] = replace(assertions[number], **fields)
    return replace(account, assertions=tuple(assertions))


def test_graphs_of_the_same_articles_are_the_same_whatever_their_order(old, accounts, tmp_path):
    assert changes(old, build(tmp_path / "new.kg", accounts[::-1])) == []


def test_articles_in_one_graph_only_are_added_or_removed(old, accounts, tmp_path):
    fewer = build(tmp_path / "fewer.kg", accounts[1:])
    assert (Kind.ARTICLE, Turn.REMOVED, "cc-1", "Talks announced", None) in changes(old, fewer)
    assert (Kind.ARTICLE, Turn.ADDED, "cc-1", None, "Talks announced") in changes(fewer, old)
    assert {change[0] for change in changes(old, fewer)} <= {Kind.ARTICLE, Kind.GRAPH}


def test_an_assertion_that_is_read_otherwise_says_in_what(old, accounts, tmp_path):
    other = [*accounts[:3], changed(accounts[3], 0, polarity=Polarity.POSITIVE)]
    found = without_graphs(changes(old, build(tmp_path / "new.kg", other)))
    assert found == [
        (Kind.ARTICLE, Turn.READ_ANEW, "dd-1", None, None),
        (
            Kind.ASSERTION,
            Turn.CHANGED,
            "dd-1",
            "Sudria rejects demand (polarity: negative)",
            "Sudria rejects demand (polarity: positive)",
        ),
    ]


def test_assertions_in_one_reading_only_are_added_or_removed(old, accounts, tmp_path):
    fewer = [*accounts[:3], replace(accounts[3], assertions=accounts[3].assertions[:-1])]
    new = build(tmp_path / "new.kg", fewer)
    lost = (Kind.ASSERTION, Turn.REMOVED, "dd-1", "Norhaven wants peace talks", None)
    gained = (Kind.ASSERTION, Turn.ADDED, "dd-1", None, "Norhaven wants peace talks")
    assert lost in changes(old, new)
    assert gained in changes(new, old)


def test_a_revised_text_is_compared_by_its_claims(old, accounts, tmp_path):
    source = accounts[3].article
    revised = replace(source, text=f"{source.text} At noon.")
    kept = tuple(replace(one, key=f"{one.key[:-1]}x") for one in accounts[3].assertions[1:])
    new = shutil.copytree(old, tmp_path / "new.kg")
    build(new, [replace(accounts[3], article=revised, assertions=kept)])
    found = changes(old, new)
    assert any(change[:3] == (Kind.ARTICLE, Turn.REVISED, "dd-1") for change in found)
    assert [change[1:] for change in found if change[0] is Kind.ASSERTION] == [
        (Turn.REMOVED, "dd-1", "Sudria rejects demand", None)
    ]


def test_another_version_reads_anew_without_changing_what_is_asserted(old, accounts, tmp_path):
    new = build(tmp_path / "new.kg", accounts, run=Run(version="0.2.0", model="m", model_hash="sha256:1"))
    found = without_graphs(changes(old, new))
    assert [change[:2] for change in found] == [(Kind.ARTICLE, Turn.READ_ANEW)] * 4


def test_entities_are_merged_and_split(old, accounts, tmp_path):
    def links(identifiers):
        return describe_entity_links([SAME], identifiers=identifiers, choose=lambda _: NORLAND)

    new = build(tmp_path / "new.kg", accounts, links=links)
    assert (Kind.ENTITY, Turn.MERGED, None, "Norhaven | Norland", "Norland") in changes(old, new)
    assert (Kind.ENTITY, Turn.SPLIT, None, "Norland", "Norhaven | Norland") in changes(new, old)


def test_another_canonical_entity_is_no_merge(accounts, tmp_path):
    built = [
        build(
            tmp_path / f"{chosen.key}.kg",
            accounts,
            links=lambda ids, chosen=chosen: describe_entity_links([SAME], identifiers=ids, choose=lambda _: chosen),
        )
        for chosen in (NORLAND, NORHAVEN)
    ]
    assert {change[0] for change in changes(*built)} == {Kind.GRAPH}


def test_claims_are_merged_and_split(old, accounts, tmp_path):
    new = build(tmp_path / "new.kg", accounts, joined=(HOST, HOLD))
    (merged,) = [change for change in changes(old, new) if change[0] is Kind.CLAIM]
    assert merged[1] is Turn.MERGED
    assert set(merged[3].split(" | ")) == {HOST.text, HOLD.text}
    assert merged[4] == HOST.text
    assert [change[1] for change in changes(new, old) if change[0] is Kind.CLAIM] == [Turn.SPLIT]


def test_links_are_gained_and_lost(old, accounts, tmp_path):
    def links(identifiers):
        return describe_claim_links({}, [(FAIL.key, "contradicts", HOST.key)], identifiers=identifiers)

    new = build(tmp_path / "new.kg", accounts, links=links)
    words = f"{FAIL.text} — contradicts — {HOST.text}"
    assert (Kind.LINK, Turn.ADDED, None, None, words) in changes(old, new)
    assert (Kind.LINK, Turn.REMOVED, None, words, None) in changes(new, old)


def test_verdicts_are_compared(old, accounts, tmp_path):
    new = shutil.copytree(old, tmp_path / "new.kg")
    verdict = Verdict(
        assertion=accounts[1].assertions[-1].key,
        verdict=Judgement.REJECTED,
        by="Mia",
        at=datetime(2025, 4, 1, tzinfo=UTC),
        note="not so",
    )
    with GraphStore.create(new) as graph:
        add_reviews(graph, [verdict])
    (found,) = without_graphs(changes(old, new))
    assert found[:2] == (Kind.VERDICT, Turn.ADDED)
    assert found[4] == f"rejected: asr:{verdict.assertion}, by Mia (not so)"
    assert LAUNCH.key == accounts[1].assertions[-1].claim.key


@pytest.mark.parametrize(
    ("before", "after", "same_text", "turns"),
    [
        ([(0, "a")], [(0, "a")], True, []),
        ([(0, "a")], [(0, "b")], True, ["changed"]),
        ([(0, "a")], [(5, "a")], True, []),
        ([(0, "a")], [(5, "b")], True, ["removed", "added"]),
        ([(0, "a")], [(5, "a")], False, []),
        ([(0, "a"), (9, "a")], [(5, "a")], False, ["removed"]),
        ([], [(0, "a"), (0, "b")], True, ["added", "added"]),
    ],
)
def test_assertions_pair_up_by_place_and_claim(before, after, same_text, turns):
    told = [
        [Told(str(start), (start, start + 1), {"claim": claim, "text": claim}) for start, claim in side]
        for side in (before, after)
    ]
    assert [change.turn for change in compare_assertions(*told, same_text=same_text)] == turns


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_the_command_says_that_graphs_are_the_same(old):
    result = kg("diff", old, old)
    assert (result.exit_code, result.stdout.strip()) == (0, f"{old} and {old} are the same")
    assert json.loads(kg("diff", old, old, "--format", "json").stdout)["identical"] is True
    assert kg("diff", old, old, "--format", "jsonl").stdout == ""


def test_the_command_counts_first_and_tells_details_where_asked(old, accounts, tmp_path):
    new = build(tmp_path / "new.kg", accounts[1:], joined=(HOST, HOLD))
    result = kg("diff", old, new)
    assert result.exit_code == 0
    assert "1 removed" in result.stdout
    assert "Coast Courier" not in result.stdout
    detailed = kg("diff", old, new, "--details").stdout
    assert detailed.startswith(result.stdout)
    assert "Coast Courier, article cc-1" in detailed


def test_json_has_counts_totals_and_with_details_every_change(old, accounts, tmp_path):
    new = build(tmp_path / "new.kg", accounts[1:])
    summary = json.loads(kg("diff", old, new, "--format", "json").stdout)
    assert (summary["old"]["article"], summary["new"]["article"], summary["identical"]) == (4, 3, False)
    assert {"what": "article", "turn": "removed", "n": 1} in summary["changes"]
    detailed = json.loads(kg("diff", old, new, "--format", "json", "--details").stdout)
    lines = [json.loads(line) for line in kg("diff", old, new, "--format", "jsonl").stdout.splitlines()]
    assert detailed.pop("details") == lines
    assert detailed == summary


def test_graphs_of_different_bases_are_not_compared(old, accounts, tmp_path, monkeypatch, capsys):
    GraphStore.create(tmp_path / "other.kg", base="https://other.example/").close()
    monkeypatch.setattr(sys, "argv", ["kg", "diff", str(old), str(tmp_path / "other.kg")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "https://other.example/" in capsys.readouterr().err
