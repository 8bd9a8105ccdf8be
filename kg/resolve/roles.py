"""Offices of people with their time, and who is meant by an office without a name.

    assertions (titles, appositions) → Roles → HeldRoles (from, to) → link_offices → OfficeLinks

A man who is defence minister in June and secretary of a council in July is one man: offices at different times part
nobody. `The former defence minister` in an article of July is whoever held that office before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.lexicon.places import place_of
from kg.records import Account, Kind, Reference
from kg.records.roles import HeldRole
from kg.resolve.acting import ROLE_RULES
from kg.resolve.compare import probability
from kg.resolve.offices import HEADS, Office, office_words, parse_office
from kg.resolve.wording import slug

SAME_OFFICE = 0.8
"""From this score on an office without a name is its holder."""
_INDEFINITE = re.compile(
    r"(?:an?|any|another|some|several|no|one|two|three|each|every|his|her|their|its|my|our)\b", re.IGNORECASE
)
"""How a phrase begins that means no known holder of the office."""
_DEFINITE = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
TERM = 400
"""Days before or after an office was seen in which its holder may still, or already, be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that one article gives a person."""

    person: Reference
    office: Office
    article: str
    """The article's key."""
    seen: str | None
    """ISO date of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMention:
    """A place where an article names an office and nobody who holds it."""

    key: str
    """Whatever the caller knows the mention by, such as its chain."""
    text: str
    published: str | None
    people: frozenset[str] = frozenset()
    """Canonical keys of the people whom the article names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLink:
    """Who is meant by an office, with score and reasons."""

    mention: str
    person: str
    score: float
    reasons: tuple[str, ...]


def read_roles(account: Account) -> Iterator[Role]:
    """Yield the offices that an article gives to people by titles and appositions."""
    published = account.article.published.isoformat() if account.article.published else None
    for assertion in account.assertions:
        if assertion.rule in ROLE_RULES and assertion.claim.subject is not None:
            role = read_role(assertion.claim.subject, assertion.object_text, account.article.key, published)
            if role is not None:
                yield role


def read_role(person: Reference, words: str | None, article: str, published: str | None) -> Role | None:
    """Return the office that words beside a name give a person; None where they give none."""
    if person.kind is not Kind.ENTITY or person.type != "PERSON" or not words:
        return None
    office = parse_office(words)
    return Role(person=person, office=office, article=article, seen=published) if office is not None else None


def held_roles(roles: Iterable[Role], canonical: Mapping[str, str] | None = None) -> tuple[HeldRole, ...]:
    """Add up roles by person, office and whether it is past; in order of these.

    Args:
        roles: in any order.
        canonical: the key of the canonical entity by the key of each that is the same.
    """
    groups: dict[tuple[str, Office], list[Role]] = defaultdict(list)
    for role in roles:
        person = (canonical or {}).get(role.person.key, role.person.key)
        groups[person, role.office].append(role)
    found = []
    for person, office in sorted(groups, key=lambda one: (one[0], one[1].title, one[1].of or "", one[1].past)):
        group = groups[person, office]
        days = [role.seen for role in group if role.seen is not None]
        found.append(
            HeldRole(
                person=person,
                title=office.title,
                of=_reference(office.of),
                past=office.past,
                seen_from=min(days, default=None),
                seen_to=max(days, default=None),
                n_articles=len({role.article for role in group}),
            )
        )
    return tuple(found)


def link_offices(held: Iterable[HeldRole], mentions: Iterable[OfficeMention]) -> Iterator[OfficeLink]:
    """Yield who is meant by offices without names, in the order of the mentions; what is unsure is left out."""
    by_title: dict[str, list[HeldRole]] = defaultdict(list)
    for role in held:
        by_title[role.title.rpartition(" ")[2]].append(role)
    for mention in mentions:
        office = parse_office(mention.text)
        if office is not None and _is_definite(mention.text, office):
            candidates = [role for role in _candidates(by_title, office) if _may_be(role, office)]
            link = _choose(mention, office, candidates)
            if link is not None:
                yield link


def _is_definite(text: str, office: Office) -> bool:
    """Tell whether a phrase means a certain holder: by its article, or by the country that the office is of."""
    return _DEFINITE.match(text) is not None or (office.of is not None and not _INDEFINITE.match(text))


def _may_be(role: HeldRole, office: Office) -> bool:
    """Tell whether an office may be this one: one's words are among the other's, and there are no two countries."""
    if role.of is not None and office.of is not None and role.of.label != office.of:
        return False
    one, other = office_words(role.title), office_words(office.title)
    return one <= other or other <= one


def _candidates(by_title: Mapping[str, list[HeldRole]], office: Office) -> list[HeldRole]:
    last = office.title.rpartition(" ")[2]
    heads = HEADS if last in HEADS else {last}
    return [role for head in sorted(heads) for role in by_title.get(head, ())]


def _choose(mention: OfficeMention, office: Office, candidates: list[HeldRole]) -> OfficeLink | None:
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    for role in candidates:
        bits, reasons = _weigh(role, office, mention)
        best[role.person] = max(best.get(role.person, (bits, reasons)), (bits, reasons))
    if not best:
        return None
    person = max(sorted(best), key=lambda one: best[one][0])
    rivals = sum(2.0**bits for one, (bits, _) in best.items() if one != person)
    bits, reasons = best[person]
    score = round(probability(bits) * 2.0**bits / (2.0**bits + rivals), 3)
    return (
        OfficeLink(mention=mention.key, person=person, score=score, reasons=reasons) if score >= SAME_OFFICE else None
    )


def _weigh(role: HeldRole, office: Office, mention: OfficeMention) -> tuple[float, tuple[str, ...]]:
    """Add up the bits of evidence that a role's holder is meant."""
    bits = -4.0 + (3.0 if office_words(role.title) == office_words(office.title) else 0.5)
    reasons = [f"articles call {role.person} {role.title}" + (f" of {role.of.label}" if role.of else "")]
    if role.of is not None and role.of.label == office.of:
        bits += 4.0
    if role.person in mention.people:
        bits += 3.0
        reasons.append("the article names the holder")
    bits += _time(role, office, mention.published, reasons)
    return bits, tuple(reasons)


def _time(role: HeldRole, office: Office, published: str | None, reasons: list[str]) -> float:
    """Return what the time speaks: a past office was held before, a present one is held about now."""
    if published is None or role.seen_from is None or role.seen_to is None:
        return 0.0
    if office.past:
        if role.past or role.seen_from <= published:
            reasons.append(f"the office was seen from {role.seen_from} to {role.seen_to}, before {published}")
            return 2.0
        return -4.0
    if role.past:
        return -4.0
    days = _days(role.seen_from, published), _days(published, role.seen_to)
    if max(days) <= TERM and (min(days) >= -TERM):
        reasons.append(f"the office was seen from {role.seen_from} to {role.seen_to}, about {published}")
        return 2.0
    return 2.0 if min(days) >= 0 else -2.0


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _reference(label: str | None) -> Reference | None:
    """Return the country, body or place of an office, by the key that its own mentions have."""
    if label is None:
        return None
    return Reference(kind=Kind.ENTITY, key=slug(label), label=label, type="GPE" if place_of(label) else "ORG")
