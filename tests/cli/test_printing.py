"""Tables fit the terminal, or each row becomes a block."""

import pytest

from kg.cli.printing import print_table

LONG = "a sentence that is so long that it needs room of its own"


def printed(capsys: pytest.CaptureFixture[str], columns: list[str], *rows: list[object]) -> list[str]:
    print_table(columns, rows)
    return capsys.readouterr().out.splitlines()


def test_a_table_has_a_line_for_each_row_and_keeps_dates_whole(capsys):
    lines = printed(capsys, ["day", "sentence"], ["2025-07-22", LONG], [None, "[bold]"])
    assert any("2025-07-22" in line and LONG in line for line in lines)
    assert any("[bold]" in line for line in lines)
    assert len({len(line) for line in lines}) == 1


@pytest.mark.parametrize(("n_columns", "is_table"), [(6, True), (7, False)])
def test_rows_are_blocks_where_columns_are_too_narrow(capsys, n_columns, is_table):
    lines = printed(capsys, [f"column {place}" for place in range(n_columns)], [LONG] * n_columns)
    assert max(map(len, lines)) <= 160
    assert lines[0].startswith("┏") is is_table
    assert (f"column 0  {LONG}" in lines) is not is_table


def test_a_block_leaves_out_what_is_empty(capsys):
    lines = printed(capsys, [f"column {place}" for place in range(9)], [LONG] * 8 + [None], [LONG] * 9)
    assert len([line for line in lines if line.startswith("column 8")]) == 1
