"""What the benchmarks of attacks and of load ask."""

from tests.benchmarks.hostile_queries import hostile_queries
from tests.benchmarks.load import mixed_questions
from tests.benchmarks.load_client import small_questions


def test_there_are_many_attacks_in_every_family():
    queries = hostile_queries()
    families = {name.partition("/")[0] for name in queries}
    assert len(set(queries.values())) == len(queries) >= 60
    assert families == {"nesting", "bomb", "product", "regex", "path", "large", "service", "fetch"}


def test_every_named_question_is_in_the_mix_with_its_parameters(sample_graph_path, sample_graph):
    mixed = mixed_questions(sample_graph_path)
    assert len({name.rpartition("-")[0] for name in mixed}) > 40
    for name in ("outlets-0", "speaker-says-0", "story-claims-0"):
        assert "$" not in mixed[name].partition("SELECT")[2].replace("$)", "").replace('$"', "")
        sample_graph.query(mixed[name])


def test_small_questions_are_all_different():
    made = small_questions()
    assert len({next(made) for _ in range(50)}) == 50
