from datetime import UTC, datetime

import pytest

from kg.retry_after import LONGEST, parse_retry_after

NOW = datetime(2025, 7, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7.0),
        ("1.5", 1.5),
        ("9" * 40, LONGEST),
        ("Tue, 22 Jul 2025 12:02:00 GMT", 120.0),
        ("Tue, 22 Jul 2025 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("nan", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_numbers_and_dates_are_read_and_nothing_else(asked, seconds):
    assert parse_retry_after(asked, now=NOW) == seconds
