import pytest

from kg.flat.marks import by_thing, find_cue, find_source
from kg.records import Span


def span(text, words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


SAID = "Kea Holm said the bridge is safe. She said so on Monday, and Kea Holm said it again."


@pytest.mark.parametrize(
    ("text", "cue", "claim", "outer", "expected"),
    [
        ("Kea Holm said the bridge is safe.", "said", "the bridge is safe", None, 0),
        ("The dam is old, Kea Holm said.", "said", "The dam is old", None, 0),
        (
            "What he said was that Ivo said little.",
            "said",
            "Ivo said little",
            "What he said was that Ivo said little",
            0,
        ),
        ("He announced the plan in June.", "announced in", "the plan", None, 0),
        ("Kea Holm Said the dam leaks.", "said", "the dam leaks", None, 0),
    ],
)
def test_a_cue_is_found_by_its_words(text, cue, claim, outer, expected):
    found = find_cue(
        text,
        cue,
        claim=span(text, claim),
        sentence=Span(0, len(text)),
        outer=span(text, outer) if outer else None,
    )
    first = text.lower().index(cue.split()[0])
    assert found is not None
    assert found.start == first
    assert expected == 0


def test_a_cue_of_a_quotation_over_several_sentences_is_found_near_it():
    text = "“The dam leaks,” Ivo Brandt said. “It has for years.”"
    claim = span(text, "It has for years")
    found = find_cue(text, "said", claim=claim, sentence=Span(text.index("“It"), len(text)), outer=None)
    assert found == span(text, "said")


def test_a_cue_is_no_part_of_a_word_and_may_be_missing():
    text = "Nobody essaid it."
    assert find_cue(text, "said", claim=Span(0, 6), sentence=Span(0, len(text)), outer=None) is None
    assert find_cue(text, " ", claim=Span(0, 6), sentence=Span(0, len(text)), outer=None) is None


def test_the_source_is_the_mention_nearest_to_the_cue():
    mentions = [span(SAID, "Kea Holm"), span(SAID, "She"), span(SAID, "Kea Holm", 1)]
    sentence = Span(0, len(SAID))
    first = find_source(mentions, cue=span(SAID, "said"), claim=span(SAID, "the bridge is safe"), sentence=sentence)
    second = find_source(mentions, cue=span(SAID, "said", 1), claim=span(SAID, "so on Monday"), sentence=sentence)
    assert (first, second) == (mentions[0], mentions[1])


def test_without_a_cue_the_source_stands_in_the_sentence_and_not_in_the_claim():
    text = "According to Ivo Brandt, Ivo Brandt was right."
    mentions = [span(text, "Ivo Brandt"), span(text, "Ivo Brandt", 1)]
    claim = span(text, "Ivo Brandt was right")
    assert find_source(mentions, cue=None, claim=claim, sentence=Span(0, len(text))) == mentions[0]
    assert find_source(mentions, cue=None, claim=claim, sentence=claim) is None
    assert find_source([], cue=None, claim=claim, sentence=claim) is None


def test_a_source_is_not_far_away():
    text = "Kea Holm spoke. " + "Nothing happened. " * 20 + "The dam leaks, it was said."
    found = find_source(
        [span(text, "Kea Holm")], cue=span(text, "said"), claim=span(text, "The dam leaks"), sentence=Span(0, len(text))
    )
    assert found is None


def test_mentions_meet_in_their_canonical_thing():
    found = by_thing([(9, 12, "entity/ivo"), (0, 4, "entity/ivo-brandt")], {"entity/ivo": "entity/ivo-brandt"})
    assert found == {"entity/ivo-brandt": [Span(0, 4), Span(9, 12)]}
