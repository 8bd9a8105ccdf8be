from kg.web.engine import Answer
from kg.web.engine.kept import KeptAnswers, KnownSlow


def answer(size):
    return Answer(form="solutions", format="text/csv", size=size, rows=1, seconds=1.0, body=b"x" * size)


def test_the_least_used_is_forgotten_first():
    kept = KeptAnswers(40_000)
    for name in "abcdef":
        kept.keep(name, answer(4_000))
        kept.find("a")
    for name in "ghi":
        kept.keep(name, answer(4_000))
    assert kept.find("a") is not None
    assert kept.find("b") is None
    assert kept.find("i") is not None


def test_large_answers_and_files_are_not_kept(tmp_path):
    kept = KeptAnswers(40_000)
    kept.keep("large", answer(6_000))
    kept.keep("file", Answer(form="solutions", format="text/csv", size=9, rows=1, seconds=1.0, file=tmp_path / "x"))
    assert kept.find("large") is None
    assert kept.find("file") is None


def test_a_long_question_counts_too():
    kept = KeptAnswers(40_000)
    kept.keep("a", answer(1_000))
    kept.keep("b", answer(1_000), asked=37_000)
    assert kept.find("a") is None


def test_only_the_latest_slow_ones_are_known():
    slow = KnownSlow(most=2)
    for name in "abc":
        slow.add(name)
    assert [name in slow for name in "abc"] == [False, True, True]
