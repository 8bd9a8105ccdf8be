"""Assertions with their sentences, wordings and marks, into flat.sqlite, and the integer columns of facets."""

from collections.abc import Callable, Iterator
from itertools import groupby

from kg.flat.bulk import BulkRow, BulkRows
from kg.flat.making import NONE, Making, Numbers, to_json
from kg.flat.marks import by_thing, find_cue, find_source
from kg.query.rows import VERDICTS
from kg.rdf.origins import ORIGIN
from kg.rdf.vocabulary import REL
from kg.records import Certainty, Polarity, Span, Voice

VOICES, CERTAINTIES, POLARITIES = (tuple(one.value for one in closed) for closed in (Voice, Certainty, Polarity))
NEGATIVE = POLARITIES.index(Polarity.NEGATIVE.value)
_RELATIONS = str(REL)
_CODES = tuple({word: number for number, word in enumerate(words)} for words in (VOICES, CERTAINTIES, POLARITIES))
BATCH = 5_000
"""Assertions that are written together."""

__all__ = ["CERTAINTIES", "NEGATIVE", "POLARITIES", "VERDICTS", "VOICES", "make_assertions"]

_MENTIONS = "SELECT start, end, iri FROM mentions WHERE article = ? AND kind != 'event'"


def make_assertions(making: Making, rows: BulkRows, *, on_progress: Callable[[int], None]) -> None:
    """Write assertions, sentences and wordings in the order of claim rows.

    Args:
        making: the file.
        rows: of the same graph.
        on_progress: is told how many assertions are written, now and then.
    """
    step = _Assertions(making, rows)
    lines: list[tuple[object, ...]] = []
    for _, found in groupby(rows, key=lambda one: one.article):
        lines.extend(step.of_article(list(found)))
        if len(lines) >= BATCH:
            making.insert("assertions", lines)
            lines.clear()
            on_progress(len(making.ints["claim"]))
    making.insert("assertions", lines)
    step.write_wordings()
    on_progress(len(making.ints["claim"]))


