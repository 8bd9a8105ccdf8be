"""Records that wait in a file."""

from kg.store.spill import Spill


def test_records_come_back_in_order_as_often_as_asked():
    with Spill() as spill:
        assert list(spill) == []
        spill.extend([("ferry", 1), ("port", 2)])
        spill.extend([])
        spill.extend(["quay"])
        assert list(spill) == list(spill) == [("ferry", 1), ("port", 2), "quay"]


def test_walks_do_not_disturb_each_other_nor_adding():
    with Spill() as spill:
        spill.extend([1, 2])
        spill.extend([3])
        walk = iter(spill)
        assert next(walk) == 1
        assert list(spill) == [1, 2, 3]
        spill.extend([4])
        assert list(walk) == [2, 3, 4]
