"""What the articles of a story tell, as linking joins it: flat records that cross processes, apart from any store."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.lexicon.events import happening_verbs
from kg.records import ClaimCase, Form
from kg.resolve.mention_nodes import MentionRecord
from kg.store.facts import read_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAssertion:
    """An assertion as it was extracted, with its words."""

    key: str
    start: int
    end: int
    facts: str
    """JSON, as `kg.store.facts` writes it."""
    words: str
    """The words of the article at its place, with single blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldArticle:
    """An article of a story, with what is joined of it."""

    key: str
    outlet: str
    published: str | None
    mentions: tuple[MentionRecord, ...]
    """In order of their places."""
    assertions: tuple[ToldAssertion, ...]
    """In order of their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story before it is joined; it can be joined by any process."""

    key: str
    articles: tuple[ToldArticle, ...]
    """In order of date and key."""
    vectors: Mapping[str, Mapping[str, float]]
    """The weights of each article's words, by the article's key."""

    @property
    def mentions(self) -> list[MentionRecord]:
        """Return the mentions of all articles, in the order of the articles."""
        return [mention for article in self.articles for mention in article.mentions]


ResolvedMention = tuple[str, str, int, int, str]
"""What a mention was resolved to across articles; the key of its article, its start, end and form."""


def resolve_to(mentions: Sequence[MentionRecord], nodes: Sequence[str]) -> Iterator[ResolvedMention]:
    """Yield each mention of a story with what it was resolved to."""
    for mention, node in zip(mentions, nodes, strict=True):
        yield node, mention.article, mention.start, mention.end, mention.form.value


def build_cases(
    story: str,
    articles: Iterable[ToldArticle],
    mentions: Sequence[MentionRecord],
    nodes: Sequence[str],
    *,
    canonical: Mapping[str, str],
) -> Iterator[ClaimCase]:
    """Yield the assertions of a story's articles, their things named by what they were resolved to.

    Args:
        story: its key.
        articles: with their assertions.
        mentions: those of the articles.
        nodes: what each mention was resolved to.
        canonical: the key of the canonical entity by the key of each entity that is the same.
    """
    places: dict[str, list[tuple[MentionRecord, str]]] = {}
    for mention, node in zip(mentions, nodes, strict=True):
        places.setdefault(mention.article, []).append((mention, node))
    for article in articles:
        own = sorted(places.get(article.key, []), key=_start)
        for told in article.assertions:
            begun = own[bisect_left(own, told.start, key=_start) : bisect_left(own, told.end, key=_start)]
            inside = [(mention, node) for mention, node in begun if mention.end <= told.end]
            facts = json.loads(told.facts)
            case = read_case(
                told.key,
                article.key,
                facts,
                outlet=article.outlet,
                published=article.published,
                story=story,
                words=told.words,
                **find_event(facts["predicate"], inside),
            )
            named = {one.reference: one.node for one, _ in inside if one.reference and one.node}
            yield _rename(case, named, canonical)


def _start(placed: tuple[MentionRecord, str]) -> int:
    return placed[0].start


def _rename(case: ClaimCase, named: Mapping[str, str], canonical: Mapping[str, str]) -> ClaimCase:
    """Replace entities by their canonical ones, and what a mention in the assertion was resolved to by that."""

    def rename(thing: str | None) -> str | None:
        return None if thing is None else named.get(thing) or rename_thing(thing, canonical)

    return replace(
        case,
        subject=rename(case.subject),
        object=rename(case.object),
        about=rename(case.about),
        place=rename(case.place),
        arguments=tuple((role, rename(thing) or thing) for role, thing in case.arguments),
        speakers=tuple(rename_thing(thing, canonical) for thing in case.speakers),
    )


def rename_thing(thing: str, canonical: Mapping[str, str]) -> str:
    """Return an entity's canonical one, named by room and key; anything else as it is."""
    room, _, key = thing.partition("/")
    return f"entity/{canonical.get(key, key)}" if room == "entity" else thing


def find_event(predicate: str, inside: Sequence[tuple[MentionRecord, str]]) -> dict[str, str | bytes | None]:
    """Return the event that an assertion tells of, with its vector: the noun's where the verb says that it happens.

    Args:
        predicate: the lemma.
        inside: the mentions in the assertion with what they were resolved to.
    """
    events = [(mention, node) for mention, node in inside if mention.form.is_event]
    verb = predicate.partition(" ")[0]
    nouns = [pair for pair in events if pair[0].form is Form.NOUN] if predicate in happening_verbs() else []
    verbs = [pair for pair in events if pair[0].lemma == verb]
    for mention, node in (*nouns[:1], *verbs[:1]):
        return {"event": node, "vector": mention.vector}
    return {}
