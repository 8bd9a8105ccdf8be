"""Relations of clauses: one for each predicate, passives with an agent turned round."""

from collections.abc import Iterator

from kg.lexicon import load_lexicon
from kg.nlp.relation.arguments import read_arguments
from kg.nlp.relation.clause import SUBJECTS, Clause, heads_clause
from kg.nlp.relation.complements import clause_phrase
from kg.nlp.relation.drafts import Draft, Reading, Slot
from kg.nlp.relation.phrases import RELATIVE_WORDS, Phrase, is_free_relative, preposition_of, read_phrase
from kg.nlp.relation.predicates import base_form, governed, predicate_words
from kg.nlp.relation.relatives import antecedent_text
from kg.nlp.relation.sharing import fills_time, is_time
from kg.nlp.relation.tree import Node

TIME_SUBJECTS = frozenset({"be", "mark", "see", "bring", "pass", "come", "follow", "begin", "end", "start", "go"})
"""What a day or an hour can be the subject of."""
EMPTY_VERBS = frozenset(
    {"be", "do", "have", "seem", "appear", "become", "can", "could", "will", "would", "may", "might", "must", "should"}
)
"""Verbs that say nothing alone."""
EMPTY_SUBJECTS = frozenset({"it", "there"})
REPORTING = load_lexicon("cues").words(part="verb")


def find_clause_relations(reading: Reading) -> Iterator[Draft]:
    """Yield a draft for every clause that is whole enough to say something."""
    for clause in reading.clauses.values():
        if not clause.absorbed:
            draft = read_relation(clause)
            if draft is not None:
                yield draft


def read_relation(clause: Clause) -> Draft | None:
    """Return the relation of a clause; None where too little of it is there to be said."""
    subject = _subject_slot(clause)
    arguments = read_arguments(clause)
    if subject is None or _is_misread(clause, subject=subject) or _is_about_pronoun(clause):
        return None
    if (not _is_verb(clause) and clause.copula is None) or not heads_clause(clause.head):
        return None
    lemma = base_form(clause)
    special = governed(clause)
    words = predicate_words(clause)
    if special is not None:
        lead = preposition_of(special) or tuple(special.child_list("mark")[:1])
        lemma = " ".join([lemma, *(word.lower for word in lead)])
        words = (*words, *lead)
    draft = Draft(
        rule=str(clause.origin),
        head=clause.head,
        lemma=lemma,
        words=words,
        subject=subject,
        arguments=arguments,
        passive=clause.passive,
        clause=clause,
    )
    _take_reported(draft)
    if not draft.arguments and lemma in EMPTY_VERBS and not clause.head.has("expl"):
        return None
    return _turn(draft)


def _is_misread(clause: Clause, *, subject: Slot) -> bool:
    """Tell whether the tree cannot be right: a day that does something, a subject that is a whole clause's adverb."""
    head = subject.phrase.head
    if head.pos in ("ADV", "PUNCT", "CCONJ", "ADP", "SPACE"):
        return True
    timely = clause.copula is not None or clause.head.lemma in TIME_SUBJECTS or fills_time(head)
    if is_time(head) and not timely:
        return True
    if head.lower == "it" and clause.copula is not None and clause.head.has("ccomp", "csubj", "xcomp"):
        return True
    perfect = any(child.lemma == "have" for child in clause.head.children if child.dep == "aux")
    return clause.head.tag == "VBG" and perfect and not any(child.lemma == "be" for child in clause.head.children)


def _is_about_pronoun(clause: Clause) -> bool:
    """Tell whether a clause only fills in a pronoun, so that it says nothing alone: "saw" in "what he saw"."""
    noun = clause.antecedent
    if noun is None or not is_free_relative(noun) or noun.lower in ("where", "when", "how", "why"):
        return False
    return clause.subject is noun or not clause.head.has("obj")


def _subject_slot(clause: Clause) -> Slot | None:
    node = clause.subject
    if node is None or (clause.head.has("expl") and node.lower in EMPTY_SUBJECTS):
        return None
    if node.lower in RELATIVE_WORDS and node.tag in ("WDT", "WP") and node.lower != "what":
        return None
    if node.dep in SUBJECTS and heads_clause(node) and node.dep.startswith("csubj"):
        return Slot(role="subject", phrase=clause_phrase(node), clause=node)
    if is_time(node) and clause.copula is None and clause.head.lemma not in TIME_SUBJECTS:
        node = node.child("appos") or node
    leave = clause.modifier if clause.antecedent is node else None
    phrase = read_phrase(node, leave=leave or _relative_determiner(node))
    if phrase.nodes[0].lower == "not" and len(phrase.shown) > 1:  # the polarity says it
        phrase = Phrase(head=node, nodes=phrase.nodes[1:], shown=phrase.shown[1:])
    return Slot(role="subject", phrase=phrase, text=antecedent_text(node, clause=clause))


def _relative_determiner(node: Node) -> Node | None:
    """Return a "which" that the tree takes for the subject's article: "the law, which parliament passed"."""
    return next((child for child in node.child_list("det", "nmod:poss") if child.tag == "WDT"), None)


def _is_verb(clause: Clause) -> bool:
    return clause.head.pos in ("VERB", "AUX") or clause.head.tag.startswith("VB")


def _take_reported(draft: Draft) -> None:
    """Give a verb of saying that stands beside its clause that clause as object: "We won, said Ode"."""
    node = draft.head
    if node.dep != "parataxis" or node.head is None or not heads_clause(node.head) or node.lemma not in REPORTING:
        return
    if any(slot.role in ("clause", "object") for slot in draft.arguments):
        return
    said = node.head
    below = set(node.subtree())
    phrase = clause_phrase(said)
    kept = tuple(part for part in phrase.nodes if part not in below)
    if kept:
        phrase = type(phrase)(head=said, nodes=kept, shown=kept)
        draft.arguments.insert(0, Slot(role="clause", phrase=phrase, clause=said))


def _turn(draft: Draft) -> Draft:
    """Turn a passive with an agent round: "the team was led by Ode" says that Ode led the team."""
    if not draft.passive:
        return draft
    agent = next((slot for slot in draft.arguments if _is_agent(slot)), None)
    if agent is None or draft.subject is None:
        return draft
    patient = draft.subject
    draft.arguments = [patient, *(slot for slot in draft.arguments if slot is not agent)]
    patient.role, agent.role = "object", "subject"
    draft.subject, draft.passive, draft.turned = agent, False, True
    draft.rule += "-passive"
    return draft


def _is_agent(slot: Slot) -> bool:
    head: Node = slot.phrase.head
    if slot.role != "by" or slot.clause is not None or is_time(head):
        return False
    return head.dep == "obl:agent" or (
        head.entity not in ("DATE", "TIME", "PERCENT", "CARDINAL", "MONEY", "QUANTITY")
        and head.pos in ("NOUN", "PROPN", "PRON")
    )
