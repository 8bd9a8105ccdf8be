import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg.lexicon import load_lexicon
from kg.nlp.timex import Context, find_times, join_times, read_time, read_times
from kg.nlp.timex.patterns import fill_pattern
from kg.nlp.timex.reading import READINGS, TWO_DAYS
from kg.records import Tense

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]
TIMEX3 = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?)?|-W\d\d(?:-WE)?|-(?:SP|SU|FA|WI)|-Q[1-4]|-H[12])?"
    r"|\d{3}X|\d\dXX|PT?(?:\d+(?:\.\d)?|X)(?:[YMWDHS]|DE|CE)|XXXX-(?:WXX-(?:\d(?:T\w\w)?|WE)|\d\d|SU|XX-XXT\w\w)"
    r"|(?:PAST|PRESENT|FUTURE)_REF"
)


def times(case):
    """Return the words, the TIMEX3 value and, where the case gives three, the ISO 8601 one too."""
    outlook = Tense(case["outlook"]) if "outlook" in case else None
    context = Context(published=case.get("published"), outlook=outlook)
    readings = (reading for match in find_times(case["text"]) for reading in read_times(match, context))
    return [
        [case["text"][slice(*time.span)], time.value, time.when or ""]
        for time in join_times(readings, text=case["text"], published=case.get("published"))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case.get('published', '')}")
def test_golden_times(case):
    found = times(case)
    assert [time[:2] for time in found] == [time[:2] for time in case["times"]]
    assert [time[2] for time, wanted in zip(found, case["times"], strict=True) if len(wanted) == 3] == [
        wanted[2] for wanted in case["times"] if len(wanted) == 3
    ]


@pytest.mark.parametrize("entry", load_lexicon("times").entries, ids=lambda entry: f"{entry['read']} {entry.words[0]}")
def test_a_pattern_matches_its_words_and_names_a_reading(entry):
    assert entry["read"] in READINGS or entry["read"] in TWO_DAYS
    for words in entry.words:
        assert re.fullmatch(fill_pattern(entry["pattern"]), words), words


@pytest.mark.parametrize("entry", load_lexicon("times").entries, ids=lambda entry: f"{entry['read']} {entry.words[0]}")
def test_an_example_holds_a_time(entry):
    for example in entry.examples:
        assert entry["read"] in {match.read for match in find_times(example)}, example


def test_every_value_is_timex3():
    assert [time[1] for case in CASES for time in case["times"] if not TIMEX3.fullmatch(time[1])] == []


def test_the_thirtieth_of_february_is_no_date():
    assert read_time("iso_date", {"y": "2024", "m": "02", "d": "30"}, Context(published=date(2024, 3, 1))) is None
