"""Colours and shapes, for light and for dark screens.

Outlets colour the edges, so their eight hues are chosen to stay apart for readers with protanopia and deuteranopia
(simulated after Machado, Oliveira and Fernandes, 2009) and to reach the 3:1 contrast that WCAG 2.2, criterion 1.4.11,
asks of graphical objects. Types are told by shape first; their colours are quiet, so that the edges speak.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one screen; each is `#rrggbb`."""

    paper: str
    ink: str
    quiet: str
    """Outlets beyond the eighth."""
    outlets: tuple[str, ...]
    area: str
    """Under a group of nodes that stand together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a kind of node is drawn."""

    name: str
    types: frozenset[str]
    """OntoNotes labels, the graph's classes for them, and the types that `build_network` adds."""
    shape: str
    """A shape of vis-network that carries its label outside."""
    light: str
    dark: str
    hollow: bool = False


LIGHT = Theme(
    paper="#faf9f6",
    ink="#22211f",
    quiet="#84817a",
    outlets=("#2a7fe0", "#e56a17", "#3d9984", "#7a3167", "#a88954", "#6218f5", "#8a1a0e", "#1c8fb5"),
    area="#f0ede5",
)
DARK = Theme(
    paper="#17191d",
    ink="#efede8",
    quiet="#8d8b85",
    outlets=("#3d80cc", "#db662c", "#42db8f", "#ad577f", "#fabe32", "#7a4bfa", "#bd4f4b", "#52b4cc"),
    area="#1f2329",
)

LOOKS = (
    Look(name="Person", types=frozenset({"PERSON", "Person"}), shape="dot", light="#2c4a6e", dark="#a9c1de"),
    Look(
        name="Organisation", types=frozenset({"ORG", "Organisation"}), shape="square", light="#5d4470", dark="#c3aed6"
    ),
    Look(
        name="Place",
        types=frozenset({"GPE", "LOC", "FAC", "GeopoliticalEntity", "Location", "Facility"}),
        shape="diamond",
        light="#2f5d4c",
        dark="#9fcdb9",
    ),
    Look(name="Group", types=frozenset({"NORP", "Group"}), shape="triangle", light="#75502c", dark="#dbb68f"),
    Look(name="Event", types=frozenset({"EVENT", "Event"}), shape="star", light="#84303f", dark="#e0a0ab"),
    Look(
        name="Work or product",
        types=frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE", "Product", "WorkOfArt", "Law", "Language"}),
        shape="triangleDown",
        light="#4c6070",
        dark="#a9bccb",
    ),
    Look(name="Topic", types=frozenset({"TOPIC", "Topic"}), shape="dot", light="#6b6862", dark="#a5a29b", hollow=True),
    Look(
        name="Number or date",
        types=frozenset(
            {"VALUE", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"},
        ),
        shape="square",
        light="#6b6862",
        dark="#a5a29b",
        hollow=True,
    ),
    Look(
        name="Statement, in its words",
        types=frozenset({"STATEMENT"}),
        shape="diamond",
        light="#6b6862",
        dark="#a5a29b",
        hollow=True,
    ),
    Look(name="Other entity", types=frozenset({"ENTITY", "Entity"}), shape="hexagon", light="#4f5661", dark="#b3bac5"),
)

_LOOK_BY_TYPE = {kind: look for look in LOOKS for kind in look.types}


def look_of(kind: str) -> Look:
    """Return how nodes of a type are drawn; unknown types are other entities."""
    return _LOOK_BY_TYPE.get(kind, LOOKS[-1])


def themes() -> dict[str, dict[str, object]]:
    """Return both themes as plain data."""
    return {"light": asdict(LIGHT), "dark": asdict(DARK)}
