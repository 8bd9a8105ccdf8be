"""Every article's one origin, and where its assertions come from."""

from random import Random

from kg.lexicon.agencies import agency_named
from kg.records import Span
from kg.resolve.origin_copies import find_copies
from kg.resolve.origins import AssertionOrigins, assign_origins
from tests.resolve.origin_records import prose, record

STORY = prose(1, 400)


def origins_of(records, texts):
    return assign_origins(records, find_copies(records, read=texts.__getitem__))


def groups(found):
    return sorted(sorted(origin.articles) for origin in found.origins)


def first_words(text, n_words):
    return " ".join(text.split(" ")[:n_words])


def test_every_article_has_one_origin_and_copies_share_it():
    texts = {"a": STORY, "b": STORY, "c": first_words(STORY, 120), "d": prose(2)}
    found = origins_of([record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)], texts)
    assert groups(found) == [["a", "b", "c"], ["d"]]
    assert found.origin_by_article.keys() == texts.keys()
    assert {origin.first for origin in found.origins} == {"a", "d"}


def test_neither_order_matters():
    texts = {f"a{i}": f"{prose(i % 4, 200)} {prose(50 + i, 50)}" for i in range(12)}
    records = [record(key, text, day=1 + i % 3) for i, (key, text) in enumerate(texts.items())]
    copies = list(find_copies(records, read=texts.__getitem__))
    found = assign_origins(records, copies)
    Random(1).shuffle(records)
    Random(2).shuffle(copies)
    assert assign_origins(records, copies) == found


def test_a_later_copy_does_not_change_the_origin():
    texts = {"a": STORY, "b": STORY, "c": STORY}
    records = [record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)]
    assert origins_of(records[:2], texts).origins[0].key == origins_of(records, texts).origins[0].key


def test_revisions_have_one_origin():
    texts = {"v1": STORY, "v2": prose(2)}
    found = origins_of([record(key, text, outlet="Harbour Post", article="x") for key, text in texts.items()], texts)
    assert len(found.origins) == 1
    assert [decision.relation for decision in found.decisions] == ["revises"]


def test_a_round_up_does_not_join_the_briefs_that_it_prints():
    texts = {"a": prose(1, 100), "b": prose(2, 80)}
    texts["both"] = f"{texts['a']}\n\n{texts['b']}"
    found = origins_of([record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)], texts)
    assert groups(found) == [["a", "both"], ["b"]]
    (borrowing,) = found.borrowings
    assert borrowing.origin == found.origin_by_article["b"]
    assert [texts["both"][span.start : span.end] for span in borrowing.spans] == [texts["b"].rstrip(".")]


def test_an_article_with_a_foreign_passage_keeps_its_origin_but_not_for_the_passage():
    lede = prose(2, 280)
    texts = {"a": STORY, "b": f"{lede}\n\n{first_words(STORY, 120)}"}
    found = origins_of([record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)], texts)
    assert groups(found) == [["a"], ["b"]]
    assert [decision.relation for decision in found.decisions] == ["shares-passages"]
    lookup = AssertionOrigins(found)
    assert lookup.of("b", Span(10, 60)) == found.origin_by_article["b"]
    assert lookup.of("b", Span(len(lede) + 100, len(lede) + 160)) == found.origin_by_article["a"]


def test_an_agencys_text_is_its_own_wherever_it_is_printed():
    texts = {"a": f"LISBON (AP) — {STORY}", "b": STORY, "c": f"LISBON (AP) — {prose(2)}"}
    found = origins_of([record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)], texts)
    assert groups(found) == [["a", "b"], ["c"]]
    assert {origin.agency for origin in found.origins} == {"associated-press"}
    assert [agency.label for agency in found.agencies] == ["Associated Press"]


def test_texts_of_one_agency_that_overlap_are_one_within_days():
    shared = prose(5, 60)
    texts = {"a": f"LISBON (AP) — {prose(1, 200)}\n\n{shared}", "b": f"PORTO (AP) — {prose(2, 200)}\n\n{shared}"}
    near = [record("a", texts["a"], day=1), record("b", texts["b"], day=2)]
    far = [record("a", texts["a"], day=1), record("b", texts["b"], day=20)]
    assert groups(origins_of(near, texts)) == [["a", "b"]]
    assert groups(origins_of(far, texts)) == [["a"], ["b"]]


def test_what_somebody_told_an_agency_comes_from_it_in_every_outlet():
    texts = {"a": prose(1), "b": prose(2), "wire": f"LISBON (AFP) — {prose(3)}"}
    lookup = AssertionOrigins(origins_of([record(key, text) for key, text in texts.items()], texts))
    told = {lookup.of(key, Span(0, 9), credit=agency_named("AFP")) for key in ("a", "b")}
    assert told == {lookup.of("wire", Span(20, 40))} == {"agence-france-presse"}
    assert lookup.of("a", Span(0, 9)) != lookup.of("b", Span(0, 9))


def test_reasons_say_how_much_is_copied():
    texts = {"a": STORY, "b": first_words(STORY, 120)}
    (decision,) = origins_of(
        [record(key, text, day=day) for day, (key, text) in enumerate(texts.items(), 1)], texts
    ).decisions
    assert (decision.left, decision.right, decision.relation, decision.score) == ("b", "a", "copies", 1.0)
    assert decision.reasons[0].startswith("100% of its 5-word shingles")
