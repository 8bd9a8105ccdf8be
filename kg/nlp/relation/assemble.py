"""Drafts become relation records: nodes become spans and texts, clauses become indices, the layers add theirs."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.nlp.layers import certainties
from kg.nlp.modality import Modality, judge
from kg.nlp.relation.clause import Clause
from kg.nlp.relation.confidence import Assess, probability
from kg.nlp.relation.drafts import Draft, Slot
from kg.nlp.relation.phrases import core_nodes, span_of, write_out
from kg.nlp.relation.surroundings import Surroundings
from kg.nlp.relation.tree import Node
from kg.records import (
    Argument,
    Attribution,
    Certainty,
    Polarity,
    Predicate,
    QuantityMention,
    Relation,
    Span,
    Tense,
    TimeMention,
)

PLACES = frozenset({"GPE", "LOC", "FAC"})
STOPS = frozenset({".", "!", "?", "”", '"', "''"})
LONGEST_SMALL_WORD = 3
HEADLINE_SHARE = 0.7
QUANTITY_ROLES = ("object", "complement", "subject")
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "on", "outside", "inside", "across", "around", "throughout"})
TIME_ROLES = frozenset(
    {
        "time",
        "on",
        "in",
        "at",
        "during",
        "since",
        "until",
        "by",
        "before",
        "after",
        "over",
        "for",
        "from",
        "between",
        "within",
        "manner",
    }
)


def assemble(
    drafts: Sequence[Draft], *, doc: Doc, nodes: Sequence[Node], assess: Assess = probability
) -> tuple[Relation, ...]:
    """Turn drafts into records, in the order of the text, each with the layers that overlap it.

    Args:
        drafts: what the rules found.
        doc: the text with its layers.
        nodes: its words.
        assess: gives a draft its confidence, from the certainties of the tree and whether it stands in a headline.
    """
    sentences = group_sentences(nodes)
    headlines = {index for index, sentence in enumerate(sentences) if is_headline(sentence)}
    kept = [
        draft for draft in _without_doubles(drafts) if draft.clause is not None or draft.head.sentence not in headlines
    ]
    ordered = sorted(kept, key=lambda draft: draft.words[0].i if draft.words else draft.head.i)
    index_by_head: dict[int, int] = {}
    for index, draft in enumerate(ordered):
        if draft.clause is not None:
            for predicate in draft.clause.predicates:
                index_by_head.setdefault(predicate.i, index)
    desk = Desk(
        doc=doc, nodes=nodes, index_by_head=index_by_head, sentences=sentences, headlines=headlines, assess=assess
    )
    return tuple(desk.finish(draft) for draft in ordered)


class Desk:
    """What is needed of one Doc to finish its relations."""

    def __init__(
        self,
        *,
        doc: Doc,
        nodes: Sequence[Node],
        index_by_head: dict[int, int],
        sentences: Sequence[Sequence[Node]],
        headlines: set[int],
        assess: Assess,
    ) -> None:
        self.text = doc.text
        self.index_by_head = index_by_head
        self.around = Surroundings(doc, nodes)
        self.sentences = [span_of(sentence) for sentence in sentences]
        self.headlines = headlines
        self.certainties = certainties(doc)
        self.assess = assess
        self._cores: dict[int, Span] = {}

    def finish(self, draft: Draft) -> Relation:
        """Return the record of a draft."""
        subject = self._argument(draft.subject) if draft.subject is not None else None
        arguments = tuple(self._argument(slot) for slot in draft.arguments)
        time = self._time(draft)
        attribution = self.around.attribution_at(draft.head)
        modality = self._modality(draft, time=time, attribution=attribution)
        quantity = self._quantity(draft)
        words = draft.words or (draft.head,)
        spans = [span_of(words), *(slot.phrase.span for slot in _slots(draft))]
        return Relation(
            predicate=Predicate(
                lemma=draft.lemma,
                span=span_of(words),
                text=draft.text if draft.text is not None else " ".join(node.text for node in words),
            ),
            subject=subject,
            arguments=arguments,
            passive=draft.passive,
            turned=draft.turned,
            polarity=modality.polarity,
            certainty=modality.certainty,
            tense=modality.tense,
            attribution=attribution,
            span=Span(min(span.start for span in spans), max(span.end for span in spans)),
            sentence=self.sentences[draft.head.sentence],
            time=time.when if time is not None else None,
            place=_place(draft),
            quantity=quantity.value if quantity is not None else None,
            unit=quantity.unit if quantity is not None else None,
            bound=quantity.bound if quantity is not None else None,
            confidence=self._confidence(draft),
            rule=draft.rule,
        )

    def _confidence(self, draft: Draft) -> float:
        in_headline = draft.head.sentence in self.headlines
        return round(self.assess(draft, certainties=self.certainties, in_headline=in_headline), 3)

    def _argument(self, slot: Slot) -> Argument:
        phrase = slot.phrase
        core = self._core(phrase.head, within=phrase.span) if slot.clause is None else phrase.span
        return Argument(
            role=slot.role,
            span=phrase.span,
            text=slot.text if slot.text is not None else write_out(phrase.shown, text=self.text),
            core=core,
            head=Span(phrase.head.start, phrase.head.end),
            relation=self.index_by_head.get(slot.clause.i) if slot.clause is not None else None,
        )

    def _core(self, head: Node, *, within: Span) -> Span:
        """Return the span that a thing is labelled by, no longer than its phrase."""
        core = self._cores.get(head.i)
        if core is None:
            core = self._cores[head.i] = span_of(core_nodes(head))
        return Span(max(core.start, within.start), min(core.end, within.end)) if core.overlaps(within) else within

    def _time(self, draft: Draft) -> TimeMention | None:
        """Return the time that a phrase of the predicate names."""
        for slot in draft.arguments:
            if slot.role in TIME_ROLES and slot.clause is None:
                time = self.around.time_at(Span(slot.phrase.head.start, slot.phrase.head.end))
                if time is not None:
                    return time
        return None

    def _quantity(self, draft: Draft) -> QuantityMention | None:
        """Return the number that an argument holds: the object's first, else the subject's."""
        for slot in sorted(_slots(draft), key=_quantity_rank):
            if slot.clause is None and slot.role != "time":
                quantity = self.around.quantity_at(self._core(slot.phrase.head, within=slot.phrase.span))
                if quantity is not None:
                    return quantity
        return None

    def _modality(self, draft: Draft, *, time: TimeMention | None, attribution: int | None) -> Modality:
        if draft.modality is not None:
            return draft.modality
        if draft.clause is None:
            return Modality(polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN, tense=Tense.PRESENT)
        said = self.around.attribution(attribution)
        stance = said.stance if said is not None and _is_main(draft.clause, attribution=said) else None
        return judge(draft.clause, stance=stance, future_time=self.around.is_future(time))


def is_headline(sentence: Sequence[Node]) -> bool:
    """Tell whether a sentence is written like a headline: most words have a capital, and no full stop ends it."""
    if sentence[-1].text in STOPS:
        return False
    words = [
        node for node in sentence if len(node.text) > LONGEST_SMALL_WORD and node.text.isalpha() and not node.entity
    ]
    return len(words) > 1 and sum(node.text[0].isupper() for node in words) > HEADLINE_SHARE * len(words)


def _is_cue(predicates: Sequence[Node], *, attribution: Attribution) -> bool:
    """Tell whether one of the merged predicates is the cue, so that it has been judged already: "refused to answer"."""
    return any(Span(node.start, node.end).overlaps(cue) for node in predicates for cue in attribution.cue)


def _is_main(clause: Clause, *, attribution: Attribution) -> bool:
    """Tell whether a clause is what a speaker says, not one that is embedded in it as known."""
    if clause.top.dep in ("acl:relcl", "acl") or _is_cue(clause.outer, attribution=attribution):
        return False
    above: Clause | None = clause
    while above is not None:
        parent = above.parent
        if parent is None or not any(
            Span(parent.head.start, parent.head.end).within(span) for span in attribution.content
        ):
            return True
        if above.top.dep not in ("xcomp", "conj"):
            return False
        above = parent
    return True


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        subject = draft.subject.phrase.head.i if draft.subject is not None else None
        first = draft.arguments[0].phrase.head.i if draft.arguments else None
        kept.setdefault((draft.lemma, subject, first, draft.head.i if draft.clause else None), draft)
    return list(kept.values())


def _quantity_rank(slot: Slot) -> int:
    return QUANTITY_ROLES.index(slot.role) if slot.role in QUANTITY_ROLES else len(QUANTITY_ROLES)


def _slots(draft: Draft) -> list[Slot]:
    return [*([draft.subject] if draft.subject is not None else []), *draft.arguments]


def _place(draft: Draft) -> Span | None:
    for slot in draft.arguments:
        if slot.role in PLACE_PREPOSITIONS and slot.phrase.head.entity in PLACES:
            return span_of(core_nodes(slot.phrase.head))
    return None


def group_sentences(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return the words of each sentence without white space; a sentence of nothing else keeps its first node."""
    sentences: list[list[Node]] = []
    for node in nodes:
        if node.sentence == len(sentences):
            sentences.append([node])
        elif node.pos != "SPACE":
            sentences[-1].append(node)
    return sentences
