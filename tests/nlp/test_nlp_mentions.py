"""Every place that names a thing, a time or an event; Docs by hand, and vectors by hand where a test needs them."""

import numpy as np
import pytest

from kg.nlp.mentions import MOST_PARTNERS, find_events, find_things, find_times, write_mentions
from kg.nlp.network.meanings import WIDTH, Meanings
from kg.records import Chain, Form
from tests.nlp.parsed import parsed, place

FERRY = (
    "Omar/PROPN/NNP/nsubj/2 Haddad/PROPN/NNP/flat/0 sold/VERB/VBD/ROOT/2/sell the/DET/DT/det/4"
    " ferry/NOUN/NN/obj/2 of/ADP/IN/case/7 the/DET/DT/det/7 islands/NOUN/NNS/nmod/4/island"
    " on/ADP/IN/case/9 Friday/PROPN/NNP/obl/2 ./PUNCT/./punct/2"
)


@pytest.fixture
def doc():
    return parsed(FERRY, ents=[(0, 2, "PERSON")], times=[("Friday", "2024-03-15")])


def by_words(doc, mentions):
    return {doc.text[slice(*mention.span)]: mention for mention in mentions}


def test_names_and_noun_phrases_are_things_but_times_are_not(doc):
    found = by_words(doc, find_things(doc))
    assert {words: one.form for words, one in found.items()} == {
        "Omar Haddad": Form.NAME,
        "the ferry": Form.NOMINAL,
        "the islands": Form.NOMINAL,
    }
    assert found["Omar Haddad"].label == "PERSON"
    assert "plural" in found["the islands"].traits


def test_a_thing_knows_what_part_it_plays(doc):
    found = by_words(doc, find_things(doc))
    sold, ferry = (place(doc, word).start for word in ("sold", "ferry"))
    assert [(one.role, one.governor) for one in found.values()] == [("agent", sold), ("patient", sold), ("of", ferry)]


def test_who_takes_part_are_nouns_and_names_around(doc):
    assert by_words(doc, find_things(doc))["the ferry"].partners == ("island",)
    assert by_words(doc, find_things(doc))["the islands"].partners == ("ferry",)
    assert by_words(doc, find_events(doc))["sold"].partners == ("omar", "ferry", "friday")


def test_partners_are_few():
    many = " ".join(f"thing{n}/NOUN/NN/obj/0" for n in range(1, MOST_PARTNERS + 5))
    (event,) = find_events(parsed(f"sing/VERB/VB/ROOT/0 {many}"))
    assert len(event.partners) == MOST_PARTNERS


def test_a_time_is_named_by_its_value(doc):
    (time,) = find_times(doc)
    assert (time.form, time.lemma) == (Form.TIME, "2024-03-15")


def test_a_time_without_a_value_is_named_by_its_words():
    doc = parsed("later/ADV/RB/ROOT/0", times=[("later", None)])
    assert [time.lemma for time in find_times(doc)] == ["later"]


def test_a_chain_is_known_at_its_mentions(doc):
    spans = (place(doc, "Omar Haddad"), place(doc, "the ferry"))
    doc._.chains = (Chain(mentions=spans[:1], name=None, label=None), Chain(mentions=spans[1:], name=None, label=None))
    assert [one.chain for one in find_things(doc)] == [0, 1, None]


def test_a_relative_pronoun_stands_for_what_it_is_in_a_chain_with():
    doc = parsed("boats/NOUN/NNS/nsubj/3/boat which/PRON/WDT/nsubj/2 leak/VERB/VBP/acl:relcl/0 sink/VERB/VBP/ROOT/3")
    doc[1].set_morph("PronType=Rel")
    assert "which" not in by_words(doc, find_things(doc))
    doc._.chains = (Chain(mentions=(place(doc, "boats"), place(doc, "which")), name=None, label=None),)
    relative = by_words(doc, find_things(doc))["which"]
    assert (relative.form, relative.chain, relative.role) == (Form.PRONOUN, 0, "agent")


def test_the_adjective_of_a_country_names_it():
    doc = parsed("the/DET/DT/det/2 Chadian/ADJ/JJ/amod/2 ferry/NOUN/NN/ROOT/2")
    found = by_words(doc, find_things(doc))
    assert (found["Chadian"].form, found["Chadian"].label) == (Form.NAME, "NORP")
    assert "of Chad" in next(one for words, one in found.items() if words.endswith("ferry")).traits


def test_without_the_network_events_are_verbs_and_nouns_of_the_lexicon():
    doc = parsed(
        "the/DET/DT/det/1 attack/NOUN/NN/nsubj/2 scared/VERB/VBD/ROOT/2/scare"
        " the/DET/DT/det/4 goats/NOUN/NNS/obj/2/goat"
    )
    assert {words: one.form for words, one in by_words(doc, find_events(doc)).items()} == {
        "attack": Form.NOUN,
        "scared": Form.VERB,
    }


def test_an_event_with_a_name_is_one_event():
    doc = parsed(
        "the/DET/DT/det/2 Harbour/PROPN/NNP/compound/2 Games/PROPN/NNPS/nsubj/3/games began/VERB/VBD/ROOT/3/begin",
        ents=[(1, 2, "EVENT")],
    )
    assert list(by_words(doc, find_events(doc))) == ["Games", "began"]


def meanings(doc, happening):
    vectors = np.zeros((len(doc), 2 * WIDTH), dtype=np.float32)
    vectors[:, 0], vectors[:, WIDTH + 1] = 1, 1
    scores = np.array([5.0 if token.text in happening else -5.0 for token in doc], dtype=np.float32)
    return Meanings(row_by_token={token.i: token.i for token in doc}, vectors=vectors, happening=scores)


def test_with_the_network_nouns_that_it_takes_for_events_are(doc):
    doc._.meanings = meanings(doc, {"ferry"})
    found = by_words(doc, find_events(doc))
    assert list(found) == ["sold", "ferry"]
    assert np.frombuffer(found["sold"].vector, dtype=np.int8)[:2].tolist() == [127, 0]
    thing = by_words(doc, find_things(doc))["the ferry"]
    assert np.frombuffer(thing.vector, dtype=np.int8)[:2].tolist() == [0, 127]


def test_the_layer_is_in_order_and_a_noun_for_an_event_is_both(doc):
    doc._.meanings = meanings(doc, {"ferry"})
    layer = write_mentions(doc)._.mentions
    assert [one.span for one in layer] == sorted(one.span for one in layer)
    assert {one.form for one in layer if place(doc, "ferry").within(one.span)} == {Form.NOMINAL, Form.NOUN}


def test_what_is_not_parsed_has_no_mentions():
    doc = parsed("boats/NOUN/NNS//0")
    assert write_mentions(doc)._.mentions == ()
