"""Write the articles of the large graph, and with every word note who asserts what there.

Issue → sentences, each telling a fact in the outlet's own voice or in somebody's → Account, with what is told of
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import accumulate
from random import Random
from typing import Any

from kg.rdf.identifiers import slug
from kg.records import (
    Account,
    Article,
    Assertion,
    Certainty,
    Claim,
    Form,
    Kind,
    Mention,
    Place,
    Polarity,
    Reference,
    ResolvedMention,
    Span,
    Tense,
    Voice,
)
from kg.resolve.wording import is_plural, render_predicate
from tests.accounts import argument, claim, digest
from tests.benchmarks.large_world import Fact, Issue, World, words

FORMS = {"tell": 42, "said": 20, "quote": 10, "mixed": 5, "report": 10, "demand": 3, "relay": 3, "may": 4, "likely": 3}
"""How often each way of telling is taken."""
DENIALS = {"tell": 50, "deny": 35, "said": 15}
TWO = frozenset({"report", "demand"})
"""Ways that assert two things: that somebody says it, and what."""
BRIEF = 0.2
"""The part of the tellings that leave out the place and how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article, and which claim of the story each assertion is of."""

    issue: Issue
    account: Account
    families: dict[str, str]
    """A name for all that say the same in the story, by the key of each assertion."""
    events: dict[int, str]
    """The event that a verb tells of, by where it begins."""


def tell_all(world: World) -> Iterator[Told]:
    """Yield the articles of a world."""
    for issue in world.issues:
        yield _Writer(world, issue).write()


class _Writer:
    """Writes one article."""

    def __init__(self, world: World, issue: Issue) -> None:
        self._world, self._issue = world, issue
        self._random = Random(issue.seed)
        self._parts: list[str] = []
        self._length = 0
        self._sentence = 0
        self._mentions: list[ResolvedMention] = []
        self._drafts: list[dict[str, Any]] = []
        self._events: dict[int, str] = {}

    def write(self) -> Told:
        """Return the article with its account."""
        told = self._choose()
        n_sentences = 0
        while len(self._drafts) < self._issue.n_assertions:
            fact = told[n_sentences % len(told)]
            self._tell(fact, left=self._issue.n_assertions - len(self._drafts))
            n_sentences += 1
            self._add("\n\n" if n_sentences % 3 == 0 else " ")
            if self._random.random() < 0.1:
                self._add(self._random.choice(words()["fillers"]) + " ")
        return self._finish(told[0])

    def _choose(self) -> list[Fact]:
        """Return the facts that the article tells, the first ones of the story most likely."""
        facts = [one for one in self._issue.plot.facts if one.only in (None, self._issue.text_by)]
        weights = list(accumulate((rank + 4) ** -0.7 for rank in range(len(facts))))
        chosen = self._random.choices(facts, cum_weights=weights, k=2 * self._issue.n_assertions)
        return list(dict.fromkeys(chosen))

    def _tell(self, fact: Fact, *, left: int) -> None:
        opposes = fact.opposes(self._issue.text_by)
        denies = opposes and fact.denied
        forms = DENIALS if denies else FORMS
        [form] = self._random.choices(list(forms), weights=list(forms.values()))
        if form in TWO and left < 2:
            form = "tell"
        self._sentence = self._length
        n_before = len(self._drafts)
        brief = self._random.random() < BRIEF and fact.place is not None
        said = _Saying(fact, opposes=opposes, denies=denies, brief=brief, plain=form in ("quote", "deny"))
        _FORMS[form](self, said)
        for draft in self._drafts[n_before:]:
            draft["sentence"] = Span(self._sentence, self._length)

    # Ways of telling

    def _in_own_voice(self, said: "_Saying") -> None:
        self._assert(said, self._clause(said), voice=Voice.NARRATOR)
        self._add(".")

    def _perhaps(self, said: "_Saying", *, verb: str, certainty: Certainty) -> None:
        speaker = self._speaker(said)
        span = self._clause(said, verb=f"{verb} {said.fact.act.lemma}")
        self._assert(said, span, voice=Voice.INDIRECT, speakers=(speaker,), cue="said", certainty=certainty)
        self._add(", ")
        self._name(speaker)
        self._add(" said.")

    def _said(self, said: "_Saying", *, cue: str = "said") -> None:
        speaker = self._speaker(said)
        self._name(speaker, first=True)
        self._add(f" {cue} that ")
        self._assert(said, self._clause(said), voice=Voice.INDIRECT, speakers=(speaker,), cue=cue)
        self._add(".")

    def _quoted(self, said: "_Saying") -> None:
        speaker = self._speaker(said)
        self._add("“")
        self._assert(said, self._clause(said), voice=Voice.DIRECT, speakers=(speaker,), cue="said")
        self._add(",” ")
        self._name(speaker)
        self._add(" said.")

    def _half_quoted(self, said: "_Saying") -> None:
        speaker = self._speaker(said)
        self._name(speaker, first=True)
        self._add(" said ")
        span = self._clause(said, quoted=True)
        self._assert(said, span, voice=Voice.MIXED, speakers=(speaker,), cue="said")
        self._add(".")

    def _relayed(self, said: "_Saying") -> None:
        speaker, outer = self._speaker(said), said.fact.speakers[-1]
        self._add("According to ")
        self._name(outer)
        self._add(", ")
        self._name(speaker)
        self._add(" said that ")
        self._assert(said, self._clause(said), voice=Voice.INDIRECT, speakers=(outer, speaker), cue="said")
        self._add(".")

    def _reported(self, said: "_Saying", *, demanded: bool = False) -> None:
        speaker = self._named(said.fact.speakers[0])
        entry = self._random.choice(words()["report"])
        lemma, cue = ("demand", "demanded") if demanded else (entry["lemma"], entry["past"])
        start = self._length
        self._name(speaker, first=True)
        self._add(f" {cue} ")
        content = self._length
        self._add("that ")
        span = self._clause(said, verb=said.fact.act.lemma if demanded else None)
        inner = said.claim(self._named)
        outer = _report(speaker, lemma, inner)
        draft = self._draft(
            outer, Span(start, self._length), f"{said.family}/{lemma}/{said.fact.speakers[0].key}",
            tense=Tense.PAST, object_text="".join(self._parts)[content:], event_type="REQUEST" if demanded else None,
        )  # fmt: skip
        certainty = Certainty.UNKNOWN if demanded else Certainty.CERTAIN
        self._assert(
            said, span, voice=Voice.INDIRECT, speakers=(speaker,), cue=cue, within=draft["key"], certainty=certainty
        )
        self._add(".")

    def _denied(self, said: "_Saying") -> None:
        self._said(said, cue="denied")

    # Words

    def _clause(self, said: "_Saying", *, verb: str | None = None, quoted: bool = False) -> Span:
        """Write subject, verb, object, place and day, and note what they name."""
        start = self._length
        self._name(said.fact.subject, first=start == self._sentence)
        self._add(" ")
        self._event(said, verb or said.verb)
        self._add(" “" if quoted else " ")
        said.object_span = self._object(said)
        self._add("”" if quoted else "")
        if said.fact.place is not None and not said.brief:
            self._add(" in ")
            self._name(said.fact.place)
        if said.fact.day is not None:
            day = date.fromisoformat(said.fact.day)
            self._add(f" on {day.day} {day:%B}")
        return Span(start, self._length)

    def _object(self, said: "_Saying") -> Span:
        start = self._length
        if said.fact.object.kind is Kind.ENTITY:
            self._name(said.fact.object)
        elif said.quantity is not None:
            self._add(f"{said.quantity} {said.fact.object.label}")
        else:
            self._add(said.fact.object.label if said.fact.quantity is not None else f"the {said.fact.object.label}")
        return Span(start, self._length)

    def _event(self, said: "_Saying", verb: str) -> None:
        span = self._add(verb)
        lemma = said.fact.act.lemma
        read = Mention(span=span, head=span, form=Form.VERB, lemma=lemma)
        reference = Reference(kind=Kind.TOPIC, key=lemma, label=lemma, type=said.fact.act.event)
        self._mentions.append(ResolvedMention(span=span, kind="event", reference=reference, read=read))
        self._events[span.start] = f"event/{digest(self._issue.plot.key, said.fact.number)}"

    def _speaker(self, said: "_Saying") -> Reference:
        if self._random.random() < 0.12:
            label = self._random.choice(words()["unnamed"])
            return Reference(kind=Kind.TOPIC, key=slug(label), label=label)
        return self._named(self._random.choice(said.fact.speakers))

    def _named(self, reference: Reference) -> Reference:
        """Return what the outlet calls an entity."""
        return self._world.aliases.get(reference.key, reference) if self._issue.text_by % 2 else reference

    def _name(self, reference: Reference, *, first: bool = False) -> None:
        found = self._named(reference)
        if found.kind is not Kind.ENTITY:
            self._add(f"{'A' if first else 'a'} {found.label}")
            return
        span = self._add(found.label)
        lemma = found.label.split()[-1].lower()
        read = Mention(span=span, head=span, form=Form.NAME, lemma=lemma, label=found.type)
        self._mentions.append(ResolvedMention(span=span, kind="entity", reference=found, read=read))

    def _add(self, text: str) -> Span:
        self._parts.append(text)
        self._length += len(text)
        return Span(self._length - len(text), self._length)

    # Assertions

    def _assert(self, said: "_Saying", span: Span, **fields: Any) -> None:
        fact = said.fact
        defaults = {
            "polarity": Polarity.NEGATIVE if said.denies else Polarity.POSITIVE,
            "tense": Tense.FUTURE if fact.ahead else Tense.PAST,
            "event_type": fact.act.event,
            "time": fact.day,
            "place": None if said.brief else fact.place,
            "object_text": "".join(self._parts)[said.object_span.start : said.object_span.end],
        }
        self._draft(said.claim(self._named), span, said.family, **defaults | fields)

    def _draft(self, of: Claim, span: Span, family: str, **fields: Any) -> dict[str, Any]:
        draft = {
            "key": digest(self._issue.id, *span, of.key),
            "claim": of,
            "span": span,
            "family": f"{self._issue.plot.key}/{family}",
            "speakers": (),
            "cue": None,
            "voice": Voice.NARRATOR,
            "within": None,
            "polarity": Polarity.POSITIVE,
            "certainty": Certainty.CERTAIN,
            "time": None,
            "place": None,
            "confidence": round(self._random.uniform(0.45, 0.98), 2),
            "rule": "clause",
        } | fields
        self._drafts.append(draft)
        return draft

    def _finish(self, lead: Fact) -> Told:
        issue, outlet = self._issue, self._world.outlets[self._issue.outlet]
        article = Article(
            id=issue.id,
            outlet=outlet,
            published=issue.day,
            title=_title(lead),
            text="".join(self._parts).rstrip(),
            url=f"https://{slug(outlet)}.example/{issue.id}",
            author=self._random.choice(lead.speakers).label if self._random.random() < 0.3 else None,
            place=Place(path="large.jsonl", article=issue.id),
            reader="large",
        )
        families = {draft["key"]: draft.pop("family") for draft in self._drafts}
        return Told(
            issue=issue,
            account=Account(
                article=article,
                assertions=tuple(Assertion(**draft) for draft in self._drafts),
                mentions=tuple(self._mentions),
                decisions=(),
            ),
            families=families,
            events=self._events,
        )


class _Saying:
    """One telling of a fact: with which number, with or without its place, and whether it is denied."""

    def __init__(self, fact: Fact, *, opposes: bool, denies: bool, brief: bool, plain: bool) -> None:
        self.fact, self.denies, self.brief = fact, denies, brief
        self.quantity = None if brief else fact.rival if opposes and fact.rival is not None else fact.quantity
        side = "against" if opposes and not (brief and fact.rival is not None) else "for"
        self.family = f"{fact.number}/{side}/{'brief' if brief else 'whole'}"
        self.object_span = Span(0, 0)
        act = fact.act
        if fact.ahead:
            self.verb = f"will not {act.lemma}" if denies else f"will {act.lemma}"
        else:
            self.verb = f"did not {act.lemma}" if denies else act.past
        if plain and denies:  # "denied that" says no already
            self.verb = f"will {act.lemma}" if fact.ahead else act.past

    def claim(self, named: Callable[[Reference], Reference]) -> Claim:
        """Return the claim, its things named as the outlet names them."""
        place = None if self.brief else self.fact.place
        parts = (named(self.fact.subject), self.fact.act.lemma, named(self.fact.object))
        return _claim(*parts, self.quantity, named(place) if place is not None else None)


_FORMS: dict[str, Callable[[_Writer, _Saying], None]] = {
    "tell": _Writer._in_own_voice,
    "said": _Writer._said,
    "quote": _Writer._quoted,
    "mixed": _Writer._half_quoted,
    "report": _Writer._reported,
    "demand": partial(_Writer._reported, demanded=True),
    "relay": _Writer._relayed,
    "may": partial(_Writer._perhaps, verb="may", certainty=Certainty.POSSIBLE),
    "likely": partial(_Writer._perhaps, verb="is likely to", certainty=Certainty.PROBABLE),
    "deny": _Writer._denied,
}


@lru_cache(maxsize=50_000)
def _claim(subject: Reference, lemma: str, target: Reference, quantity: int | None, place: Reference | None) -> Claim:
    verb = render_predicate(lemma, plural=False, passive=False)
    counted = "" if quantity is None else f"{quantity} "
    where = "" if place is None else f" in {place.label}"
    return claim(
        subject, lemma, target,
        text=f"{subject.label} {verb} {counted}{target.label}{where}",
        arguments=[] if place is None else [argument("in", place)],
        quantity=quantity, unit=None if quantity is None else target.label,
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _report(speaker: Reference, lemma: str, inner: Claim) -> Claim:
    verb = render_predicate(lemma, plural=is_plural(speaker.label), passive=False)
    return claim(speaker, lemma, text=f"{speaker.label} {verb} that {inner.text}", inner=inner, about=inner.object)


def _title(fact: Fact) -> str:
    counted = "" if fact.quantity is None else f"{fact.quantity} "
    return (
        f"{fact.subject.label} to {fact.act.lemma} {counted}{fact.object.label}"
        if fact.ahead
        else (f"{fact.subject.label} {fact.act.past} {counted}{fact.object.label}")
    )
