"""Opening a store beside a process that writes; a store by hand fails as RocksDB does."""

import pytest

from kg.store import opening
from kg.store.opening import WAITS, open_to_read

TAKEN = "Corruption: IO error: No such file or directory: While open a file for random read: 000029.sst"


class Shelf:
    """Stands for `Store`: raises so many times before it opens."""

    def __init__(self, n_times, message=TAKEN):
        self.n_times, self.message, self.n_tries = n_times, message, 0

    def read_only(self, path):
        self.n_tries += 1
        if self.n_tries <= self.n_times:
            raise RuntimeError(self.message)
        return path


@pytest.fixture
def opened(monkeypatch, tmp_path):
    def run(shelf):
        monkeypatch.setattr(opening, "Store", shelf)
        return open_to_read(tmp_path) == str(tmp_path)

    waited = []
    monkeypatch.setattr(opening, "sleep", waited.append)
    return run


@pytest.mark.parametrize("n_times", [0, 1, len(WAITS)])
def test_files_that_a_writer_took_away_are_looked_for_again(opened, n_times):
    shelf = Shelf(n_times)
    assert opened(shelf)
    assert shelf.n_tries == n_times + 1


def test_it_gives_up_where_they_stay_away(opened):
    with pytest.raises(RuntimeError, match="No such file"):
        opened(Shelf(len(WAITS) + 1))


def test_what_is_broken_otherwise_is_not_tried_again(opened):
    shelf = Shelf(1, "Corruption: checksum mismatch")
    with pytest.raises(RuntimeError, match="checksum"):
        opened(shelf)
    assert shelf.n_tries == 1
