import pytest

from kg.flat.records import PeriodCount
from kg.web.pages.timeline import HEIGHT, build_timeline


def count(period, n=1, key="all"):
    return PeriodCount(period=period, key=key, n=n)


def periods(timeline):
    return [column.period for column in timeline.series[0].columns]


def test_days_without_anything_have_a_column_too():
    timeline = build_timeline([count("2025-02-27"), count("2025-03-02", 4)], (), keys=("all",))
    assert (timeline.unit, timeline.most) == ("day", 4)
    assert periods(timeline) == ["2025-02-27", "2025-02-28", "2025-03-01", "2025-03-02"]
    assert [column.height for column in timeline.series[0].columns] == [HEIGHT / 4, 0, 0, HEIGHT]


def test_a_month_is_asked_for_from_its_first_to_its_last_day():
    timeline = build_timeline((), [count("2023-12"), count("2024-02")], keys=("all",))
    assert [(column.since, column.until) for column in timeline.series[0].columns][1:] == [
        ("2024-01-01", "2024-01-31"),
        ("2024-02-01", "2024-02-29"),
    ]


@pytest.mark.parametrize(
    ("last", "unit", "n"), [("2020-02-29", "day", 60), ("2021-01-15", "month", 13), ("2060-05-05", "year", 41)]
)
def test_the_longer_the_time_the_wider_the_columns(last, unit, n):
    timeline = build_timeline([count("2020-01-01"), count(last)], (), keys=("all",))
    assert (timeline.unit, len(periods(timeline))) == (unit, n)
    assert timeline.series[0].total == 2


def test_series_share_one_scale_and_what_is_rare_can_still_be_seen():
    timeline = build_timeline((), [count("2025-01", 1000, "about"), count("2025-01", 1, "by")], keys=("by", "about"))
    by, about = (series.columns[0] for series in timeline.series)
    assert (about.height, 0 < by.height < 3) == (HEIGHT, True)


def test_nothing_that_has_a_date_is_no_timeline():
    assert build_timeline((), (), keys=("all",)) is None
    assert build_timeline([count("2025-01-01", key="other")], (), keys=("all",)) is None


def test_the_last_day_of_the_calendar_is_no_trap():
    assert periods(build_timeline([count("9999-12-30"), count("9999-12-31")], (), keys=("all",)))[-1] == "9999-12-31"
