"""The sample accounts and three more articles, linked across articles by hand: what questions are asked of.

Evening Echo copies Harbour Herald and tells in its own voice what others attribute; Coast Courier changes its text.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Literal, Quad

from kg.rdf import Run
from kg.rdf.claim_links import describe_claim_relations, describe_says
from kg.rdf.events import describe_occurrence, describe_story
from kg.rdf.identifiers import Identifiers
from kg.rdf.origins import describe_origins
from kg.rdf.roles import describe_roles
from kg.rdf.vocabulary import TEXT
from kg.records import Account, Assertion, Certainty, ClaimLink, ClaimRelation, ClusterLink, Polarity, Tense, Voice
from kg.records.event import Occurrence, Story
from kg.records.origin import Credit, Origin, OriginDecision, Origins
from kg.records.reviews import Judgement, Verdict
from kg.records.roles import HeldRole
from kg.store import GraphStore
from kg.store.reviews import add_reviews
from tests.accounts import (
    BERG,
    DEMANDS,
    FAIL,
    HELD,
    HOLD,
    HOST,
    LAUNCH,
    LAUNCH_45,
    LAUNCH_60,
    NORLAND,
    REJECT,
    WANT,
    account,
    article,
    assertion,
    build_sample_accounts,
    claim,
)

CONFIRM = claim(BERG, "confirm", text="Tomas Berg confirms that two countries hold peace talks", inner=HOLD)

ECHO = article(
    "ee-1",
    "Evening Echo",
    "2025-03-06",
    "Port is ready",
    "Port Ellis will host the peace talks. "
    "The peace talks fail before they begin. "
    "Tomas Berg did not confirm that two countries hold peace talks.",
)
COURIER_CHANGED = article(
    "cc-1",
    "Coast Courier",
    "2025-03-07",
    "Talks announced",
    "Norland may demand that Sudria cede four islands. "
    "The navy launched 60 drones. "
    "Sudria has not rejected the demand. "
    "Norhaven wants peace talks.",
)
AT = datetime(2025, 3, 8, 9, 0, tzinfo=UTC)


def build_newsroom(path: Path, *, run: Run) -> None:
    """Make the graph in a folder that is not there yet."""
    accounts = (*build_sample_accounts(), *_more_accounts())
    said = [found for one in accounts for found in one.assertions]
    with GraphStore.create(path) as graph:
        for one in accounts:
            graph.add(one, run=run)
        graph.flush()
        graph.replace_links(_links(accounts, said, graph.identifiers))
        rejected = next(found for found in said if found.claim == LAUNCH_60 and found.time is not None)
        accepted = next(found for found in said if found.claim == FAIL and found.speakers)
        add_reviews(
            graph,
            [
                Verdict(assertion=rejected.key, verdict=Judgement.REJECTED, by="Mia Lund", at=AT, note="old number"),
                Verdict(assertion=accepted.key, verdict=Judgement.ACCEPTED, by="Jon Vale", at=AT),
            ],
        )


def _more_accounts() -> tuple[Account, ...]:
    denied = {"polarity": Polarity.NEGATIVE}
    return (
        account(
            ECHO,
            assertion(ECHO, HOST, "Port Ellis will host the peace talks", tense=Tense.FUTURE),
            assertion(ECHO, FAIL, "The peace talks fail before they begin"),
            assertion(ECHO, CONFIRM, "Tomas Berg did not confirm that two countries hold peace talks", **denied),
        ),
        account(
            COURIER_CHANGED,
            assertion(
                COURIER_CHANGED,
                DEMANDS,
                "Norland may demand that Sudria cede four islands",
                certainty=Certainty.POSSIBLE,
            ),
            assertion(
                COURIER_CHANGED,
                LAUNCH_60,
                "The navy launched 60 drones",
                speakers=(BERG,),
                voice=Voice.INDIRECT,
                cue="said",
            ),
            assertion(COURIER_CHANGED, REJECT, "Sudria has not rejected the demand", **denied),
            assertion(COURIER_CHANGED, WANT, "Norhaven wants peace talks"),
        ),
    )


def cluster(found: Assertion) -> str:
    """Return the claim that an assertion was resolved to: what is denied is another claim than what is stated."""
    return f"{found.claim.key}-not" if found.polarity is Polarity.NEGATIVE else found.claim.key


def _links(accounts: tuple[Account, ...], said: list[Assertion], identifiers: Identifiers) -> Iterator[Quad]:
    clusters = {found.key: cluster(found) for found in said}
    yield from describe_says(clusters, identifiers=identifiers)
    for found in said:
        this = identifiers.room("claim", cluster(found))
        yield Quad(this, TEXT, Literal(found.claim.text), identifiers.graph("claims"))
    hosts = [found.key for found in said if found.claim == HOST]
    same = ClaimLink(
        left=hosts[0],
        right=hosts[-1],
        relation=ClaimRelation.SAME,
        score=0.9,
        reasons=("both say “host”",),
        decided_by="points",
    )
    yield from describe_claim_relations(_relations(), [same], clusters, identifiers=identifiers)
    articles = tuple(one.article.key for one in accounts)
    story = Story(key="s1", label="talks, islands, drones", first="2025-03-03", last="2025-03-07", articles=articles)
    yield from describe_story(story, identifiers=identifiers)
    yield from describe_occurrence(_talks(said), identifiers=identifiers)
    yield from describe_origins(_origins(accounts), identifiers=identifiers)
    yield from describe_roles(_roles(), identifiers=identifiers)


def _relations() -> Iterable[ClusterLink]:
    for left, right, relation, score, reason in (
        (LAUNCH_45.key, LAUNCH_60.key, ClaimRelation.CONTRADICTS, 0.8, "45 and 60 drones"),
        (LAUNCH_45.key, f"{LAUNCH.key}-not", ClaimRelation.CONTRADICTS, 0.7, "one denies it"),
        (REJECT.key, f"{REJECT.key}-not", ClaimRelation.CONTRADICTS, 0.95, "one denies it"),
        (HOLD.key, HELD.key, ClaimRelation.REFINES, 0.6, "who holds them is said"),
    ):
        yield ClusterLink(
            left=left, right=right, relation=relation, score=score, reasons=(reason,), decided_by="points"
        )


def _talks(said: list[Assertion]) -> Occurrence:
    return Occurrence(
        key="event/e1",
        label="peace talks",
        story="s1",
        type="CONSULT",
        time="2025-03",
        place="entity/port-ellis",
        participants=("entity/norland", "entity/sudria"),
        assertions=tuple(found.key for found in said if found.claim in (HOLD, HOST, FAIL, HELD)),
    )


def _origins(accounts: tuple[Account, ...]) -> Origins:
    keys = {one.article.outlet: one.article.key for one in accounts}
    herald, echo = keys["Harbour Herald"], keys["Evening Echo"]
    own = [Origin(key=key[:16], label=outlet, agency=None, first=key) for outlet, key in keys.items() if key != echo]
    origin_by_article = {one.article.key: keys[one.article.outlet][:16] for one in accounts}
    credit = Credit(agency="associated-press", label="Associated Press", whole=False, kind="closing", words="with AP")
    return Origins(
        origins=tuple(own),
        agencies=(Origin(key="associated-press", label="Associated Press", agency="associated-press", first=None),),
        origin_by_article=origin_by_article | {echo: herald[:16]},
        decisions=(
            OriginDecision(
                left=echo,
                right=herald,
                relation="copies",
                score=0.75,
                reasons=("three passages stand in both",),
                decided_by="shingles",
            ),
        ),
        borrowings=(),
        credits=((herald, credit),),
    )


def _roles() -> list[HeldRole]:
    return [
        HeldRole(
            person="ana-reyes",
            title=title,
            of=NORLAND,
            past=past,
            seen_from=day,
            seen_to="2025-03-06",
            n_articles=2,
        )
        for title, past, day in (("harbour minister", True, "2025-03-03"), ("foreign minister", False, "2025-03-04"))
    ]
