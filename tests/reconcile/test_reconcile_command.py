import shutil

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import KgError
from tests.reconcile.dialects import Hand, serving_by_hand


@pytest.fixture
def path(sample_graph_path, tmp_path):
    return shutil.copytree(sample_graph_path, tmp_path / "sample.kg")


def kg_reconcile(*arguments):
    return CliRunner().invoke(app, ["reconcile", *map(str, arguments)], catch_exceptions=False)


def test_outcomes_are_printed_and_counted(path):
    with serving_by_hand(Hand()) as hand:
        result = kg_reconcile(path, "--service", hand.url)
    assert result.exit_code == 0
    assert "4 entities linked to Harbour authority, 1 undecided" in result.stdout
    assert "http://authority.example/id/H1" in result.stdout


def test_a_dry_run_says_so_and_forgetting_counts(path):
    with serving_by_hand(Hand()) as hand:
        assert "4 entities would be linked" in kg_reconcile(path, "--service", hand.url, "--dry-run").stdout
        assert "0 links" in kg_reconcile(path, "--forget", hand.url).stdout
        kg_reconcile(path, "--service", hand.url, "--quiet")
        assert "4 links" in kg_reconcile(path, "--forget", hand.url).stdout


def test_names_without_an_answer_are_reported_with_exit_code_1(path):
    with serving_by_hand(Hand(trouble=lambda n, batch: (400, {}, b"") if "Sudria" in str(batch) else None)) as hand:
        result = kg_reconcile(path, "--service", hand.url, "--quiet")
    assert result.exit_code == 1
    assert "could not answer for 'Sudria'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name it with --service URL"),
        (["--service", "file:///etc/passwd"], "http://"),
        (["--service", "http://127.0.0.1:1/", "--hint", "context"], "--hint takes KIND=PROPERTY"),
    ],
)
def test_misuse_is_one_sentence(path, arguments, message):
    with pytest.raises(KgError, match=message):
        kg_reconcile(path, *arguments)
