import time

from kg.web.index import Entry, Index


def entry(identifier, name, *, names=(), kind="ORG", n_articles=1):
    return Entry(id=identifier, name=name, names=(name, *names), type=kind, n_articles=n_articles)


def found(index, query, **options):
    return [hit.entry.id for hit in index.search(query, **options)]


def test_any_name_finds_its_entry_once():
    index = Index([entry("a", "Harbour Council", names=("The Council", "Council of the Harbour"))])
    assert found(index, "council harbour") == ["a"]


def test_the_likest_name_comes_first_and_then_the_one_in_most_articles():
    index = Index([entry("a", "Berg", n_articles=1), entry("b", "Berg", n_articles=9), entry("c", "Berg Hotel")])
    assert found(index, "Berg") == ["b", "a", "c"]


def test_letters_may_be_wrong_and_words_may_be_elsewhere():
    index = Index([entry("a", "Norland Fisheries Board"), entry("b", "Sudria Ferries")])
    assert found(index, "Norlnd Fishries Board")[0] == "a"
    assert found(index, "Fisheries Board of Norland")[0] == "a"


def test_an_acronym_finds_its_long_name():
    assert found(Index([entry("a", "Norland Fisheries Board")]), "NFB") == ["a"]


def test_nothing_alike_finds_nothing():
    assert found(Index([entry("a", "Norland")]), "zzz qqq") == []
    assert found(Index([]), "Norland") == []
    assert Index([entry("a", "Norland")]).suggest("  ") == []


def test_a_query_on_many_names_is_fast():
    n = 20_000
    index = Index(Entry(id=str(i), name=f"Board {i % 97} {chr(97 + i % 26)}{i}", n_articles=i) for i in range(n))
    started = time.perf_counter()
    for i in range(0, n, n // 50):
        assert index.search(f"Board {i % 97} {chr(97 + i % 26)}{i}")[0].entry.id == str(i)
    assert (time.perf_counter() - started) / 50 < 0.2
