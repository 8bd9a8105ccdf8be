"""Which type of event a relation names, by PLOVER: patterns of the lexicon over its frame.

A denied event keeps its type with negative polarity ("did not attack"). A refusal that is merged with what is refused
("refused to sign") is REJECT; its polarity is that of the signing.
"""

from dataclasses import replace

from kg.lexicon import load_lexicon
from kg.lexicon.events import EventPattern, is_event_alone, noun_event_type, patterns_by_predicate
from kg.records import Annotation, Argument, Relation, Span, Tense
from kg.resolve.event_frames import Filler, Frame, clause_filler, noun_filler, refused, turn_round
from kg.resolve.names import Names

HARM = frozenset({"ASSAULT", "COERCE", "ACCUSE"})
"""Types that a bare participle names whoever it is done by."""
_OCCURRENCE = load_lexicon("occurrence_verbs").words()


def event_type_of(frame: Frame) -> str | None:
    """Return PLOVER's event type of a frame; None where it names no event of politics or conflict."""
    pattern = match_pattern(frame)
    if pattern is not None:
        return pattern.type
    if frame.noun is not None:
        return noun_event_type(frame.noun) if is_event_alone(frame.noun) else None
    return _happening(frame)


def match_pattern(frame: Frame) -> EventPattern | None:
    """Return the first pattern that a frame fits, that of predicate and preposition before that of the verb alone."""
    for reading in frame.readings():
        for pattern in patterns_by_predicate().get(reading.predicate, ()):
            if fits(pattern, reading):
                return pattern
    return None


def fits(pattern: EventPattern, frame: Frame) -> bool:
    """Tell whether a frame meets every condition of a pattern."""
    subjects = frame.of("subject")
    return (
        _has_flags(pattern, frame)
        and (not subjects or _meets(pattern.slots.get("subject"), subjects))
        and all(_meets(pattern.slots.get(slot), frame.of(slot)) for slot in ("object", "clause"))
        and (not pattern.roles or any(_meets(wanted, frame.of(role)) for role, wanted in pattern.roles.items()))
        and not _is_barred(pattern, frame)
    )


def _has_flags(pattern: EventPattern, frame: Frame) -> bool:
    subjects = frame.of("subject")
    held = {
        "several": any("several" in classes for classes in subjects),
        "agent": bool(subjects),
        "future": frame.future,
        "passive": frame.passive,
    }
    return all(held[flag] for flag in pattern.flags)


def _meets(wanted: frozenset[str] | None, found: list[frozenset[str]]) -> bool:
    if wanted is None:
        return True
    if not found:
        return "-" in wanted
    return "*" in wanted or any(wanted & classes for classes in found)


def _is_barred(pattern: EventPattern, frame: Frame) -> bool:
    everything = pattern.without.get("any", frozenset())
    if any(everything & filler.classes for filler in frame.fillers):
        return True
    barred = {**pattern.without, **pattern.without_roles}
    return any(
        role != "any" and frame.of(role) and _meets(unwanted, frame.of(role)) for role, unwanted in barred.items()
    )


def _happening(frame: Frame) -> str | None:
    """Return the type of a noun that is said to happen: "talks began", "there was an attack"."""
    is_there = frame.predicate == "be" and all(filler.role == "subject" for filler in frame.fillers)
    if frame.predicate not in _OCCURRENCE and not is_there:
        return None
    role = "object" if frame.passive else "subject"
    words = [word[1:] for classes in frame.of(role) for word in sorted(classes) if word.startswith("=")]
    return next((noun_event_type(word) for word in words if is_event_alone(word)), None)


