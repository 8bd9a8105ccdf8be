"""`kg explain`: how one claim was read out of its sentence, and what was decided of it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.arguments import AsJson, GraphPath
from kg.cli.printing import print_json
from kg.graph import KnowledgeGraph
from kg.query.explain_records import Explanation, NamedThing, Place, ReadAgain


def explain(
    graph: GraphPath,
    assertion: Annotated[
        str,
        typer.Argument(
            metavar="ASSERTION", help='asr:… as kg trace prints it, its IRI, or words: "Russia demands regions".'
        ),
    ],
    tree: Annotated[
        bool,
        typer.Option("--tree/--no-tree", help="Read the article again to show the sentence's tree (some seconds)."),
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Show how a claim came about: its sentence and tree, the rule and model that made it, names and decisions."""
    with _reading(shown=tree and not as_json):
        found = KnowledgeGraph.open(graph).explain(assertion, read_again=tree)
    if as_json:
        print_json(asdict(found))
        return
    console = Console(highlight=False)
    for line in _lines(found):
        console.print(line, soft_wrap=not console.is_terminal)


def _reading(*, shown: bool) -> AbstractContextManager[object]:
    """Return what tells a person who waits that the article is read anew; it leaves nothing behind."""
    console = Console(stderr=True)
    waiting = "reading the article again to show the sentence's tree, some seconds; --no-tree does without"
    return console.status(waiting) if shown and console.is_terminal else nullcontext()


def _lines(found: Explanation) -> Iterator[Text]:
    row = found.row
    yield Text(found.says, style="bold underline")
    yield Text(f"{row.outlet}, {row.published or 'undated'}, article {row.article}, {found.short}", style="dim")
    yield from _section("Sentence", [_marked(found)])
    yield from _section("Who says it", _who(found))
    yield from _section("How firmly", _firmness(found))
    yield from _section(
        "Made by",
        [
            f"rule {row.rule}: {found.rule_says}",
            f"model {found.model or 'unknown'}; confidence {row.confidence:.2f} that the reading is right",
        ],
    )
    yield from _section("Read as", _parts(found))
    names = [
        f"{one.text} → {_meant(one)} ({one.form or one.kind}, {one.n_mentions:,}× in the article)"
        for one in found.names
        if one.kind == "entity"
    ]
    yield from _section("Names", names or ["no name in it"])
    yield from _section("Joined", _joined(found))
    yield from _section("Against it", [f"{one.says} ({', '.join(one.outlets)})" for one in found.against])
    reviews = [f"{one.verdict} by {one.by}, {one.at}{f': {one.note}' if one.note else ''}" for one in found.reviews]
    yield from _section("Reviews", reviews or ["nobody reviewed it"])
    yield from _section("Tree", _tree(found.again, found.not_again))


def _meant(one: NamedThing) -> str:
    """Say what a mention was resolved to; what has no name in the article is told by its IRI alone."""
    return f"<{one.iri}>" if one.iri.endswith(one.label) else f"{one.label} <{one.iri}>"


def _section(title: str, lines: Sequence[str | Text]) -> Iterator[Text]:
    if lines:
        yield Text()
        yield Text(title, style="bold")
    for line in lines:
        yield Text("  ").append(line) if isinstance(line, str) else Text("  ").append_text(line)


def _marked(found: Explanation) -> Text:
    """Return the sentence, the claim's own characters in bold and between ▸ and ◂."""
    row = found.row
    if row.sentence_start is None:
        return Text(row.sentence)
    start, end = row.start - row.sentence_start, row.end - row.sentence_start
    words = row.sentence[max(start, 0) : end]
    return Text.assemble(row.sentence[: max(start, 0)], ("▸" + words + "◂", "bold"), row.sentence[end:])


def _who(found: Explanation) -> list[str]:
    row, again = found.row, found.again
    if not row.speakers:
        return [f"{row.outlet}, in its own voice"]
    lines = [f"{' > '.join(row.speakers)}, {row.voice}; reporting words: {row.cue or 'none'}"]
    if again is not None and again.cue:
        lines.append(
            f"source {_places(again.source)}; cue {_places(again.cue)}; content {_places(again.content)} "
            f"({again.attribution_rule})"
        )
    return lines


def _places(places: Sequence[Place]) -> str:
    return ", ".join(f"“{one.text}” {one.start}–{one.end}" for one in places) or "none"


def _firmness(found: Explanation) -> list[str]:
    row = found.row
    polarity = "denied" if row.polarity == "negative" else "not denied"
    lines = [f"{row.certainty}, {polarity}, {row.tense} tense"]
    if found.again is not None and found.again.bearing:
        lines.append(f"words of the sentence that weigh on this: {', '.join(found.again.bearing)}")
    return lines


def _parts(found: Explanation) -> list[str]:
    row = found.row
    arguments = [(str(one.get("role")), str(one.get("text"))) for one in row.arguments]
    parts = [("subject", row.subject), ("predicate", row.predicate), ("object", row.object), *arguments]
    parts += [("time", row.time), ("place", row.place), ("event", row.event_type)]
    return [f"{name:<10} {value}" for name, value in parts if value]


def _joined(found: Explanation) -> list[str]:
    lines = [f"the same claim is told by {', '.join(found.told_by)}"] if len(found.told_by) > 1 else []
    for one in found.decisions:
        score = f" {one.score:.2f}" if one.score is not None else ""
        lines.append(f"{one.relation}{score} by {one.decided_by}: {one.other_says}")
        lines += [f"  because {reason}" for reason in one.reasons]
    return lines or ["to no other assertion"]


def _tree(again: ReadAgain | None, not_again: str | None) -> list[str]:
    if again is None:
        return [f"not shown: {not_again}"]
    model = "the model that read it" if again.is_same_model else "another model than the one that read it"
    claim = "gives the same claim" if again.is_same_claim else "does NOT give the same claim"
    return [f"read again just now by {again.model}, {model}: it {claim}; * words of the claim", "", *again.tree]
