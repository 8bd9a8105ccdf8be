"""Which outlet has which colour: the same on every page, and in the drawing of the whole graph."""

from weakref import WeakKeyDictionary

from kg.draw.palette import LIGHT
from kg.flat import Flat

_hues_by_flat: WeakKeyDictionary[Flat, dict[str, int]] = WeakKeyDictionary()


def outlet_hues(flat: Flat) -> dict[str, int]:
    """Return the number of an outlet's hue, from 1, by its key: those with most assertions have one, the rest none."""
    if flat not in _hues_by_flat:
        outlets = flat.overview().outlets
        _hues_by_flat[flat] = {outlet.key: i for i, outlet in enumerate(outlets[: len(LIGHT.outlets)], start=1)}
    return _hues_by_flat[flat]
