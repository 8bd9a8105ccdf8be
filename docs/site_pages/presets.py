"""The tables that kg knows by their columns, from `kg/readers/tables/presets.toml`."""

import tomllib
from pathlib import Path

from site_pages.markdown import GENERATED, cell

PRESETS = Path(__file__).parents[2] / "kg" / "readers" / "tables" / "presets.toml"


def render_presets() -> str:
    """Render each preset with a header of its kind, and the names that tell a column where no preset matches."""
    known = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    presets = "".join(_render_preset(preset) for preset in known["preset"])
    names = "".join(
        f"`{field}`\n: {cell(', '.join(names))}\n\n"
        for field, names in known["synonyms"].items()
        if field != "retrieved"
    )
    return (
        f"{GENERATED}### Exports that are known\n\n{presets}### Names of columns that are understood\n\n"
        f"The first that a table has counts; case, spaces, underscores, hyphens and dots do not matter.\n\n{names}"
    )


def _render_preset(preset: dict[str, str]) -> str:
    cut = " Its text is the beginning only." if preset.get("text_is") == "cut" else ""
    without = "" if "text" in preset["columns"] else " It holds addresses and no text: `kg fetch` reads it."
    return f"{preset['title']}\n: `{preset['example']}`{cut}{without}\n\n"
