"""Build accounts by hand: articles of our own wording and what they assert, with spans found by their words."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from kg.records import (
    Account,
    Article,
    Assertion,
    Certainty,
    Claim,
    ClaimArgument,
    Decision,
    Kind,
    Place,
    Polarity,
    Reference,
    Removal,
    ResolvedMention,
    Span,
    Tense,
    Voice,
)


def digest(*parts: object) -> str:
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def entity(name: str, label: str = "GPE") -> Reference:
    return Reference(kind=Kind.ENTITY, key=name.lower().replace(" ", "-"), label=name, type=label)


def topic(name: str, event_type: str | None = None) -> Reference:
    return Reference(kind=Kind.TOPIC, key=name.lower().replace(" ", "-"), label=name, type=event_type)


def value(key: str, label: str | None = None) -> Reference:
    return Reference(kind=Kind.VALUE, key=key, label=label or key)


def argument(role: str, reference: Reference) -> ClaimArgument:
    return ClaimArgument(role=role, reference=reference)


def article(name: str, outlet: str, published: str | None, title: str, text: str, **fields: Any) -> Article:
    day = date.fromisoformat(published) if published else None
    place = Place(path="sample.jsonl", article=name)
    return Article(id=name, outlet=outlet, published=day, title=title, text=text, place=place, reader="test", **fields)


def claim(
    subject: Reference | None,
    predicate: str,
    target: Reference | None = None,
    *,
    text: str,
    inner: Claim | None = None,
    about: Reference | None = None,
    arguments: Sequence[ClaimArgument] = (),
    passive: bool = False,
    quantity: float | None = None,
    unit: str | None = None,
) -> Claim:
    parts = (subject, predicate, passive, target, inner.key if inner else None, tuple(arguments), quantity, unit)
    return Claim(
        key=digest(*parts),
        subject=subject,
        predicate=predicate,
        passive=passive,
        object=target,
        object_claim=inner.key if inner else None,
        about=about or target,
        arguments=tuple(arguments),
        quantity=quantity,
        unit=unit,
        text=text,
    )


def assertion(source: Article, said: Claim, words: str, **fields: Any) -> Assertion:
    """Assert a claim where `words` stand in the text; the sentence is what lies between full stops around them."""
    start = source.text.index(words)
    span = Span(start, start + len(words))
    sentence = Span(source.text.rfind(". ", 0, start) + 2 if ". " in source.text[:start] else 0, 0)
    end = source.text.find(". ", span.end - 1)
    sentence = Span(sentence.start, len(source.text) if end < 0 else end + 1)
    defaults: dict[str, Any] = {
        "speakers": (),
        "cue": None,
        "voice": Voice.NARRATOR,
        "within": None,
        "polarity": Polarity.POSITIVE,
        "certainty": Certainty.CERTAIN,
        "tense": Tense.PRESENT,
        "event_type": None,
        "time": None,
        "place": None,
        "object_text": said.object.label if said.object else None,
        "confidence": 0.8,
        "rule": "clause",
    }
    key = digest(source.key, *span, said.key)
    return Assertion(key=key, claim=said, span=span, sentence=sentence, **(defaults | fields))


def account(source: Article, *assertions: Assertion, decisions: Sequence[Decision] = ()) -> Account:
    mentions = []
    for found in assertions:
        for reference in (found.claim.subject, found.claim.object):
            if reference is not None and reference.kind is Kind.ENTITY and reference.label in source.text:
                start = source.text.index(reference.label)
                span = Span(start, start + len(reference.label))
                mentions.append(ResolvedMention(span=span, kind="entity", reference=reference))
    return Account(
        article=source,
        assertions=assertions,
        mentions=tuple(dict.fromkeys(mentions)),
        decisions=tuple(decisions),
    )


NORLAND, SUDRIA, PORT_ELLIS, NORHAVEN = (entity(name) for name in ("Norland", "Sudria", "Port Ellis", "Norhaven"))
REYES, BERG = entity("Ana Reyes", "PERSON"), entity("Tomas Berg", "PERSON")
NAVY = entity("Norland Navy", "ORG")
TALKS, ISLANDS, DRONES, OFFICIAL = (
    topic("peace talks"),
    topic("four islands"),
    topic("drones"),
    topic("senior official"),
)
DEMAND = topic("demand")

HOLD = claim(
    topic("two countries"), "hold", TALKS, text="two countries hold peace talks", arguments=[argument("in", PORT_ELLIS)]
)
ANNOUNCE = claim(
    REYES, "announce", text="Ana Reyes announces that two countries hold peace talks", inner=HOLD, about=TALKS
)
CEDE = claim(SUDRIA, "cede", ISLANDS, text="Sudria cedes four islands")
DEMANDS = claim(NORLAND, "demand", text="Norland demands that Sudria cede four islands", inner=CEDE, about=ISLANDS)
HOST = claim(PORT_ELLIS, "host", TALKS, text="Port Ellis hosts peace talks")
LAUNCH_45 = claim(NAVY, "launch", DRONES, text="Norland Navy launches 45 drones", quantity=45, unit="drones")
LAUNCH_60 = claim(NAVY, "launch", DRONES, text="Norland Navy launches 60 drones", quantity=60, unit="drones")
LAUNCH = claim(NAVY, "launch", DRONES, text="Norland Navy launches drones")
FAIL = claim(TALKS, "fail", text="peace talks fail")
REJECT = claim(SUDRIA, "reject", DEMAND, text="Sudria rejects demand")
WANT = claim(NORHAVEN, "want", TALKS, text="Norhaven wants peace talks")
HELD = claim(TALKS, "hold", None, text="peace talks are held", passive=True, arguments=[argument("in", PORT_ELLIS)])

COURIER = article(
    "cc-1",
    "Coast Courier",
    "2025-03-03",
    "Talks announced",
    "Ana Reyes announced on Monday that two countries will hold peace talks in Port Ellis. "
    "Norland demands that Sudria cede four islands. "
    "The navy launched 45 drones, Tomas Berg said. "
    "Sudria rejected the demand.",
    url="https://courier.example/1",
    author="Mia Lund",
    removed=(Removal(kind="credit", text="Photo: M. L.", line=2),),
)
HERALD = article(
    "hh-1",
    "Harbour Herald",
    "2025-03-03",
    "Port prepares",
    '"Port Ellis will host the peace talks," Ana Reyes said. '
    "Norland demands that Sudria cede four islands. "
    "Tomas Berg denied that the navy launched drones.",
)
INDEPENDENT = article(
    "ii-1",
    "Island Independent",
    "2025-03-04",
    "Doubts grow",
    "According to Tomas Berg, Ana Reyes said the peace talks may fail. "
    "The navy launched 60 drones on Sunday. "
    "Peace talks were held in Port Ellis.",
)
DISPATCH = article(
    "dd-1",
    "Delta Dispatch",
    "2025-03-05",
    "Waiting for an answer",
    "Sudria has not rejected the demand. "
    "Port Ellis will host the peace talks, a senior official said. "
    "Norhaven wants peace talks.",
)


def build_sample_accounts() -> tuple[Account, ...]:
    """Four outlets on one invented quarrel: agreement, contradiction, hearsay, doubt, and a capital that acts."""
    announce = assertion(
        COURIER, ANNOUNCE, "Ana Reyes announced on Monday that two countries will hold peace talks in Port Ellis",
        tense=Tense.PAST, object_text="that two countries will hold peace talks in Port Ellis",
    )  # fmt: skip
    said_to_hold = assertion(
        COURIER, HOLD, "two countries will hold peace talks in Port Ellis", speakers=(REYES,), cue="announced",
        voice=Voice.INDIRECT, within=announce.key, tense=Tense.FUTURE, time="2025-03", place=PORT_ELLIS,
        event_type="CONSULT",
    )  # fmt: skip
    demanded = [_demand(source) for source in (COURIER, HERALD)]
    acts_for = Decision(
        left=NORHAVEN,
        right=NORLAND,
        relation="actsFor",
        score=0.9,
        reasons=("capital of Norland",),
        decided_by="capital",
    )
    by_berg: dict[str, Any] = {"speakers": (BERG,), "voice": Voice.INDIRECT, "tense": Tense.PAST}
    return (
        account(
            COURIER, announce, said_to_hold, *demanded[0],
            assertion(
                COURIER, LAUNCH_45, "The navy launched 45 drones", cue="said", object_text="45 drones", **by_berg
            ),
            assertion(COURIER, REJECT, "Sudria rejected the demand", tense=Tense.PAST, object_text="the demand"),
        ),
        account(
            HERALD,
            assertion(
                HERALD, HOST, "Port Ellis will host the peace talks", speakers=(REYES,), cue="said", voice=Voice.DIRECT,
                tense=Tense.FUTURE, object_text="the peace talks",
            ),
            *demanded[1],
            assertion(HERALD, LAUNCH, "the navy launched drones", cue="denied", polarity=Polarity.NEGATIVE, **by_berg),
        ),
        account(
            INDEPENDENT,
            assertion(
                INDEPENDENT, FAIL, "the peace talks may fail", speakers=(BERG, REYES), cue="said",
                voice=Voice.INDIRECT, certainty=Certainty.POSSIBLE,
            ),
            assertion(
                INDEPENDENT, LAUNCH_60, "The navy launched 60 drones on Sunday", tense=Tense.PAST, time="2025-03-02",
                object_text="60 drones",
            ),
            assertion(INDEPENDENT, HELD, "Peace talks were held in Port Ellis", tense=Tense.PAST, place=PORT_ELLIS),
        ),
        account(
            DISPATCH,
            assertion(
                DISPATCH, REJECT, "Sudria has not rejected the demand", polarity=Polarity.NEGATIVE,
                object_text="the demand",
            ),
            assertion(
                DISPATCH, HOST, "Port Ellis will host the peace talks", speakers=(OFFICIAL,), cue="said",
                voice=Voice.INDIRECT, tense=Tense.FUTURE, object_text="the peace talks",
            ),
            assertion(DISPATCH, WANT, "Norhaven wants peace talks"),
            decisions=[acts_for],
        ),
    )  # fmt: skip


def _demand(source: Article) -> tuple[Assertion, Assertion]:
    outer = assertion(
        source, DEMANDS, "Norland demands that Sudria cede four islands", object_text="that Sudria cede four islands"
    )
    inner = assertion(
        source, CEDE, "Sudria cede four islands", speakers=(NORLAND,), cue="demands", voice=Voice.INDIRECT,
        within=outer.key, certainty=Certainty.UNKNOWN,
    )  # fmt: skip
    return outer, inner
