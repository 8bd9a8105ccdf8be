import itertools

import numpy as np
import pytest

from kg.draw.palette import DARK, LIGHT, LOOKS, look_of

# Severe protanopia and deuteranopia in linear RGB (Machado, Oliveira and Fernandes, 2009, table 1).
VISIONS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def linear(colour: str):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize(("theme", "side"), [(LIGHT, "light"), (DARK, "dark")])
def test_every_mark_stands_out_from_the_paper(theme, side):
    marks = [theme.ink, theme.quiet, *theme.outlets, *(getattr(look, side) for look in LOOKS)]
    assert min(contrast(mark, theme.paper) for mark in marks) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("vision", VISIONS)
def test_outlets_are_told_apart_by_every_eye(theme, vision):
    seen = [lab(VISIONS[vision] @ linear(colour)) for colour in (*theme.outlets, theme.ink)]
    assert min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2)) > 20


def test_types_are_told_apart_by_shape_or_by_being_hollow():
    assert len({(look.shape, look.hollow) for look in LOOKS}) == len(LOOKS)


def test_a_type_nobody_knows_is_another_entity():
    assert look_of("GALAXY").name == "Other entity"
