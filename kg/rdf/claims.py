"""Describe what is said: claims in graph/claims, entities and topics in graph/entities."""

from collections.abc import Iterator

from pyoxigraph import Literal, Quad
from rdflib.namespace import RDF, SDO

from kg.rdf.identifiers import Identifiers, relation
from kg.rdf.literals import number_literal
from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL, KG, LABEL, PLOVER, TEXT, TYPE, node
from kg.records import Claim, ClaimArgument, Kind, Reference

CLAIM, SCHEMA_CLAIM, ARGUMENT_CLASS = node(KG.Claim), node(SDO.Claim), node(KG.Argument)
SUBJECT, PREDICATE, OBJECT = node(RDF.subject), node(RDF.predicate), node(RDF.object)
ABOUT, LEMMA, PASSIVE = node(KG.about), node(KG.lemma), node(KG.passive)
QUANTITY, UNIT, BOUND = node(KG.quantity), node(KG.unit), node(KG.bound)
ARGUMENT, ROLE, VALUE, VALUE_LABEL = node(KG.argument), node(KG.role), node(KG.value), node(KG.valueLabel)
LABEL_BY_SLOT = {slot: node(KG[f"{slot}Label"]) for slot in ("subject", "object", "about")}
"""How a person would read a value that stands as subject, object or theme: `7 October` for 2023-10-07."""
TRUE = Literal(value=True)

EVENT_TYPE = node(KG.eventType)
ENTITY, TOPIC = node(KG.Entity), node(KG.Topic)
CLASS_BY_LABEL = {label: node(KG[name]) for label, name in CLASS_BY_ENTITY_LABEL.items()}


def describe_claim(claim: Claim, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe one claim as a reified statement with its qualifiers (RDF 1.1 reification, schema.org Claim)."""
    graph = identifiers.graph("claims")
    this = identifiers.room("claim", claim.key)
    yield Quad(this, TYPE, CLAIM, graph)
    yield Quad(this, TYPE, SCHEMA_CLAIM, graph)
    yield Quad(this, PREDICATE, relation(claim.predicate, passive=claim.passive), graph)
    yield Quad(this, LEMMA, Literal(claim.predicate), graph)
    yield Quad(this, TEXT, Literal(claim.text), graph)
    if claim.passive:
        yield Quad(this, PASSIVE, TRUE, graph)
    if claim.object_claim is not None:
        yield Quad(this, OBJECT, identifiers.room("claim", claim.object_claim), graph)
    for predicate, slot, reference in (
        (SUBJECT, "subject", claim.subject),
        (OBJECT, "object", claim.object),
        (ABOUT, "about", claim.about),
    ):
        if reference is not None:
            yield Quad(this, predicate, identifiers.reference(reference), graph)
            if reference.kind is Kind.VALUE and reference.label != reference.key:
                yield Quad(this, LABEL_BY_SLOT[slot], Literal(reference.label), graph)
    if claim.quantity is not None:
        yield Quad(this, QUANTITY, number_literal(claim.quantity), graph)
    if claim.unit is not None:
        yield Quad(this, UNIT, Literal(claim.unit), graph)
    if claim.bound is not None:
        yield Quad(this, BOUND, Literal(claim.bound), graph)
    for argument in claim.arguments:
        node_of_argument = identifiers.argument(argument)
        yield Quad(this, ARGUMENT, node_of_argument, graph)


def describe_argument(argument: ClaimArgument, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe an argument besides subject and object: its role and its value."""
    graph = identifiers.graph("claims")
    this = identifiers.argument(argument)
    reference = argument.reference
    yield Quad(this, TYPE, ARGUMENT_CLASS, graph)
    yield Quad(this, ROLE, Literal(argument.role), graph)
    yield Quad(this, VALUE, identifiers.reference(reference), graph)
    if reference.kind is Kind.VALUE and reference.label != reference.key:
        yield Quad(this, VALUE_LABEL, Literal(reference.label), graph)


def describe_reference(reference: Reference, *, identifiers: Identifiers) -> Iterator[Quad]:
    """Describe an entity by label and class, a topic by label and event type; a value needs no description."""
    if reference.kind is Kind.VALUE:
        return
    graph = identifiers.graph("entities")
    this = identifiers.reference(reference)
    if isinstance(this, Literal):
        return
    yield Quad(this, TYPE, ENTITY if reference.kind is Kind.ENTITY else TOPIC, graph)
    yield Quad(this, LABEL, Literal(reference.label), graph)
    if reference.type is None:
        return
    if reference.kind is Kind.TOPIC:
        yield Quad(this, EVENT_TYPE, node(PLOVER[reference.type]), graph)
    else:
        yield Quad(this, TYPE, CLASS_BY_LABEL.get(reference.type) or node(KG[reference.type.title()]), graph)
