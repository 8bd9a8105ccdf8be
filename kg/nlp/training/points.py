"""Fitted points as TOML files of the package."""

import json
from collections.abc import Iterable, Mapping


def render_points(points: Mapping[str, float], *, head: Iterable[str]) -> str:
    """Write points by feature under a head of comment lines."""
    lines = (f"{json.dumps(name, ensure_ascii=False)} = {value}" for name, value in points.items())
    return "\n".join([*(f"# {line}" for line in head), "", "[points]", *lines]) + "\n"
