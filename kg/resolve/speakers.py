"""Who asserts what: the chain of speakers of a relation, outermost first, with the reporting words and the voice."""

from bisect import bisect_left
from typing import NamedTuple

from kg.lexicon.events import noun_event_type
from kg.records import Annotation, Argument, Kind, Reference, Relation, Span, Voice
from kg.resolve.references import References
from kg.resolve.reporting import is_spoken, reporting_verbs, speaks
from kg.resolve.wording import head_word


class Voicing(NamedTuple):
    """Who says something, and how it is told."""

    speakers: tuple[Reference, ...]
    cue: str | None
    voice: Voice


LONGEST_PREDICATE = 80
"""Characters from the first to the last word of a predicate whose cue is looked for."""
ROLE_RULES = frozenset({"title", "apposition"})
"""Rules that tell who somebody is."""
RELATIVES = frozenset({"who", "which", "that"})
NARRATOR = Voicing((), None, Voice.NARRATOR)


class Speakers:
    """Resolves the sources of one article's attributions."""

    def __init__(self, annotation: Annotation, references: References) -> None:
        self._attributions = annotation.attributions
        self._text = annotation.article.text
        self._relations = annotation.relations
        self._references = references
        self._parents = parents(annotation)
        self._voicings: dict[int, Voicing] = {}
        self._places = sorted((one.predicate.span, number) for number, one in enumerate(self._relations))
        self._starts = [span.start for span, _ in self._places]
        self._cue_relations = {
            index: relation
            for index, attribution in enumerate(annotation.attributions)
            if (relation := self._relation_of(attribution.cue)) is not None
        }

    def of_relation(self, index: int) -> Voicing:
        """Return who asserts a relation.

        Where no attribution holds it beyond the one that holds the clause around it, but that clause reports it by a
        verb of saying, thinking or wanting, its subject speaks: "the union demands that the port reopen".
        """
        if index not in self._voicings:
            self._voicings[index] = NARRATOR  # a clause that contains itself ends here
            found = self._of_report(index) or self._of_attribution(index)
            self._voicings[index] = NARRATOR if self._is_own_remark(index, found.voice) else found
        return self._voicings[index]

    def at(self, span: Span) -> Reference | None:
        """Return who speaks where a source stands at this place; what it refers to by itself where none does."""
        for index, attribution in enumerate(self._attributions):
            if attribution.source == (span,):
                return self._speaker(index)
        return self._references.of_source(span)

    def outer(self, index: int) -> int | None:
        """Return the relation whose clause, or whose attribution's content, states this one."""
        if index in self._parents:
            return self._parents[index]
        attribution = self._relations[index].attribution
        return self._cue_relations.get(attribution) if attribution is not None else None

    def _of_report(self, index: int) -> Voicing | None:
        outer = self._parents.get(index)
        if outer is None:
            return None
        report = self._relations[outer]
        if report.rule == "adverbial" and not report.predicate.text.endswith("ing"):
            return None  # "when asked whether": somebody else asks
        if report.attribution != self._relations[index].attribution or report.passive or report.subject is None:
            return None
        if not _reports(report, self._relations[index], index):
            return None
        speaker = self._references.of_argument(report.subject)
        if speaker is None:
            return None
        if not _is_somebody(speaker):
            return None
        chain = _without_repetition((*self.of_relation(outer).speakers, speaker))
        return Voicing(chain, report.predicate.text, Voice.INDIRECT)

    def _of_attribution(self, index: int) -> Voicing:
        attribution = self._relations[index].attribution
        if attribution is None:
            attribution = self._continued(index)
        if attribution is None:
            return NARRATOR
        spoken = [number for number in self._inner_to_outer(attribution) if speaks(self._attributions[number])]
        named = [(number, self._speaker(number)) for number in spoken]
        found = [(number, speaker) for number, speaker in named if speaker is None or _is_somebody(speaker)]
        if not found:
            return NARRATOR
        chain = tuple(speaker for _, speaker in reversed(found) if speaker is not None)
        innermost = found[0][0]
        return Voicing(_without_repetition(chain), self._cue(innermost), self._attributions[innermost].voice)

    def _is_own_remark(self, index: int, voice: Voice) -> bool:
        """Tell whether a relation names an office outside quotation marks: the outlet says who somebody is."""
        relation = self._relations[index]
        if relation.rule not in ROLE_RULES or voice in (Voice.NARRATOR, Voice.DIRECT):
            return False
        paragraph = self._text[self._text.rfind("\n", 0, relation.span.start) + 1 : relation.span.start]
        return paragraph.count("“") <= paragraph.count("”") and paragraph.count('"') % 2 == 0

    def _continued(self, index: int) -> int | None:
        """Return the attribution of a noun that a participle describes: "confirmed talks opening in May"."""
        relation = self._relations[index]
        if relation.rule not in ("participle", "adverbial") or relation.subject is None:
            return None
        for number, attribution in enumerate(self._attributions):
            if any(relation.subject.head.within(span) for span in attribution.content):
                return number
        return None

    def _cue(self, index: int) -> str | None:
        words = " ".join(self._text[span.start : span.end] for span in self._attributions[index].cue)
        return " ".join(words.split()) or None

    def _inner_to_outer(self, index: int | None) -> list[int]:
        found: list[int] = []
        while index is not None and index not in found:
            found.append(index)
            index = self._attributions[index].outer
        return found

    def _relation_of(self, cue: tuple[Span, ...]) -> int | None:
        """Return the first relation whose predicate shares a word with the cue."""
        found = [
            number
            for span in cue
            for place, number in self._places[
                bisect_left(self._starts, span.start - LONGEST_PREDICATE) : bisect_left(self._starts, span.end)
            ]
            if place.overlaps(span)
        ]
        return min(found, default=None)

    def _speaker(self, index: int) -> Reference | None:
        """Return the source: a name where the cue's subject or the source has one, else the source's words."""
        attribution = self._attributions[index]
        number = self._cue_relations.get(index)
        subject = self._relations[number].subject if number is not None else None
        if subject is not None and (self._is_relative(attribution.source) or _heads(subject, attribution.source)):
            found = self._references.of_argument(subject)
            if found is not None and (found.kind is Kind.ENTITY or subject.text != self._words(subject.span)):
                return found
        found_in_source = (self._references.of_source(span) for span in attribution.source)
        return next((one for one in found_in_source if one is not None), None)

    def _is_relative(self, source: tuple[Span, ...]) -> bool:
        """Tell whether a source is "who" or the like, so that the subject of its clause is the one it stands for."""
        return len(source) == 1 and self._words(source[0]).lower() in RELATIVES

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def parents(annotation: Annotation) -> dict[int, int]:
    """Map each relation that is a clause of another one to that one."""
    found: dict[int, int] = {}
    for index, relation in enumerate(annotation.relations):
        for argument in relation.arguments:
            if argument.relation is not None and argument.relation != index:
                found.setdefault(argument.relation, index)
    return found


