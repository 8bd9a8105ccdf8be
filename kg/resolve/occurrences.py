"""What is known of a story and of an event from the places that tell of them: label, time, place, who takes part."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.records import ClaimCase, Form
from kg.records.event import Occurrence, Story
from kg.resolve.mention_nodes import COMMON_VERBS, MentionRecord
from kg.resolve.reporting import reporting_verbs

LABEL_WORDS = 4
MOST_PARTICIPANTS = 6
PLACE_ROLES = frozenset({"in", "at", "near"})
NOUN_FIRST = 0.5
"""What a verb counts against a noun when an event is named: the talks, and not to talk."""


def name_story(key: str, articles: Sequence[tuple[str, str | None]], vectors: Sequence[Mapping[str, float]]) -> Story:
    """Return a story with a label of the words that weigh most in it.

    Args:
        key: its key.
        articles: key and date of each, by date.
        vectors: the weights of each article's words.
    """
    weights: Counter[str] = Counter()
    for vector in vectors:
        weights.update(vector)
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:LABEL_WORDS]
    days = sorted(day for _, day in articles if day is not None)
    return Story(
        key=key,
        label=", ".join(heaviest),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        articles=tuple(article for article, _ in articles),
    )


def find_occurrences(
    story: str, mentions: Sequence[MentionRecord], nodes: Sequence[str], cases: Iterable[ClaimCase]
) -> Iterator[Occurrence]:
    """Yield the events of a story that more than one article tells of, in order of their keys."""
    places: dict[str, list[MentionRecord]] = defaultdict(list)
    for mention, node in zip(mentions, nodes, strict=True):
        if mention.form.is_event:
            places[node].append(mention)
    told: dict[str, list[ClaimCase]] = defaultdict(list)
    for case in cases:
        for event in dict.fromkeys((case.event, case.subject, case.object)):
            if event is not None and event in places:
                told[event].append(case)
    for node in sorted(places):
        if len({mention.article for mention in places[node]}) > 1 and any(map(_tells, places[node])):
            yield _occurrence(node, story, places[node], told[node])


def _tells(mention: MentionRecord) -> bool:
    """Tell whether a mention is of an event, and not of somebody's saying something or of nothing in particular."""
    return mention.lemma not in COMMON_VERBS and (mention.form is Form.NOUN or mention.lemma not in reporting_verbs())


def _occurrence(key: str, story: str, mentions: Sequence[MentionRecord], cases: Sequence[ClaimCase]) -> Occurrence:
    labels: Counter[str] = Counter()
    for mention in filter(_tells, mentions):
        labels[mention.lemma] += 1.0 if mention.form is Form.NOUN else NOUN_FIRST  # type: ignore[assignment] # halves
    parts = Counter(
        thing for case in cases for thing in (case.subject, case.object) if thing is not None and _is_entity(thing)
    )
    where = Counter(
        thing
        for case in cases
        for thing in (case.place, *(thing for role, thing in case.arguments if role in PLACE_ROLES))
        if thing is not None and _is_entity(thing)
    )
    return Occurrence(
        key=key,
        label=_most(labels) or "",
        story=story,
        type=_most(Counter(case.event_type for case in cases if case.event_type is not None)),
        time=_most(Counter(case.time for case in cases if case.time is not None and case.time[:1].isdigit())),
        place=_most(where),
        participants=tuple(sorted(parts, key=lambda thing: (-parts[thing], thing))[:MOST_PARTICIPANTS]),
        assertions=tuple(sorted(case.key for case in cases)),
    )


def _is_entity(thing: str) -> bool:
    return thing.startswith("entity/")


def _most(counts: Mapping[str, float]) -> str | None:
    return min(counts, key=lambda one: (-counts[one], one), default=None)