class EventTypes:
    """Finds the event types of one article's relations, each once."""

    def __init__(self, annotation: Annotation, names: Names) -> None:
        self._text = annotation.article.text
        self._relations = annotation.relations
        self._names = names
        self._labels = {entity.span: entity.label for entity in annotation.entities}
        self._label_by_end = {span.end: label for span, label in self._labels.items()}
        self._found: dict[int, str | None] = {}

    def of_relation(self, index: int) -> str | None:
        """Return the event type of a relation by its index."""
        if index not in self._found:
            self._found[index] = None  # a clause that contains itself ends here
            self._found[index] = _type_of_relation(self._relations[index], frame=self.frame(self._relations[index]))
        return self._found[index]

    def frame(self, relation: Relation) -> Frame:
        """Return what a relation is asked for its type."""
        predicate = relation.predicate.lemma
        parts = ([relation.subject] if relation.subject else []) + list(relation.arguments)
        fillers = _hearer_as_object(tuple(self._filler(part, relation=relation) for part in parts))
        refusal = refused(relation.predicate.text)
        if refusal is not None:
            what = clause_filler(f"to {predicate}", verb=predicate, event=None, finite=False, other=False)
            return Frame(predicate=refusal, fillers=(*fillers, what))
        is_noun = relation.rule == "nominal-event"
        return Frame(
            predicate=predicate,
            fillers=turn_round(fillers, predicate=predicate) if relation.passive else fillers,
            passive=relation.passive,
            future=relation.tense is Tense.FUTURE,
            noun=relation.predicate.text.split()[-1] if is_noun else None,
        )

    def _filler(self, part: Argument, *, relation: Relation) -> Filler:
        if part.role == "clause" or part.relation is not None:
            return self._clause(part, relation=relation)
        head = self._words(part.head)
        core = self._words(part.core)
        named = head[:1].isupper() and part.head.start != relation.sentence.start
        text = core if head in core else part.text
        return noun_filler(part.role, text, head=head, label=self._label(part.head), named=named)

    def _clause(self, part: Argument, *, relation: Relation) -> Filler:
        words = part.text.split()
        inner = self._relations[part.relation] if part.relation is not None else None
        to = words.index("to") if "to" in words else None
        after = words[to + 1].lower() if to is not None and to + 1 < len(words) else ""
        verb = inner.predicate.lemma if inner is not None else after
        event = self.of_relation(part.relation) if part.relation is not None else None
        above = relation.subject
        other = inner is not None and inner.subject is not None and (above is None or inner.subject.head != above.head)
        return clause_filler(
            part.text, verb=verb, event=event, finite=_is_finite(part, inner=inner, to=to), other=other, role=part.role
        )

    def _label(self, head: Span) -> str | None:
        """Return the label of the thing that a head word names."""
        named = self._names.covering(head)
        if named is not None:
            return named.type
        return self._labels.get(head) or self._label_by_end.get(head.end)

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _hearer_as_object(fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Take whom a clause is told, asked or promised for the object where there is no other."""
    if any(filler.role == "object" for filler in fillers):
        return fillers
    return tuple(replace(filler, role="object") if filler.role == "recipient" else filler for filler in fillers)


def _type_of_relation(relation: Relation, *, frame: Frame) -> str | None:
    """Return the type of a frame; where it has none as it is, a bare participle is asked as a passive.

    Parsers take "the men killed in the raid" for a clause in which the men kill; of harm the type is the same.
    """
    found = event_type_of(frame)
    if found is not None or frame.passive or not _may_be_participle(relation):
        return found
    turned = turn_round(frame.fillers, predicate=frame.predicate)
    found = event_type_of(replace(frame, fillers=turned, passive=True))
    return found if relation.rule == "participle" or found in HARM else None


def _may_be_participle(relation: Relation) -> bool:
    text = relation.predicate.text.lower()
    has_object = any(argument.role in ("object", "clause", "recipient") for argument in relation.arguments)
    return not has_object and " " not in text and not text.endswith("ing") and text != relation.predicate.lemma


def _is_finite(part: Argument, *, inner: Relation | None, to: int | None) -> bool:
    """Tell whether a clause states something: not an infinitive, a gerund or a subjunctive."""
    words = part.text.lower().split()
    if inner is None:
        return to is None and bool(words) and words[0] in ("that", "he", "she", "it", "they")
    said = inner.predicate.text.lower().split()
    if to is not None and said[0] in (*[word.lower() for word in part.text.split()[to + 1 :]], "to", "not"):
        return False
    if said[0].endswith("ing"):
        return False
    subject = inner.subject.text.lower() if inner.subject is not None else ""
    is_bare = said[0] in (inner.predicate.lemma.split()[0], "be", "should", "must")
    third = not subject.endswith("s") and " and " not in subject and subject not in ("i", "you", "we", "they")
    return not (is_bare and third)
