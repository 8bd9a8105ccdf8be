"""Component `kg_relations`: who does what, to whom, when and where, at every place of the text that says so.

Doc → nodes → clauses → drafts of every rule → Relation records, in the order of the text
"""

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.relation.assemble import assemble
from kg.nlp.relation.clauses import read_clauses
from kg.nlp.relation.confidence import Assess, probability
from kg.nlp.relation.drafts import Draft, Reading
from kg.nlp.relation.events import find_nominal_events
from kg.nlp.relation.facts import find_appositions, find_titles
from kg.nlp.relation.tree import take_tree
from kg.nlp.relation.verbal import find_clause_relations
from kg.records import Relation

Rule = Callable[[Reading], Iterable[Draft]]


RULES: tuple[Rule, ...] = (find_clause_relations, find_appositions, find_titles, find_nominal_events)
"""What finds relations, in the order in which they are asked; where two find the same, the first one counts."""


@Language.component(
    "kg_relations",
    assigns=["doc._.relations"],
    requires=["token.dep", "token.head", "token.pos", "token.tag", "token.lemma"],
)
def set_relations(doc: Doc) -> Doc:
    """Write the relations of a parsed Doc on it."""
    if not doc.has_annotation("DEP"):
        return doc
    doc._.relations = extract_relations(doc)
    return doc


def extract_relations(doc: Doc, *, assess: Assess = probability) -> tuple[Relation, ...]:
    """Return the relations of a parsed text, in the order of the text."""
    nodes = take_tree(doc)
    reading = Reading(nodes=nodes, clauses=read_clauses(nodes))
    drafts = [draft for rule in RULES for draft in rule(reading)]
    return assemble(drafts, doc=doc, nodes=nodes, assess=assess)
