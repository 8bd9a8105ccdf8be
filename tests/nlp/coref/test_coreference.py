"""Chains of Docs written by hand: a table of words, and the mentions of every chain as texts."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.nlp.coreference import extract_chains
from kg.records import Attribution, Quotation, Voice
from kg.records import Span as Place

VOCAB = spacy.blank("en").vocab
POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "JJ": "ADJ",
    "DT": "DET",
    "IN": "ADP",
    "WP": "PRON",
    "NNPS": "PROPN",
    "CD": "NUM",
    "RB": "ADV",
}


def draft(text):
    """Make a Doc of `word/tag/dep/head` parted by blanks; `|` ends a sentence, heads are counted from its start."""
    words, tags, deps, heads = [], [], [], []
    for sentence in text.split(" | "):
        offset = len(words)
        for piece in sentence.split(" "):
            word, tag, dep, head = piece.split("/")
            words.append(word)
            tags.append(tag)
            deps.append(dep)
            heads.append(offset + int(head))
    pos = [POS.get(tag, "VERB" if tag.startswith("VB") else "PUNCT" if tag == "." else "PART") for tag in tags]
    lemmas = [word.lower() for word in words]
    return Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, pos=pos, lemmas=lemmas)


def chains(doc):
    return [[doc.text[slice(*mention)] for mention in chain.mentions] for chain in extract_chains(doc)]


def anchors(doc):
    """Return the places that go by a name."""
    return [[doc.text[slice(*place)] for place in chain.anchors] for chain in extract_chains(doc) if chain.name]


def people(text, *ents):
    """Make a Doc whose entities are given as (index of the first token, number of tokens, label)."""
    doc = draft(text)
    doc.ents = [Span(doc, start, start + n, label=label) for start, n, label in ents]
    return doc


def test_a_degree_changes_no_person():
    doc = people(
        "Jo/NNP/nsubj/4 Ode/NNP/flat/0 ,/,/punct/3 MD/NN/appos/0 spoke/VBD/ROOT/4"
        " | Ode/NNP/nsubj/1 left/VBD/ROOT/1 | Jo/NNP/nsubj/2 Ode/NNP/flat/0 slept/VBD/ROOT/2",
        (0, 4, "PERSON"),
        (5, 1, "PERSON"),
        (7, 2, "PERSON"),
    )
    assert anchors(doc) == [["Jo Ode , MD", "Ode", "Jo Ode"]]


def test_a_surname_joins_its_full_name():
    doc = people(
        "Omar/NNP/nsubj/2 Haddad/NNP/flat/0 spoke/VBD/ROOT/2 | Haddad/NNP/nsubj/1 left/VBD/ROOT/1",
        (0, 2, "PERSON"),
        (3, 1, "PERSON"),
    )
    assert chains(doc) == [["Omar Haddad", "Haddad"]]
    assert doc.text[slice(*extract_chains(doc)[0].name)] == "Omar Haddad"


def test_a_surname_of_two_people_joins_neither():
    doc = people(
        "Omar/NNP/nsubj/4 Haddad/NNP/flat/0 Lina/NNP/conj/0 Haddad/NNP/flat/2 spoke/VBD/ROOT/4"
        " | Haddad/NNP/nsubj/1 left/VBD/ROOT/1",
        (0, 2, "PERSON"),
        (2, 2, "PERSON"),
        (5, 1, "PERSON"),
    )
    assert chains(doc) == []


def test_a_pronoun_joins_the_subject_of_the_verb_above():
    doc = people(
        "Omar/NNP/nsubj/1 said/VBD/ROOT/1 he/PRP/nsubj/3 left/VBD/ccomp/1",
        (0, 1, "PERSON"),
    )
    assert chains(doc) == [["Omar", "he"]]


def test_gender_keeps_a_pronoun_from_the_wrong_person():
    doc = people(
        "Martha/NNP/nsubj/1 met/VBD/ROOT/1 Omar/NNP/obj/1 | He/PRP/nsubj/1 left/VBD/ROOT/1",
        (0, 1, "PERSON"),
        (2, 1, "PERSON"),
    )
    assert chains(doc) == [["Omar", "He"]]


def test_a_pronoun_between_equals_goes_by_no_name():
    doc = people(
        "Omar/NNP/nsubj/3 and/CC/cc/2 Peter/NNP/conj/0 left/VBD/ROOT/3 | He/PRP/nsubj/1 sang/VBD/ROOT/1",
        (0, 1, "PERSON"),
        (2, 1, "PERSON"),
    )
    assert all("He" not in places for places in anchors(doc))


def test_partners_of_one_verb_are_two():
    doc = people("Omar/NNP/nsubj/1 saw/VBD/ROOT/1 him/PRP/obj/1", (0, 1, "PERSON"))
    assert chains(doc) == []


def test_it_joins_the_country_that_acts():
    doc = people(
        "Chad/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 agreed/VBD/ccomp/1",
        (0, 1, "GPE"),
    )
    assert chains(doc) == [["Chad", "it"]]


def test_it_in_a_second_clause_passes_a_plural_over():
    doc = people(
        "Chad/NNP/nsubj/1 claims/VBZ/ROOT/1 raids/NNS/nsubj/3 worked/VBD/ccomp/1 and/CC/cc/7 that/IN/mark/7 "
        "it/PRP/nsubj/7 left/VBD/conj/3",
        (0, 1, "GPE"),
    )
    assert chains(doc) == [["Chad", "it"]]


def test_they_is_not_the_noun_that_its_clause_describes():
    doc = people(
        "surveys/NNS/nsubj/3 they/PRP/nsubj/2 studied/VBD/acl:relcl/0 failed/VBD/ROOT/3",
    )
    assert chains(doc) == []


def test_it_joins_no_person():
    doc = people("Omar/NNP/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 works/VBZ/ccomp/1", (0, 1, "PERSON"))
    assert chains(doc) == []


def test_they_joins_a_plural_that_has_no_name():
    doc = people("Miners/NNS/nsubj/1 said/VBD/ROOT/1 they/PRP/nsubj/3 left/VBD/ccomp/1")
    [chain] = extract_chains(doc)
    assert chains(doc) == [["Miners", "they"]]
    assert chain.name is None


def test_an_office_joins_the_one_person_who_holds_it():
    doc = people(
        "Minister/NNP/nmod:desc/1 Omar/NNP/nsubj/2 spoke/VBD/ROOT/2 | The/DT/det/1 minister/NN/nsubj/2 left/VBD/ROOT/2",
        (1, 1, "PERSON"),
    )
    assert chains(doc) == [["Minister Omar", "The minister"]]
    assert anchors(doc) == [["Omar", "The minister"]]


def test_an_office_of_another_country_joins_nobody():
    doc = people(
        "Chadian/JJ/amod/2 Minister/NNP/nmod:desc/2 Omar/NNP/nsubj/3 spoke/VBD/ROOT/3"
        " | The/DT/det/2 Norwegian/JJ/amod/2 minister/NN/nsubj/3 left/VBD/ROOT/3",
        (0, 1, "NORP"),
        (2, 1, "PERSON"),
        (5, 1, "NORP"),
    )
    assert chains(doc) == []


def test_an_acronym_joins_the_long_name():
    doc = people(
        "World/NNP/compound/2 Food/NNP/compound/2 Forum/NNP/nsubj/3 met/VBD/ROOT/3 | WFF/NNP/nsubj/1 left/VBD/ROOT/1",
        (0, 3, "ORG"),
        (4, 1, "ORG"),
    )
    assert chains(doc) == [["World Food Forum", "WFF"]]


def test_two_names_of_a_country_are_one():
    doc = people(
        "Britain/NNP/nsubj/1 voted/VBD/ROOT/1 | UK/NNP/nsubj/1 left/VBD/ROOT/1",
        (0, 1, "GPE"),
        (2, 1, "GPE"),
    )
    assert chains(doc) == [["Britain", "UK"]]


@pytest.mark.parametrize("quoted", [True, False])
def test_i_is_the_speaker_of_a_quotation_only(quoted):
    doc = people(
        "“/``/punct/2 I/PRP/nsubj/2 left/VBD/ccomp/5 ”/''/punct/2 Omar/NNP/nsubj/5 said/VBD/ROOT/5", (4, 1, "PERSON")
    )
    text = doc.text
    content = Place(0, text.index("Omar") - 1)
    source = Place(text.index("Omar"), text.index("Omar") + 4)
    if quoted:
        doc._.quotations = (Quotation(spans=(content,)),)
        doc._.attributions = (
            Attribution(
                source=(source,),
                cue=(Place(text.index("said"), len(text)),),
                content=(content,),
                voice=Voice.DIRECT,
                cue_lemma="say",
                stance="report",
                confidence=0.9,
                rule="draft",
            ),
        )
    assert chains(doc) == ([["I", "Omar"]] if quoted else [])


def test_a_doc_without_a_tree_has_no_chains():
    assert extract_chains(Doc(VOCAB, words=["Omar", "left"])) == ()


@pytest.mark.parametrize(("label", "expected"), [("PERSON", []), ("ORG", [["We", "Acme"]])])
def test_we_is_a_body_and_no_single_person(label, expected):
    doc = people(
        "“/``/punct/2 We/PRP/nsubj/2 left/VBD/ccomp/5 ”/''/punct/2 Acme/NNP/nsubj/5 said/VBD/ROOT/5", (4, 1, label)
    )
    at = doc.text.index("Acme")
    content = Place(0, at - 1)
    doc._.quotations = (Quotation(spans=(content,)),)
    doc._.attributions = (
        Attribution(
            source=(Place(at, at + 4),),
            cue=(Place(at + 5, len(doc.text)),),
            content=(content,),
            voice=Voice.DIRECT,
            cue_lemma="say",
            stance="report",
            confidence=0.9,
            rule="quote",
        ),
    )
    assert chains(doc) == expected


def test_a_relative_pronoun_goes_by_the_name_that_its_clause_describes():
    doc = people(
        "Omar/NNP/nsubj/4 ,/,/punct/3 who/WP/nsubj/3 left/VBD/acl:relcl/0 sang/VBD/ROOT/4",
        (0, 1, "PERSON"),
    )
    [chain] = extract_chains(doc)
    assert [doc.text[slice(*place)] for place in chain.anchors] == ["Omar", "who"]
    assert len(chain.mentions) == 1


def test_who_is_the_nearest_people_where_the_tree_has_a_place():
    doc = people(
        "Miners/NNS/nsubj/6 on/IN/case/2 Ridge/NNP/nmod/0 ,/,/punct/5 who/WP/nsubj/5 left/VBD/acl:relcl/2"
        " sang/VBD/ROOT/6",
        (2, 1, "GPE"),
    )
    assert [[doc.text[slice(*place)] for place in chain.anchors] for chain in extract_chains(doc)] == [
        ["Miners", "who"]
    ]


def test_an_apposition_is_one_with_the_name_and_does_not_go_by_it():
    doc = people(
        "Omar/NNP/nsubj/5 ,/,/punct/3 the/DT/det/3 mayor/NN/appos/0 ,/,/punct/3 sang/VBD/ROOT/5", (0, 1, "PERSON")
    )
    assert chains(doc) == [["Omar", "the mayor"]]
    assert anchors(doc) == [["Omar"]]


def test_the_source_of_a_quotation_is_not_whom_it_speaks_of():
    doc = people(
        "Omar/NNP/nsubj/1 met/VBD/ROOT/1 Peter/NNP/obj/1 | “/``/punct/2 Omar/NNP/nsubj/2 sang/VBD/ccomp/5 ”/''/punct/2 "
        "he/PRP/nsubj/5 said/VBD/ROOT/5",
        (0, 1, "PERSON"),
        (2, 1, "PERSON"),
        (4, 1, "PERSON"),
    )
    text = doc.text
    content = Place(text.index("“"), text.index("he said") - 1)
    doc._.quotations = (Quotation(spans=(content,)),)
    doc._.attributions = (
        Attribution(
            source=(Place(text.index("he said"), text.index("he said") + 2),),
            cue=(Place(text.index("said"), len(text)),),
            content=(content,),
            voice=Voice.DIRECT,
            cue_lemma="say",
            stance="report",
            confidence=0.9,
            rule="quote",
        ),
    )
    assert chains(doc) == [["Omar", "Omar"], ["Peter", "he"]]
