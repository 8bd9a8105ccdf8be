import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg.lexicon import load_lexicon
from kg.nlp.timex import Context, find_times, read_time
from kg.nlp.timex.patterns import fill_pattern
from kg.nlp.timex.reading import READINGS
from kg.records import Tense

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]


def values(text, context):
    for match in find_times(text):
        value = read_time(match.read, match.parts, context)
        if value is None:
            continue
        words = text[slice(*match.span)]
        if match.read == "day_list":
            first, second = words.split(" and ")
            yield [first, value]
            yield [second, read_time(match.read, {**match.parts, "d": match.parts["d2"]}, context)]
        else:
            yield [words, value]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case.get('published', '')}")
def test_golden_times(case):
    outlook = Tense(case["outlook"]) if "outlook" in case else None
    context = Context(published=case.get("published"), outlook=outlook)
    assert list(values(case["text"], context)) == case["times"]


@pytest.mark.parametrize("entry", load_lexicon("times").entries, ids=lambda entry: f"{entry['read']} {entry.words[0]}")
def test_a_pattern_matches_its_words_and_names_a_reading(entry):
    assert entry["read"] in READINGS
    for words in entry.words:
        assert re.fullmatch(fill_pattern(entry["pattern"]), words), words


def test_every_value_is_iso_8601():
    iso = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?|PT?\d+[YMWDH]")
    assert [value for case in CASES for _, value in case["times"] if not iso.fullmatch(value)] == []


def test_the_thirtieth_of_february_is_no_date():
    assert read_time("iso_date", {"y": "2024", "m": "02", "d": "30"}, Context(published=date(2024, 3, 1))) is None
