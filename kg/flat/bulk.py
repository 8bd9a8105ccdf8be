"""All claim rows of a graph at once: what `kg.query.claim_rows` yields, some twenty times as fast.

Whatever an article's assertions state is read from articles.sqlite, where it stands as it was described; what follows
from other articles, and what is not there, is read from the quads as columns. An assertion of which the two differ in
its claim, or that stands in the quads alone, is read from the quads as a whole.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.flat.columns import Canonical, Columns
from kg.query.rows import rows_of_assertions
from kg.rdf.claims import ARGUMENT, LABEL_BY_SLOT, ROLE, VALUE, VALUE_LABEL
from kg.rdf.decisions import SAME_AS, SAYS
from kg.rdf.describe import CLAIM, CONFIDENCE, OBJECT_TEXT, RULE, VOICE, WITHIN
from kg.rdf.identifiers import relation
from kg.rdf.literals import literal, number_literal, time_literal
from kg.rdf.vocabulary import LABEL, TEXT
from kg.records import ClaimRow
from kg.store import GraphStore, Heading
from kg.store.reviews import judgements

_LINES = "SELECT key, start, end, sentence_start, sentence_end, facts FROM assertions WHERE article = ?"


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A claim row and what it is made of; things and claims are named by room and key: `entity/russia`."""

    row: ClaimRow
    key: str
    article: str
    """Key of the article's revision."""
    claim: str
    """Key of the claim across articles."""
    own_claim: str
    """Key of the article's own claim."""
    claim_text: str
    within: str | None
    """Key of the assertion that reports this one."""
    speakers: tuple[str | None, ...]
    """Canonical things, outermost first; None for one that is no thing."""
    subject: str | None
    object: str | None
    """A thing; None for a clause or a value."""
    about: str | None
    place: str | None
    arguments: tuple[str | None, ...]


