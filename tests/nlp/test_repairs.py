import random

import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp.relation.attachments import join_case
from kg.nlp.relation.tree import Node
from kg.nlp.repairs import REPAIRS, repair_tree

VOCAB = spacy.blank("en").vocab
ONE_IN_FOUR = 0.25
LEMMAS = {"told": "tell", "forced": "force", "denied": "deny", "claimed": "claim", "are": "be", "have": "have"}

# repair, words, parts of speech, tags, heads and labels as parsed, then heads and labels as they should be
CASES = [
    (
        "free_verb",
        "Troops denied guilt",
        "NOUN VERB NOUN",
        "NNS VBN NN",
        [1, 2, 2],
        "nsubj amod ROOT",
        [1, 1, 1],
        "nsubj ROOT obj",
    ),
    (
        "hang_report",
        "Ode told aides Monday that rain fell",
        "PROPN VERB NOUN PROPN SCONJ NOUN VERB",
        "NNP VBD NNS NNP IN NN VBD",
        [1, 1, 1, 1, 6, 6, 3],
        "nsubj ROOT iobj obl mark nsubj acl:relcl",
        [1, 1, 1, 1, 6, 6, 1],
        "nsubj ROOT iobj obl mark nsubj ccomp",
    ),
    (
        "hang_infinitive",
        "Rain forced them to flee",
        "NOUN VERB PRON PART VERB",
        "NN VBD PRP TO VB",
        [1, 1, 1, 4, 2],
        "nsubj ROOT obj mark acl",
        [1, 1, 1, 4, 1],
        "nsubj ROOT obj mark xcomp",
    ),
    (
        "hang_relative",
        "Ode sold mills which burned",
        "PROPN VERB NOUN PRON VERB",
        "NNP VBD NNS WDT VBD",
        [1, 1, 1, 4, 1],
        "nsubj ROOT obj nsubj ccomp",
        [1, 1, 1, 4, 2],
        "nsubj ROOT obj nsubj acl:relcl",
    ),
    (
        "raise_copula",
        "trouble is that they lied",
        "NOUN AUX SCONJ PRON VERB",
        "NN VBZ IN PRP VBD",
        [4, 4, 4, 4, 4],
        "nsubj:outer cop mark nsubj ROOT",
        [1, 1, 4, 4, 1],
        "nsubj ROOT mark nsubj ccomp",
    ),
    (
        "open_cleft",
        "It was Ode who lied",
        "PRON AUX PROPN PRON VERB",
        "PRP VBD NNP WP VBD",
        [2, 2, 2, 4, 2],
        "expl cop ROOT nsubj advcl:relcl",
        [2, 2, 2, 4, 2],
        "expl cop ROOT nsubj acl:relcl",
    ),
    (
        "free_main",
        "mills they bought burned",
        "NOUN PRON VERB VERB",
        "NNS PRP VBD VBD",
        [0, 2, 0, 2],
        "ROOT nsubj acl:relcl advcl",
        [3, 2, 0, 3],
        "nsubj nsubj acl:relcl ROOT",
    ),
    (
        "free_time_clause",
        "It came after Ode rejected plans",
        "PRON VERB ADP PROPN VERB NOUN",
        "PRP VBD IN NNP VBN NNS",
        [1, 1, 5, 5, 5, 1],
        "nsubj ROOT case compound amod obl",
        [1, 1, 4, 4, 1, 4],
        "nsubj ROOT mark nsubj advcl obj",
    ),
    (
        "read_state",
        "camps are firmly opposed",
        "NOUN AUX ADV VERB",
        "NNS VBP RB VBN",
        [3, 3, 3, 3],
        "nsubj:pass aux:pass advmod ROOT",
        [3, 3, 3, 3],
        "nsubj cop advmod ROOT",
    ),
    (
        "grade_state",
        "camps remain firmly divided",
        "NOUN VERB ADV VERB",
        "NNS VBP RB VBN",
        [1, 1, 1, 1],
        "nsubj ROOT advmod xcomp",
        [1, 1, 3, 1],
        "nsubj ROOT advmod xcomp",
    ),
    (
        "lower_conjunct",
        "This comes as Berg met aides and slept",
        "PRON VERB SCONJ PROPN VERB NOUN CCONJ VERB",
        "DT VBZ IN NNP VBD NNS CC VBD",
        [1, 1, 4, 4, 1, 4, 7, 1],
        "nsubj ROOT mark nsubj advcl obj cc conj",
        [1, 1, 4, 4, 1, 4, 7, 4],
        "nsubj ROOT mark nsubj advcl obj cc conj",
    ),
    (
        "free_content",
        "Troops claimed shells hit barracks",
        "NOUN VERB NOUN VERB NOUN",
        "NNS VBD NNS VBD NNS",
        [1, 1, 1, 1, 3],
        "nsubj ROOT obj conj obj",
        [1, 1, 3, 1, 3],
        "nsubj ROOT nsubj ccomp obj",
    ),
    (
        "free_subject",
        "Banks have yet to reply",
        "NOUN AUX ADV PART VERB",
        "NNS VBP RB TO VB",
        [1, 4, 4, 4, 4],
        "nsubj aux advmod mark ROOT",
        [4, 4, 4, 4, 4],
        "nsubj aux advmod mark ROOT",
    ),
    (
        "join_bracketed_title",
        "They met with ( chief ) Ode",
        "PRON VERB ADP PUNCT NOUN PUNCT PROPN",
        "PRP VBD IN -LRB- NN -RRB- NNP",
        [1, 1, 4, 4, 1, 1, 1],
        "nsubj ROOT case punct obl punct obj",
        [1, 1, 6, 4, 6, 1, 1],
        "nsubj ROOT case punct nmod:desc punct obl",
    ),
    (
        "lower_content",
        "Berg told aides that it rained and that rain froze",
        "PROPN VERB NOUN SCONJ PRON VERB CCONJ SCONJ NOUN VERB",
        "NNP VBD NNS IN PRP VBD CC IN NN VBD",
        [1, 1, 1, 5, 5, 1, 9, 9, 9, 1],
        "nsubj ROOT iobj mark nsubj ccomp cc mark nsubj conj",
        [1, 1, 1, 5, 5, 1, 9, 9, 9, 5],
        "nsubj ROOT iobj mark nsubj ccomp cc mark nsubj conj",
    ),
    (
        "raise_conjunct",
        "firms refrain from paying and stop",
        "NOUN VERB SCONJ VERB CCONJ VERB",
        "NNS VBP IN VBG CC VB",
        [1, 1, 3, 1, 5, 3],
        "nsubj ROOT mark advcl cc conj",
        [1, 1, 3, 1, 5, 1],
        "nsubj ROOT mark advcl cc conj",
    ),
    (
        "join_case",
        "plans for a mill",
        "NOUN ADP DET NOUN",
        "NNS IN DT NN",
        [0, 0, 3, 0],
        "ROOT case det nmod",
        [0, 3, 3, 0],
        "ROOT case det nmod",
    ),
    (
        "join_case",
        "a dean at the College of Tarn",
        "DET NOUN ADP DET PROPN ADP PROPN",
        "DT NN IN DT NNP IN NNP",
        [1, 1, 1, 1, 1, 6, 1],
        "det ROOT case det compound case nmod",
        [1, 1, 4, 4, 1, 6, 1],
        "det ROOT case det nmod case nmod",
    ),
    (
        "join_case",
        "a way of milling oats",
        "DET NOUN ADP VERB NOUN",
        "DT NN IN VBG NNS",
        [1, 1, 1, 1, 3],
        "det ROOT case acl obj",
        [1, 1, 3, 1, 3],
        "det ROOT mark acl obj",
    ),
    (
        "join_case",
        "hopes in Tarn rose",
        "NOUN ADP PROPN VERB",
        "NNS IN NNP VBD",
        [3, 0, 3, 3],
        "nsubj case nsubj ROOT",
        [3, 0, 3, 3],
        "nsubj case nsubj ROOT",
    ),
    (
        "join_case",
        "the mill Ode asked about",
        "DET NOUN PROPN VERB ADP",
        "DT NN NNP VBD IN",
        [1, 1, 3, 1, 1],
        "det ROOT nsubj acl:relcl case",
        [1, 1, 3, 1, 1],
        "det ROOT nsubj acl:relcl case",
    ),
    (
        "join_case",
        "plans of mill owners",
        "NOUN ADP NOUN NOUN",
        "NNS IN NN NNS",
        [3, 0, 3, 3],
        "compound case compound ROOT",
        [3, 0, 3, 3],
        "compound case compound ROOT",
    ),
    (
        "join_case",
        "plans for mills",
        "NOUN ADP NOUN",
        "NNS IN NNS",
        [0, 0, 1],
        "ROOT case nmod",
        [0, 0, 1],
        "ROOT case nmod",
    ),
    (
        "join_case",
        "plans of mills failed",
        "NOUN ADP NOUN VERB",
        "NNS IN NNS VBD",
        [2, 0, 3, 3],
        "nmod case obl ROOT",
        [2, 2, 3, 3],
        "nmod case obl ROOT",
    ),
    (
        "join_preposition",
        "Teams were led by chief Ode",
        "NOUN AUX VERB ADP NOUN PROPN",
        "NNS VBD VBN IN NN NNP",
        [2, 2, 2, 2, 2, 2],
        "nsubj:pass aux:pass ROOT compound:prt obl obl:agent",
        [2, 2, 2, 5, 5, 2],
        "nsubj:pass aux:pass ROOT case nmod:desc obl:agent",
    ),
    (
        "join_preposition",
        "They gave up in anger",
        "PRON VERB ADP ADP NOUN",
        "PRP VBD RP IN NN",
        [1, 1, 1, 4, 1],
        "nsubj ROOT compound:prt case obl",
        [1, 1, 1, 4, 1],
        "nsubj ROOT compound:prt case obl",
    ),
    (
        "join_title",
        "chief Ode left",
        "NOUN PROPN VERB",
        "NN NNP VBD",
        [2, 2, 2],
        "nsubj nsubj ROOT",
        [1, 2, 2],
        "nmod:desc nsubj ROOT",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_repair_mends_its_mistake_and_nothing_else(case):
    _, words, pos, tags, heads, deps, right_heads, right_deps = case
    lemmas = [LEMMAS.get(word, word) for word in words.split()]
    ents = ["B-PERSON" if word == "Ode" else "O" for word in words.split()]
    doc = Doc(
        VOCAB,
        words=words.split(),
        lemmas=lemmas,
        pos=pos.split(),
        tags=tags.split(),
        heads=heads,
        deps=deps.split(),
        ents=ents,
    )
    doc = repair_tree(doc)
    assert [token.head.i for token in doc] == right_heads
    assert [token.dep_ for token in doc] == right_deps.split()


def test_a_content_noun_keeps_its_clause():
    words, heads = ["Ode", "heard", "news", "that", "rain", "fell"], [1, 1, 1, 5, 5, 2]
    deps = ["nsubj", "ROOT", "obj", "mark", "nsubj", "acl"]
    tags, pos = ["NNP", "VBD", "NN", "IN", "NN", "VBD"], ["PROPN", "VERB", "NOUN", "SCONJ", "NOUN", "VERB"]
    lemmas = ["Ode", "hear", "news", "that", "rain", "fall"]
    doc = repair_tree(Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=lemmas))
    assert doc[5].head.i == 2


def test_a_preposition_never_closes_a_circle():
    dice, n_changed = random.Random(7), 0
    for _ in range(3000):
        nodes = grow_tree(dice)
        n_changed += sum(join_case(node, nodes) for node in nodes if node.dep == "case")
        assert all(len(list(climb(node))) <= len(nodes) for node in nodes)
    assert n_changed > 100


def grow_tree(dice):
    """Build a random tree of three to nine words, some of them white space, which has a head but is nobody's child."""
    size = dice.randint(3, 9)
    parts = [dice.choice(["NOUN", "VERB", "PRON", "ADP", "ADP", "DET"]) for _ in range(size)]
    labels = ["case" if pos == "ADP" else dice.choice(["nmod", "obl", "compound", "amod", "acl"]) for pos in parts]
    nodes = [
        Node(
            i=i,
            text="word",
            lower="word",
            lemma="word",
            pos=pos,
            tag="",
            dep=dep,
            start=i,
            end=i + 1,
            entity="",
            entity_start=False,
            sentence=0,
        )
        for i, (pos, dep) in enumerate(zip(parts, labels, strict=True))
    ]
    order = dice.sample(nodes, size)
    for place, node in enumerate(order[1:], start=1):
        node.move(order[dice.randrange(place)], node.dep)
    for node in nodes:
        if node.head is not None and not node.children and dice.random() < ONE_IN_FOUR:
            node.text, node.pos, node.dep = "\n", "SPACE", "dep"
            node.head.children.remove(node)
    return nodes


def climb(node):
    """Yield the words above one, no more than a tree of nine words can have."""
    for _ in range(10):
        if node.head is None:
            return
        node = node.head
        yield node


def test_each_repair_has_a_name_of_its_own():
    assert len({repair.__name__ for repair in REPAIRS}) == len(REPAIRS)
