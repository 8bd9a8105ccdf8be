"""An outlet: what it publishes, whom it quotes, what only it tells, what it leaves out."""

import numpy as np

from kg.flat.file import Mask
from kg.flat.page_records import OutletPage
from kg.flat.records import ClaimLine, Story
from kg.flat.tallying import Tally, distinct, top

N_LISTED = 12
N_CLAIMS = 20
N_STORIES = 30
N_ARTICLES = 50
N_CANDIDATES = 300
"""Claims of most outlets that are looked at for those left out."""


def read_outlet(tally: Tally, key: str) -> OutletPage:
    """Return an outlet.

    Raises:
        NotInGraph: where it is not there.
    """
    reading, file = tally.reading, tally.file
    number = reading.number("outlets", key)
    mask = file.column("outlet") == number
    first, last = tally.days(mask)
    claims = distinct(file.column("claim")[mask])
    only = _only_here(tally, number, mask)
    newest = file.lines(
        "SELECT id FROM articles WHERE outlet = ? AND newer IS NULL ORDER BY published DESC, id LIMIT ?",
        (number, N_ARTICLES),
    )
    return OutletPage(
        outlet=reading.outlets[number],
        first=first,
        last=last,
        by_month=tally.by_period(mask, file.column("voice"), file.words.get("voice", [])),
        voices=tally.values("voice", mask),
        certainties=tally.values("certainty", mask),
        speakers=tally.top_things("speaker", mask, limit=N_LISTED),
        things=tally.top_things("thing", mask, limit=N_LISTED),
        stories=_stories(tally, number),
        only_here=tally.top_claims(only, limit=N_CLAIMS),
        n_only_here=tally.n_different("claim", only),
        n_shared=int(np.count_nonzero(file.column("claim_outlets")[claims] > 1)),
        left_out=_left_out(tally, number),
        contested=tally.contested(outlet=number, limit=N_LISTED),
        origins=_origins(tally, number),
        articles=reading.articles(one for (one,) in newest),
    )


def _only_here(tally: Tally, number: int, mask: Mask) -> Mask:
    """Return the outlet's assertions of claims that no other tells or denies, of stories that others cover too."""
    file = tally.file
    alone = (file.column("claim_outlets") == 1) & (file.column("claim_against") == 0)
    others = tally.articles_on.sum(axis=1) > tally.articles_on[:, number]
    shared = np.append(others, False)[file.column("story")]
    found: Mask = mask & alone[file.column("claim")] & shared
    return found


def _stories(tally: Tally, number: int) -> tuple[tuple[Story, int], ...]:
    counts = tally.articles_on[:, number]
    numbers = top(counts, N_STORIES)
    return tuple(zip(tally.reading.stories(numbers), (int(counts[one]) for one in numbers), strict=True))


def _left_out(tally: Tally, number: int) -> tuple[tuple[ClaimLine, int], ...]:
    told, stories = tally.claim_stories
    near = np.zeros(tally.n_claims, dtype=np.bool_)
    near[told[tally.articles_on[stories, number] > 0]] = True
    near[tally.file.column("claim")[tally.file.column("outlet") == number]] = False
    several = np.where(near & (tally.file.column("claim_outlets") > 1), tally.file.column("claim_outlets"), 0)
    claims = np.asarray(top(several, N_CANDIDATES), dtype=np.int64)
    left = tally.leaves_out(claims, np.asarray([number], dtype=np.int64))[:, 0]
    kept = [(int(claim), int(n)) for claim, n in zip(claims, left, strict=True) if n][:N_CLAIMS]
    lines = tally.reading.claims(claim for claim, _ in kept)
    return tuple((line, n) for line, (_, n) in zip(lines, kept, strict=True))


def _origins(tally: Tally, number: int) -> tuple[tuple[str, int], ...]:
    """Return agencies, and outlets that articles are copied from, with the number of this outlet's articles."""
    lines = tally.file.lines(
        """SELECT label, COUNT(DISTINCT article) AS n FROM (
          SELECT a.id AS article, COALESCE(o.agency, o.label) AS label FROM articles a JOIN origins o ON o.id = a.origin
            WHERE a.outlet = ? AND (o.is_agency OR o.agency IS NOT NULL)
          UNION SELECT c.article, COALESCE(o.label, c.agency) FROM copies c JOIN articles a ON a.id = c.article
            LEFT JOIN origins o ON o.key = c.agency WHERE a.outlet = ? AND c.relation = 'credits'
          UNION SELECT c.article, u.label FROM copies c JOIN articles a ON a.id = c.article
            JOIN articles b ON b.id = c.other JOIN outlets u ON u.id = b.outlet
            WHERE a.outlet = ? AND c.relation = 'copies' AND b.outlet != a.outlet)
        GROUP BY label ORDER BY n DESC, label""",
        (number, number, number),
    )
    return tuple((label, n) for label, n in lines)