class BulkRows:
    """Makes the rows.

    Args:
        graph: open for reading.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._base = graph.base
        self._columns = Columns(graph)
        self._canonical = Canonical()
        self._things: dict[str, _Named] = {}
        # The longest first, so that both threads end together.
        articles = (CLAIM, OBJECT_TEXT, RULE, VOICE, CONFIDENCE, WITHIN)
        shared = ((SAYS, "claims"), (TEXT, "claims"), (LABEL, "entities"), *((p, "claims") for p in _SLOTS.values()))
        found = self._columns.singles([*((one, None) for one in articles), *shared])
        self._claims, self._object_texts, self._rules, self._voices, self._confidences, self._outer = found[:6]
        self._says, self._texts, self._labels = found[6:9]
        self._slot_labels = dict(zip(_SLOTS, found[9:], strict=True))
        self._same = self._columns.least(SAME_AS, "entities")
        self._same_claims = self._columns.least(SAME_AS, "claims")
        self._argument_labels = self._labelled_arguments()
        self._judgements = {key: found.value for key, found in judgements(graph).items()}

    @property
    def labels(self) -> dict[str, str]:
        """Return the labels of entities and topics by room and key; the canonical ones and the others."""
        return self._labels

    @property
    def same(self) -> dict[str, str]:
        """Return the canonical one of each entity or topic that is the same as another."""
        return self._same

    @property
    def same_claims(self) -> dict[str, str]:
        """Return the canonical one of each claim that is the same as another, by room and key."""
        return self._same_claims

    def text(self, claim: str) -> str:
        """Return a claim, given by its key, as a short sentence."""
        return self._texts.get(f"claim/{claim}", "")

    def __iter__(self) -> Iterator[BulkRow]:
        """Yield the rows in order of outlet, article and place."""
        slow = self._read_slowly()
        for heading in self._graph.tables.headings():
            text = self._graph.tables.text(heading.key) or ""
            lines = self._graph.tables.connection.execute(_LINES, (heading.key,)).fetchall()
            rows = [self._row(heading, text, line) for line in lines if self._is_plain(line)]
            rows += slow.get(heading.key, [])
            rows.sort(key=lambda found: (found.row.start, found.row.end, found.claim_text, found.key))
            yield from rows

    # An assertion

    def _is_plain(self, line: tuple[Any, ...]) -> bool:
        """Tell whether an assertion is in the quads as it stands in articles.sqlite, its arguments told apart."""
        said = self._claims.get(f"assertion/{line[0]}")
        facts = line[5]
        return said is not None and f'"claim":"{said[6:]}"' in facts and not _is_ambiguous(facts)

    def _row(self, heading: Heading, text: str, line: tuple[Any, ...]) -> BulkRow:
        key, start, end, sentence_start, sentence_end, given = line
        facts, this = json.loads(given), f"assertion/{key}"
        claim = f"claim/{facts['claim']}"
        says = self._says.get(this) or self._same_claims.get(claim, claim)
        speakers = [self._thing(one) for one in facts.get("speakers", ())]
        slots = {slot: self._slot(claim, slot, facts.get(slot)) for slot in _SLOTS}
        about = slots["about"] if slots["about"] != _NOTHING else slots["object"]
        clause = facts.get("object_claim")
        clause = self._same_claims.get(f"claim/{clause}", f"claim/{clause}") if clause is not None else None
        place = self._thing(facts.get("place"))
        arguments = self._arguments(claim, facts.get("arguments", ()))
        innermost = speakers[-1] if speakers else _NOTHING
        object_text = self._object_texts.get(this)
        quantity = facts.get("quantity")
        row = ClaimRow(
            assertion=self._base + this,
            claim=self._base + says,
            article=heading.id,
            outlet=heading.outlet,
            published=heading.published,
            url=heading.url,
            title=heading.title,
            speaker=innermost[0],
            speaker_iri=self._iri(innermost[1]),
            speakers=tuple(label or "" for label, _ in speakers),
            cue=facts.get("cue"),
            voice=self._voices[this].rpartition("#")[2].lower(),
            subject=slots["subject"][0],
            subject_iri=self._iri(slots["subject"][1]),
            predicate=facts["predicate"],
            object=object_text if object_text is not None else slots["object"][0],
            object_iri=self._iri(clause or slots["object"][1]),
            about=about[0],
            about_iri=self._iri(about[1]),
            arguments=tuple(
                {"role": role, "text": label, "iri": self._iri(thing)} for role, (label, thing) in arguments
            ),
            event_type=facts.get("event_type"),
            polarity=facts["polarity"],
            certainty=facts["certainty"],
            tense=facts["tense"],
            time=self._canonical.text(time_literal(facts["time"])) if "time" in facts else None,
            place=place[0],
            quantity=float(self._canonical.text(number_literal(quantity))) if quantity is not None else None,
            unit=facts.get("unit"),
            sentence=text[sentence_start:sentence_end],
            start=start,
            end=end,
            confidence=float(self._confidences[this]),
            rule=self._rules[this],
            relation=relation(facts["predicate"], passive=facts.get("passive", False)).value,
            sentence_start=sentence_start,
            verdict=self._judgements.get(key),
        )
        outer = self._outer.get(this)
        return BulkRow(
            row=row,
            key=key,
            article=heading.key,
            claim=says[6:],
            own_claim=facts["claim"],
            claim_text=self._texts.get(claim, ""),
            within=outer[10:] if outer is not None else None,
            speakers=tuple(thing for _, thing in speakers),
            subject=slots["subject"][1],
            object=slots["object"][1],
            about=about[1],
            place=place[1],
            arguments=tuple(thing for _, (_, thing) in arguments),
        )

    def _thing(self, given: str | None, label: str | None = None) -> "_Named":
        """Return label and canonical thing of what facts name as `entity/russia` or `value/450`."""
        if given is None:
            return _NOTHING
        if label is not None:
            return label, None
        found = self._things.get(given)
        if found is None:
            found = self._things[given] = self._look_up(given)
        return found

    def _look_up(self, given: str) -> "_Named":
        room, _, key = given.partition("/")
        if room == "value":
            return self._canonical.text(literal(key)), None
        this = self._graph.identifiers.room(room, key).value[len(self._base) :]
        canonical = self._same.get(this, this)
        return self._labels.get(canonical) or key.replace("-", " "), canonical

    def _slot(self, claim: str, slot: str, given: str | None) -> "_Named":
        label = self._slot_labels[slot].get(claim) if given is not None and given.startswith("value/") else None
        return self._thing(given, label)

    def _arguments(self, claim: str, given: list[list[str]]) -> list[tuple[str, "_Named"]]:
        """Return the arguments with label and thing, in the order in which `kg.rdf.restore` gives them."""
        if not given:
            return []
        found = {}
        for role, thing in given:
            room, _, key = thing.partition("/")
            key = self._canonical.text(literal(key)) if room == "value" else key
            label = self._argument_labels.get((claim, role, key)) if room == "value" else None
            found[role, room, key] = (role, self._thing(thing, label))
        return [argument for _, argument in sorted(found.items())]

    def _iri(self, thing: str | None) -> str | None:
        return self._base + thing if thing is not None else None

    # What is looked up another way

    def _labelled_arguments(self) -> dict[tuple[str, str, str], str]:
        """Return how values among arguments are read, where not as they are, by claim, role and value."""
        claims = self._graph.identifiers.graph("claims")
        found = self._graph.query(
            f"SELECT ?claim ?role ?value ?label {{ GRAPH {claims} {{ ?this {VALUE_LABEL} ?label ; {ROLE} ?role ; "
            f"{VALUE} ?value . ?claim {ARGUMENT} ?this }} }}"
        )
        assert isinstance(found, QuerySolutions)
        cut = len(self._base)
        return {
            (row["claim"].value[cut:], row["role"].value, row["value"].value): row["label"].value
            for row in found
            if isinstance(row["value"], Literal)
        }

    def _read_slowly(self) -> dict[str, list[BulkRow]]:
        """Return the rows of assertions that articles.sqlite does not tell of, or not plainly, by article."""
        plain = {
            f"assertion/{line[0]}"
            for line in self._graph.tables.connection.execute("SELECT key, 0, 0, 0, 0, facts FROM assertions")
            if self._is_plain(line)
        }
        rest = [NamedNode(self._base + this) for this in self._claims.keys() - plain]
        found = defaultdict(list)
        for row in rows_of_assertions(self._graph, rest) if rest else ():
            made = self._of_row(row)
            found[made.article].append(made)
        return found

    def _of_row(self, row: ClaimRow) -> BulkRow:
        this, cut = NamedNode(row.assertion), len(self._base)
        quad = next(self._graph.store.quads_for_pattern(this, CLAIM, None, None))
        own, article = quad.object, quad.graph_name
        assert isinstance(own, NamedNode)
        assert isinstance(article, NamedNode)
        things = {
            name: iri[cut:]
            for name in ("subject_iri", "object_iri", "about_iri", "speaker_iri")
            if (iri := getattr(row, name)) is not None and not iri[cut:].startswith("claim/")
        }
        outer = self._outer.get(row.assertion[cut:])
        return BulkRow(
            row=row,
            key=row.assertion[cut + 10 :],
            article=self._graph.identifiers.key(article)[1],
            claim=row.claim[cut + 6 :],
            own_claim=own.value[cut + 6 :],
            claim_text=self._texts.get(own.value[cut:], ""),
            within=outer[10:] if outer is not None else None,
            speakers=(None,) * (len(row.speakers) - 1) + (things.get("speaker_iri"),) if row.speakers else (),
            subject=things.get("subject_iri"),
            object=things.get("object_iri"),
            about=things.get("about_iri"),
            place=None,
            arguments=tuple(found["iri"][cut:] if found["iri"] else None for found in row.arguments),
        )


_Named = tuple[str | None, str | None]
"""A label, and the thing by room and key where it is one."""
_NOTHING: _Named = (None, None)
_SLOTS = {slot: LABEL_BY_SLOT[slot] for slot in ("subject", "object", "about")}


def _is_ambiguous(facts: str) -> bool:
    """Tell whether two arguments of one role have one value: articles.sqlite does not tell how each is read."""
    if facts.count('"value/') < 2:
        return False
    values = [(role, thing) for role, thing in json.loads(facts).get("arguments", ()) if thing.startswith("value/")]
    return len(values) != len(set(values))
