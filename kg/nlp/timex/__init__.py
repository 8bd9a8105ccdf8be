"""EXPRESSIONS OF TIME: found by patterns, read against the day of publication and the tense of their clause.

text → patterns.find_times → outlook (tense of the governing verb) → reading.read_times → join.join_times → times with
their TIMEX3 value and the ISO 8601 date or interval that an event gets
"""

from kg.nlp.timex.context import Context
from kg.nlp.timex.join import join_times
from kg.nlp.timex.patterns import Match, find_times
from kg.nlp.timex.reading import Reading, read_time, read_times

__all__ = ["Context", "Match", "Reading", "find_times", "join_times", "read_time", "read_times"]
