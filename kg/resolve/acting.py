"""Who acts for whom: seats, capitals and officials act for a country, and are not the country (`kg:actsFor`).

Metonymy is kept apart from identity, so that a question about a country may take in those who act for it or not.
"""

from collections.abc import Iterable, Iterator

from kg.lexicon.places import acts_for
from kg.records import Assertion, Decision, Kind, Reference
from kg.resolve.offices import UNIONS, parse_state_office
from kg.resolve.wording import slug

SEAT_SCORE, BODY_SCORE, OFFICIAL_SCORE = 0.9, 0.85, 0.8
ROLE_RULES = frozenset({"title", "apposition"})
"""Rules that tell who somebody is."""


def acting_decisions(assertions: Iterable[Assertion]) -> tuple[Decision, ...]:
    """Return who acts for whom in one article, each once, in order of the keys.

    Capitals, seats and unnamed officials count where they are subjects or speakers; people whom the article gives an
    office of a country count wherever it does so.
    """
    found: dict[tuple[Kind, str, str], Decision] = {}
    for assertion in assertions:
        for decision in (*_of_actors(assertion), *_of_office(assertion)):
            left = decision.left
            found.setdefault((left.kind, left.key, decision.right.key), decision)
    return tuple(found[name] for name in sorted(found))


def _of_actors(assertion: Assertion) -> Iterator[Decision]:
    for actor in (assertion.claim.subject, *assertion.speakers):
        if actor is None or actor.kind is Kind.VALUE or actor.type == "PERSON":
            continue
        seat = acts_for(actor.label) if actor.kind is Kind.ENTITY else None
        if seat is not None:
            reasons = (seat.reason, "it is named as one who acts or speaks")
            yield _decision(actor, seat.label, seat.type, score=SEAT_SCORE, reasons=reasons, rule="lexicon-acts-for")
            continue
        office = parse_state_office(actor.label)
        if office is not None:
            kind = "a body" if office.is_body else "an office"
            reasons = (f"{office.words} is {kind} of a state", f"the words name {office.country}")
            score = BODY_SCORE if office.is_body else OFFICIAL_SCORE
            yield _decision(
                actor, office.country, _label(office.country), score=score, reasons=reasons, rule="state-office"
            )


def _of_office(assertion: Assertion) -> Iterator[Decision]:
    """Yield the country that a person acts for by an office that the article itself gives: a title or apposition."""
    person, words = assertion.claim.subject, assertion.object_text
    if assertion.rule not in ROLE_RULES or person is None or person.type != "PERSON" or words is None:
        return
    office = parse_state_office(words)
    if office is not None and not office.is_body:
        reasons = (f"an article calls {person.label} {words}",)
        yield _decision(
            person,
            office.country,
            _label(office.country),
            score=OFFICIAL_SCORE,
            reasons=reasons,
            rule="office-of-a-person",
        )


def _label(country: str) -> str:
    return "ORG" if country in UNIONS else "GPE"


def _decision(
    left: Reference, label: str, label_type: str, *, score: float, reasons: tuple[str, ...], rule: str
) -> Decision:
    right = Reference(kind=Kind.ENTITY, key=slug(label), label=label, type=label_type)
    return Decision(left=left, right=right, relation="actsFor", score=score, reasons=reasons, decided_by=rule)
