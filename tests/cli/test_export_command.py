import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import WrongParameter
from kg.exports import FORMATS

runner = CliRunner()


def kg(*arguments):
    return runner.invoke(app, [str(argument) for argument in arguments])


def test_formats_are_listed_with_what_reads_them_without_a_graph():
    result = kg("export", "--list")
    assert result.exit_code == 0
    assert all(name in result.output for name in FORMATS)
    assert "Gephi" in result.output
    assert "Datasette" in result.output


def test_help_names_every_format_on_one_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERMINAL_WIDTH", "200")
    shown = " ".join(kg("export", "--help").output.replace("│", " ").split())
    assert "One of: " + ", ".join(FORMATS) in shown


@pytest.mark.parametrize("name", ["csv", "gexf"])
def test_a_format_is_printed_where_no_file_is_named(sample_graph_path, tmp_path, name):
    printed = kg("export", sample_graph_path, "--format", name)
    assert printed.exit_code == 0
    assert kg("export", sample_graph_path, "-o", tmp_path / f"a.{name}").exit_code == 0
    assert printed.stdout_bytes == (tmp_path / f"a.{name}").read_bytes()


def test_a_database_is_handed_over_with_the_command_that_opens_it(sample_graph_path, tmp_path):
    result = kg("export", sample_graph_path, "-o", tmp_path / "a.db")
    assert result.stdout == ""
    assert result.stderr == f"open it with: datasette {tmp_path}/a.db --metadata {tmp_path}/a.metadata.json\n"
    assert (tmp_path / "a.metadata.json").is_file()


def test_nothing_else_is_printed(sample_graph_path, tmp_path):
    assert kg("export", sample_graph_path, "-o", tmp_path / "a.csv").output == ""
    assert kg("export", sample_graph_path, "-o", tmp_path / "b.db", "--quiet").output == ""


def test_signing_is_for_nanopublications(sample_graph_path, tmp_path):
    RSA = pytest.importorskip("Crypto.PublicKey.RSA", reason="pycryptodome is not installed")  # noqa: N806
    key, target = tmp_path / "key.pem", tmp_path / "a.nanopub.trig"
    key.write_bytes(RSA.generate(1024).export_key("PEM"))
    assert kg("export", sample_graph_path, "-o", target, "--sign", key).exit_code == 0
    assert target.read_text().count("npx:hasSignature ") == target.read_text().count("a np:Nanopublication")
    refused = kg("export", sample_graph_path, "-o", tmp_path / "a.csv", "--sign", key)
    assert isinstance(refused.exception, WrongParameter)
    assert "--format nanopub" in str(refused.exception)


def test_the_shell_completes_formats():
    command = get_command(app).commands["export"]
    option = next(one for one in command.params if one.name == "output_format")
    assert [one.value for one in option.shell_complete(None, "g")] == ["gexf", "graphml"]
