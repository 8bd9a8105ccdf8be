"""THE ROOM IN WHICH UNTRUSTED SPARQL RUNS: worker processes over read-only snapshots, with limits that hold."""

from kg.web.engine.pool import Pool
from kg.web.engine.records import Answer, Dump, Formats, Limits, Question
from kg.web.engine.refusals import Refused

__all__ = ["Answer", "Dump", "Formats", "Limits", "Pool", "Question", "Refused"]
