"""Names in short texts of many kinds: those of ECB+ (Cybulska and Vossen 2014), whose tokens are parted by spaces."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.nlp.training.hand_names import load_hand_names
from kg.nlp.training.news_targets import NewsArticle, edit_text

JOINS = re.compile(
    r"""(?P<quote>``[ ]|[ ]'')            # Penn Treebank quotation marks
    | (?<=\b[A-Z])[ ][.][ ](?=[A-Z]\b)     # initials
    | [ ](?=[,.;:!?%)\]]|['’]|n['’]t\b)    # before closing marks and clitics
    | (?<=[(\[$])[ ]                       # after opening ones
    | (?<=\w)[ ]-[ ](?=\w)                 # hyphens""",
    re.VERBOSE,
)


def read_ecb(path: Path) -> Iterator[NewsArticle]:
    """Texts of ECB+ whose names were marked, set as newspapers print them."""
    names_by_text = load_hand_names("ecb")
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        records = [json.loads(line) for line in handle]
    for record in records:
        if record["id"] in names_by_text:
            article = NewsArticle(
                text=record["text"],
                attributions=None,
                entities=names_by_text[record["id"]],
                sentences=(),
                chains=None,
                has_numbers=False,
            )
            edits = [(match.start(), match.end(), _join(match)) for match in JOINS.finditer(record["text"])]
            yield edit_text(article, edits)


def _join(match: re.Match[str]) -> str:
    if match["quote"]:
        return "“" if match["quote"].startswith("`") else "”"
    return match[0].strip()
