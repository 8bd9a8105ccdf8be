"""EXPRESSIONS OF TIME: found by patterns, read against the day of publication and the tense of their clause.

text → patterns.find_times → outlook (tense of the governing verb) → reading.read_time → ISO 8601 value
"""

from kg.nlp.timex.context import Context
from kg.nlp.timex.patterns import Match, find_times
from kg.nlp.timex.reading import read_time

__all__ = ["Context", "Match", "find_times", "read_time"]
