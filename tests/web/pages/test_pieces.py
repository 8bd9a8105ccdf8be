from hypothesis import given
from hypothesis import strategies as st

from kg.flat.page_records import TextMark
from kg.flat.records import Mark
from kg.web.pages.pieces import GAP, KINDS, cut_text


def mark(start, end, kind="claim", *keys):
    return TextMark(mark=Mark(start=start, end=end, kind=kind), assertions=keys or ("a",))


def show(text, *marks):
    """Return pieces as `text/kinds/owner`, with paragraphs apart."""
    return [
        [f"{piece.text}/{' '.join(piece.kinds)}/{piece.owner or ''}" for piece in pieces]
        for pieces in cut_text(text, marks)
    ]


def test_a_text_without_marks_is_its_paragraphs():
    assert show("One day.\n\nAnother day.\n \nLast.") == [["One day.//"], ["Another day.//"], ["Last.//"]]


def test_nested_marks_stand_side_by_side_and_the_shortest_claim_owns_a_piece():
    outer, inner = mark(0, 10, "claim", "outer"), mark(4, 7, "claim", "inner")
    assert show("0123456789", outer, inner) == [["0123/claim/outer", "456/claim/inner", "789/claim/outer"]]


def test_marks_that_overlap_are_cut_at_both_edges():
    assert show("0123456789", mark(0, 6, "content"), mark(4, 8, "claim", "b")) == [
        ["0123/content/", "45/content claim/b", "67/claim/b", "89//"]
    ]


def test_a_mark_over_two_paragraphs_goes_on_in_the_second():
    assert show("ab\n\ncd", mark(1, 5)) == [["a//", "b/claim/a"], ["c/claim/a", "d//"]]


def test_only_the_first_piece_of_a_claim_is_reached_by_tab():
    [pieces] = cut_text("0123456789", [mark(0, 10, "claim", "outer"), mark(4, 7, "claim", "inner")])
    assert [piece.first_of_owner for piece in pieces] == [True, True, False]


def test_nothing_but_white_space_or_punctuation_is_no_link():
    assert show("ab, cd", mark(0, 6, "claim", "outer"), mark(0, 2, "claim", "b"), mark(4, 6, "claim", "c")) == [
        ["ab/claim/b", ", /claim/", "cd/claim/c"]
    ]


def test_an_assertion_begins_at_its_claim_even_where_it_owns_nothing():
    marks = [mark(0, 2, "source", "a"), mark(3, 6, "claim", "a"), mark(3, 6, "claim", "b")]
    [pieces] = cut_text("0123456789", marks)
    assert {piece.text: set(piece.begins) for piece in pieces if piece.begins} == {"345": {"a", "b"}}


def test_a_mark_outside_of_the_text_is_left_out():
    assert show("abc", mark(2, 9), mark(1, 1), mark(-1, 2)) == [["abc//"]]


TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=60)


@given(st.data())
def test_pieces_are_the_text_and_say_of_every_character_what_the_marks_say(data):
    text = data.draw(TEXTS)
    place = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(place, place, st.sampled_from(KINDS), st.sampled_from("abc")), max_size=8))
    marks = [mark(min(a, b), max(a, b), kind, key) for a, b, kind, key in drawn]
    paragraphs = cut_text(text, marks)
    assert [
        "".join(piece.text for piece in pieces) for pieces in paragraphs
    ] == [part for part in GAP.split(text) if part]  # fmt: skip
    place, seen = 0, []
    for pieces in paragraphs:
        place = text.index("".join(piece.text for piece in pieces), place)
        for piece in pieces:
            for at in range(place, place + len(piece.text)):
                here = [one for one in marks if one.mark.start <= at < one.mark.end]
                assert set(piece.kinds) == {one.mark.kind for one in here}
                assert set(piece.assertions) == {key for one in here for key in one.assertions}
            place += len(piece.text)
            seen += piece.begins
    assert len(seen) == len(set(seen))
