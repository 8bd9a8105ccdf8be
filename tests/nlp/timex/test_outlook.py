import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp.timex.outlook import outlook_of

VOCAB = spacy.blank("en").vocab


def draft(text):
    """Make a Doc of `word/tag/dep/head/lemma` parted by blanks."""
    pieces = [piece.split("/") for piece in text.split(" ")]
    pos = ["VERB" if piece[1].startswith("VB") else "AUX" if piece[1] == "MD" else "NOUN" for piece in pieces]
    return Doc(
        VOCAB,
        words=[piece[0] for piece in pieces],
        tags=[piece[1] for piece in pieces],
        pos=pos,
        deps=[piece[2] for piece in pieces],
        heads=[int(piece[3]) for piece in pieces],
        lemmas=[piece[4] if len(piece) > 4 else piece[0] for piece in pieces],
    )


CASES = {
    "past": ("They/PRP/nsubj/1 met/VBD/ROOT/1/meet Monday/NNP/obl/1", "past"),
    "present perfect": (
        "They/PRP/nsubj/2 have/VBP/aux/2 met/VBN/ROOT/2/meet Monday/NNP/obl/2",
        "past",
    ),
    "will": ("They/PRP/nsubj/2 will/MD/aux/2 meet/VB/ROOT/2 Monday/NNP/obl/2", "future"),
    "present": ("They/PRP/nsubj/1 meet/VBP/ROOT/1 Monday/NNP/obl/1", "present"),
    "is scheduled": (
        "It/PRP/nsubj:pass/2 is/VBZ/aux:pass/2 scheduled/VBN/ROOT/2/schedule for/IN/case/4 Monday/NNP/obl/2",
        "future",
    ),
    "agreed to meet": (
        "They/PRP/nsubj/1 agreed/VBD/ROOT/1/agree to/TO/mark/3 meet/VB/xcomp/1 Monday/NNP/obl/3",
        "future",
    ),
    "failed to meet": (
        "They/PRP/nsubj/1 failed/VBD/ROOT/1/fail to/TO/mark/3 meet/VB/xcomp/1 Monday/NNP/obl/3",
        "past",
    ),
    "may have met": (
        "They/PRP/nsubj/3 may/MD/aux/3 have/VB/aux/3 met/VBN/ROOT/3/meet Monday/NNP/obl/3",
        "past",
    ),
    "a participle after a noun": (
        "He/PRP/nsubj/1 confirmed/VBD/ROOT/1/confirm talks/NNS/obj/1 opening/VBG/acl/2/open Monday/NNP/obl/3",
        None,
    ),
    "inside a noun phrase of a verb in the present": (
        "Monday/NNP/nmod:poss/2 's/POS/case/0 fair/NN/nsubj/3 draws/VBZ/ROOT/3/draw crowds/NNS/obj/3",
        None,
    ),
    "inside a noun phrase of a verb in the past": (
        "Monday/NNP/nmod:poss/2 's/POS/case/0 fair/NN/nsubj/3 drew/VBD/ROOT/3/draw crowds/NNS/obj/3",
        "past",
    ),
    "ahead of it": (
        "They/PRP/nsubj/1 met/VBD/ROOT/1/meet ahead/RB/case/5 of/IN/fixed/2 the/DT/det/5 Monday/NNP/obl/1",
        None,
    ),
    "no verb": ("Monday/NNP/nmod/1 talks/NNS/ROOT/1", None),
}


@pytest.mark.parametrize("name", CASES)
def test_the_governing_verb_tells_the_outlook(name):
    text, expected = CASES[name]
    doc = draft(text)
    [monday] = [token for token in doc if token.text == "Monday"]
    assert outlook_of(monday) == expected