class _Assertions:
    def __init__(self, making: Making, rows: BulkRows) -> None:
        self._making = making
        self._rows = rows
        self._origins = making.columns.least(ORIGIN, "claims")
        self._wordings = Numbers()
        self._n_sentences = 0
        self._cut = len(making.graph.base)

    def of_article(self, found: list[BulkRow]) -> Iterator[tuple[object, ...]]:
        """Yield the lines of one article's assertions; its sentences are written on the way."""
        making = self._making
        first = len(making.ints["claim"])
        number_by_key = {one.key: first + n for n, one in enumerate(found)}
        span_by_key = {one.key: Span(one.row.start, one.row.end) for one in found}
        text = making.graph.tables.text(found[0].article) or ""
        base, cut = making.graph.base, self._cut
        mentions = by_thing(
            (
                (start, end, iri[cut:] if iri.startswith(base) else iri)
                for start, end, iri in making.graph.tables.connection.execute(_MENTIONS, (found[0].article,))
            ),
            self._rows.same,
        )
        sentences = self._sentences(found)
        for one in found:
            marks = _marks(one, text, span_by_key.get(one.within or ""), mentions)
            sentence = sentences[one.row.sentence_start, one.row.sentence]
            yield self._line(one, sentence, number_by_key.get(one.within or ""), marks)

    def write_wordings(self) -> None:
        """Write the wordings of all claims."""
        self._making.insert("wordings", ((n, *key) for n, key in enumerate(self._wordings.keys())))  # type: ignore[misc]

    def _sentences(self, found: list[BulkRow]) -> dict[tuple[int | None, str], int]:
        spans = sorted({(one.row.sentence_start or 0, one.row.sentence) for one in found})
        first = self._n_sentences
        self._n_sentences += len(spans)
        article = self._making.articles.of(f"article/{found[0].article}")
        lines = ((first + n, article, start, start + len(text), text) for n, (start, text) in enumerate(spans))
        self._making.insert("sentences", lines)
        return {span: first + n for n, span in enumerate(spans)}

    def _line(
        self, one: BulkRow, sentence: int, outer: int | None, marks: tuple[int | None, ...]
    ) -> tuple[object, ...]:
        making, row = self._making, one.row
        article = making.articles.of(f"article/{one.article}")
        claim = making.claims.of(one.claim)
        wording = self._wordings.of((claim, one.claim_text))
        origin = making.origins.known(self._origins.get(f"assertion/{one.key}"))
        number = self._code(one, article, claim, sentence, wording, origin)
        object_iri = (row.object_iri or "")[self._cut :]
        clause = object_iri[6:] if object_iri.startswith("claim/") else None
        speakers = [[label, self._thing(thing)] for label, thing in zip(row.speakers, one.speakers, strict=True)]
        arguments = [
            [found["role"], found["text"], self._thing(thing)]
            for found, thing in zip(row.arguments, one.arguments, strict=True)
        ]
        return (
            number, one.key, claim, wording, article, sentence, row.start, row.end, origin, outer,
            row.speaker, self._thing(one.speakers[-1] if one.speakers else None), to_json(speakers), row.cue, row.voice,
            row.subject, self._thing(one.subject), row.predicate, (row.relation or "").removeprefix(_RELATIONS),
            row.object, self._thing(one.object), clause, row.about, self._thing(one.about), to_json(arguments),
            row.event_type, row.polarity, row.certainty, row.tense, row.time, row.place, self._thing(one.place),
            row.quantity, row.unit, row.confidence, row.rule, *marks,
        )  # fmt: skip

    def _code(self, one: BulkRow, article: int, claim: int, sentence: int, wording: int, origin: int | None) -> int:
        """Note what facets count of an assertion, and return its number."""
        making, row, ints = self._making, one.row, self._making.ints
        number = len(ints["claim"])
        ints["claim"].append(claim)
        ints["article"].append(article)
        ints["sentence"].append(sentence)
        ints["wording"].append(wording)
        ints["predicate"].append(making.predicates.of(row.predicate))
        ints["relation"].append(making.relations.of((row.relation or "").removeprefix(_RELATIONS)))
        ints["event"].append(NONE if row.event_type is None else making.events.of(row.event_type))
        voices, certainties, polarities = _CODES
        ints["voice"].append(voices[row.voice])
        ints["certainty"].append(certainties[row.certainty])
        ints["polarity"].append(polarities[row.polarity])
        ints["origin"].append(making.ints["article_origin"][article] if origin is None else origin)
        target = one.about or one.object or next((thing for thing in one.arguments if thing is not None), None)
        ints["subject"].append(NONE if one.subject is None else making.things.of(one.subject))
        ints["target"].append(NONE if target is None else making.things.of(target))
        for name, things in (
            ("speaker", one.speakers),
            ("thing", (one.subject, one.object, one.about, one.place, *one.arguments)),
        ):
            for thing in dict.fromkeys(things):
                if thing is not None:
                    ints[f"{name}_row"].append(number)
                    ints[f"{name}_id"].append(making.things.of(thing))
        return number

    def _thing(self, thing: str | None) -> int | None:
        return None if thing is None else self._making.things.of(thing)


def _marks(
    one: BulkRow, text: str, outer: Span | None, mentions: dict[str, list[Span]]
) -> tuple[int | None, int | None, int | None, int | None]:
    """Return start and end of the cue and of the source, where they are found."""
    row = one.row
    claim = Span(row.start, row.end)
    sentence = Span(row.sentence_start or 0, (row.sentence_start or 0) + len(row.sentence))
    cue = find_cue(text, row.cue, claim=claim, sentence=sentence, outer=outer) if row.cue else None
    speaker = one.speakers[-1] if one.speakers else None
    spans = mentions.get(speaker, []) if speaker is not None else []
    source = find_source(spans, cue=cue, claim=claim, sentence=sentence)
    return (*(cue or (None, None)), *(source or (None, None)))
