"""What a problem says can be printed and stored, whatever the input was called."""

import pickle

from kg.records import Place, Problem


def test_a_problem_holds_no_signs_that_no_terminal_takes():
    problem = Problem(place=Place(path="a\x1b.txt", line=3, article="x\ud800\n"), kind="bad", message="no\x00thing\x9b")
    assert str(problem) == "a\ufffd.txt:3 (article x\ufffd\ufffd): no\ufffdthing\ufffd"
    assert pickle.loads(pickle.dumps(problem)) == problem


def test_other_problems_stay_as_they_are():
    place = Place(path="é „a“.txt", article="7")
    assert Problem(place=place, kind="bad", message="“naïve” 🚢").place is place
