"""Stories to choose from."""

from kg.errors import WrongParameter
from kg.flat.page_records import StoryList
from kg.flat.reading import Reading
from kg.flat.searching import match_names

_ORDERS = {
    "articles": "n_articles DESC, n_outlets DESC, n_assertions DESC, id",
    "outlets": "n_outlets DESC, n_articles DESC, n_assertions DESC, id",
    "contested": "n_contested DESC, n_outlets DESC, n_articles DESC, id",
    "newest": "last DESC, n_articles DESC, id",
    "label": "label COLLATE NOCASE, id",
}
STORY_SORTS = tuple(_ORDERS)
MOST = 100_000
"""Stories that are looked through."""


def read_stories(reading: Reading, *, text: str, sort: str, page: int, per_page: int) -> StoryList:
    """Return one page of the stories whose label has some words.

    Raises:
        WrongParameter: where the sort is none of `STORY_SORTS`.
    """
    if sort not in _ORDERS:
        raise WrongParameter(f"sort takes {', '.join(STORY_SORTS)}, not {sort!r}")
    ordered = [number for (number,) in reading.file.lines(f"SELECT id FROM stories ORDER BY {_ORDERS[sort]}")]
    if text.strip():
        found = {item for _, item, _, _ in match_names(reading.file, text, kinds=("story",), limit=MOST)}
        ordered = [number for number in ordered if number in found]
    n_pages = max(1, -(-len(ordered) // per_page))
    page = min(max(1, page), n_pages)
    stories = reading.stories(ordered[(page - 1) * per_page : page * per_page])
    return StoryList(stories=stories, total=len(ordered), page=page, n_pages=n_pages)
