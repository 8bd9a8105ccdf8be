"""The public names: few, sorted, each documented with an example that runs on the graph of the seeds."""

import doctest
import inspect
import shutil
import subprocess
import sys

import pytest

import kg
from kg import KnowledgeGraph
from kg.query.results import Result
from kg.query.tabled import Rows

MOST = 12
ALSO = {"Result": Result, "Rows": Rows}
"""What methods of the public classes return, held to the same."""
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def public_names():
    """Yield each public name, and each public method and property on it, with the thing itself."""
    for name, thing in [*((name, getattr(kg, name)) for name in kg.__all__), *ALSO.items()]:
        yield name, thing
        if inspect.isclass(thing):
            for base in thing.__mro__:
                if base.__module__.startswith("kg."):
                    for attribute, member in vars(base).items():
                        if not attribute.startswith("_") and is_documented_kind(member):
                            yield f"{name}.{attribute}", getattr(member, "__func__", member)


def is_documented_kind(member):
    return callable(member) or isinstance(member, classmethod | staticmethod | property) or hasattr(member, "func")


NAMES = dict(public_names())


@pytest.fixture(scope="module")
def example_folder(seeds_graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(seeds_graph.path, folder / "seeds.kg")
    return folder


def test_there_are_few_names_in_order():
    assert len(kg.__all__) <= MOST
    assert list(kg.__all__) == sorted(kg.__all__)
    assert {"build", "claims", "network"} <= {name.partition(".")[2] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_a_docstring_with_an_example(name):
    documented = inspect.getdoc(NAMES[name]) or ""
    assert documented, f"{name} has no docstring"
    assert ">>> " in documented, f"{name} has no example"
    assert "doctest: +SKIP" not in documented


def test_the_rule_notices_a_name_without_an_example(monkeypatch):
    def bare():
        """Say nothing."""

    monkeypatch.setitem(NAMES, "bare", bare)
    with pytest.raises(AssertionError, match="no example"):
        test_a_public_name_has_a_docstring_with_an_example("bare")


@pytest.mark.parametrize("name", NAMES)
def test_the_example_runs(name, example_folder, monkeypatch):
    monkeypatch.chdir(example_folder)
    names = {name: getattr(kg, name) for name in kg.__all__} | {"graph": KnowledgeGraph.open("seeds.kg")}
    example = doctest.DocTestParser().get_doctest(inspect.getdoc(NAMES[name]), names, name, None, None)
    told = []
    failed, tried = doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=told.append)
    assert tried
    assert not failed, "".join(told)


def test_importing_kg_loads_nothing_heavy():
    heavy = ["spacy", "pandas", "polars", "networkx", "duckdb", "pyspark", "torch", "onnxruntime", "fastapi"]
    script = f"import kg, sys; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
