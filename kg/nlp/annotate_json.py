"""What `kg annotate --format jsonl` writes: one plain object per article, the flat contract of DESIGN.md.

Every span is `[start, end)` in code points of `text`. A passive with an agent is written as it stands, subject first.
"""

from collections.abc import Iterable
from typing import Any

from kg.records import Annotation, Argument, Attribution, Relation, Span

Json = dict[str, Any]


def render_annotation(annotation: Annotation) -> Json:
    """Return the JSON object of one article."""
    return {
        "article": annotation.article.id,
        "text": annotation.article.text,
        "attributions": [_attribution(attribution) for attribution in annotation.attributions],
        "relations": [_relation(relation) for relation in annotation.relations],
        "entities": [{"span": list(entity.span), "label": entity.label} for entity in annotation.entities],
        "chains": [[list(span) for span in chain.mentions] for chain in annotation.chains if len(chain.mentions) > 1],
        "times": [{"span": list(time.span), "value": time.value} for time in annotation.times],
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(attribution.content),
        "voice": str(attribution.voice),
    }


def _relation(relation: Relation) -> Json:
    subject, arguments = _as_it_stands(relation)
    predicate = relation.predicate
    return {
        "predicate": {"lemma": predicate.lemma, "span": list(predicate.span), "text": predicate.text},
        "subject": {"span": list(subject.span), "text": subject.text} if subject is not None else None,
        "arguments": [_argument(argument) for argument in arguments],
        "polarity": str(relation.polarity),
        "certainty": str(relation.certainty),
        "tense": str(relation.tense),
        "attribution": relation.attribution,
        "time": relation.time,
        "quantity": relation.quantity,
        "unit": relation.unit,
        "confidence": relation.confidence,
        "rule": relation.rule,
    }


def _argument(argument: Argument | tuple[str, Argument]) -> Json:
    role, argument = argument if isinstance(argument, tuple) else (argument.role, argument)
    return {"role": role, "span": list(argument.span), "text": argument.text, "relation": argument.relation}


def _as_it_stands(relation: Relation) -> tuple[Argument | None, tuple[Argument | tuple[str, Argument], ...]]:
    """Return subject and arguments in the order of the words: "the team was led by Ode" has the team first."""
    if not relation.turned or relation.subject is None:
        return relation.subject, relation.arguments
    patient, *others = relation.arguments
    return patient, (("by", relation.subject), *others)


def _spans(spans: Iterable[Span]) -> list[list[int]] | None:
    return [list(span) for span in spans] or None
