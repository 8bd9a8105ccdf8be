"""The bundled model as a data set describes it: its name and version, what it measured, and its terms."""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_FOLDER = resources.files("kg.nlp") / "english"


@cache
def bundled_model() -> str:
    """Return name and version of the bundled model, as a run names it: `en_kg 0.2.0`."""
    told = json.loads((_FOLDER / "meta.json").read_text(encoding="utf-8"))
    return f"{told['lang']}_{told['name']} {told['version']}"


def load_figures() -> bytes:
    """Load figures.json as it was measured."""
    return (_FOLDER / "figures.json").read_bytes()


def load_model_terms() -> bytes:
    """Load what the weights were trained on and under which terms."""
    return (_FOLDER / "LICENSE-DATA.md").read_bytes()


def described_figures() -> list[dict[str, Any]]:
    """Return each figure as a `PropertyValue` of schema.org; one that nobody described is told by its name."""
    told = tomllib.loads(resources.files("kg.exports").joinpath("crate_figures.toml").read_text(encoding="utf-8"))
    return [
        {
            "@id": f"#figure-{name.replace('_', '-')}",
            "@type": "PropertyValue",
            "name": told.get(name, {}).get("says", name),
            "propertyID": name,
            "value": value,
            **({"unitText": told[name]["unit"]} if name in told else {}),
        }
        for name, value in json.loads(load_figures()).items()
    ]
