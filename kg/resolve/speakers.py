"""Who asserts what: the chain of speakers of an attribution, outermost first."""

from kg.records import Annotation, Reference, Span, Voice
from kg.resolve.references import References


class Speakers:
    """Resolves the sources of one article's attributions."""

    def __init__(self, annotation: Annotation, references: References) -> None:
        self._attributions = annotation.attributions
        self._text = annotation.article.text
        self._relations = annotation.relations
        self._references = references
        self._cue_relations = {
            index: relation
            for index, attribution in enumerate(annotation.attributions)
            if (relation := self._relation_of(attribution.cue)) is not None
        }

    def chain(self, index: int | None) -> tuple[Reference, ...]:
        """Return the speakers from the outermost to the one of the given attribution; empty for the outlet's voice."""
        found: list[Reference] = []
        for number in self._inner_to_outer(index):
            speaker = self._speaker(number)
            if speaker is not None:
                found.append(speaker)
        return tuple(reversed(found))

    def cue(self, index: int | None) -> str | None:
        """Return the reporting words as they stand."""
        if index is None:
            return None
        words = " ".join(self._text[span.start : span.end] for span in self._attributions[index].cue)
        return " ".join(words.split()) or None

    def voice(self, index: int | None) -> Voice:
        """Return how the words are told; `narrator` where nobody is quoted."""
        return Voice.NARRATOR if index is None else self._attributions[index].voice

    def cue_relation(self, index: int | None) -> int | None:
        """Return the relation whose predicate is the cue of an attribution ("Peskov said …")."""
        return self._cue_relations.get(index) if index is not None else None

    def _inner_to_outer(self, index: int | None) -> list[int]:
        found: list[int] = []
        while index is not None and index not in found:
            found.append(index)
            index = self._attributions[index].outer
        return found

    def _relation_of(self, cue: tuple[Span, ...]) -> int | None:
        for number, relation in enumerate(self._relations):
            if any(relation.predicate.span.overlaps(span) for span in cue):
                return number
        return None

    def _speaker(self, index: int) -> Reference | None:
        attribution = self._attributions[index]
        for span in attribution.source:
            found = self._references.of_source(span)
            if found is not None:
                return found
        number = self._cue_relations.get(index)
        relation = self._relations[number] if number is not None else None
        return self._references.of_argument(relation.subject) if relation and relation.subject else None
