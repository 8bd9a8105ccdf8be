"""What is read and built does not depend on the order of sets, which Python draws anew for each process."""

import os
import subprocess
import sys

import pytest

from tests.whole import SEEDS

HASH_SEEDS = ("1", "271828")


def run(*arguments, hash_seed):
    """Run kg in a process of its own and return what it prints, as bytes."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, env=environment).stdout


@pytest.mark.slow
def test_annotations_are_byte_identical_whatever_the_hash_seed():
    one, other = (run("annotate", SEEDS, "--jobs", "1", hash_seed=seed) for seed in HASH_SEEDS)
    assert one
    assert one == other


@pytest.mark.slow
def test_graphs_are_byte_identical_whatever_the_hash_seed(tmp_path):
    exports = []
    for seed in HASH_SEEDS:
        path = tmp_path / f"{seed}.kg"
        run("build", SEEDS, "-o", path, "--jobs", "1", "--quiet", hash_seed=seed)
        exports.append(run("export", path, "--format", "nquads", hash_seed=seed))
    assert exports[0]
    assert exports[0] == exports[1]