def _reports(report: Relation, clause: Relation, index: int) -> bool:
    """Tell whether a relation reports the clause by a verb of saying, thinking or wanting."""
    roles = {argument.role for argument in report.arguments if argument.relation == index}
    if not roles & {"clause", "object"} or report.predicate.lemma not in reporting_verbs():
        return False
    return is_spoken(report.predicate.lemma, form=_form(report, clause))


def _heads(subject: Argument, source: tuple[Span, ...]) -> bool:
    return any(subject.head.within(span) for span in source)


def _form(report: Relation, clause: Relation) -> str:
    """Name the form of a clause under its report: of another than the subject, an infinitive of it, or finite."""
    if clause.rule not in ("control", "adverbial"):
        return "clause"
    is_same = clause.subject is None or report.subject is None or clause.subject.head == report.subject.head
    return "infinitive" if is_same else "object-infinitive"


def _is_somebody(speaker: Reference) -> bool:
    """Tell whether a speaker may speak: a name, a person, a body or a document, but no event and no value."""
    if speaker.kind is not Kind.TOPIC:
        return speaker.kind is Kind.ENTITY
    return noun_event_type(head_word(speaker.label)) is None


def _without_repetition(chain: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Leave out what lies between two mentions of one speaker: "she said that …, she said"."""
    kept: list[Reference] = []
    for one in chain:
        kept = [*kept[: kept.index(one)], one] if one in kept else [*kept, one]
    return tuple(kept)
