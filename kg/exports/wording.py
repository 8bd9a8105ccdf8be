"""Claims in words, for readers of formats that have no place for polarity and certainty.

A claim's short sentence is the same whether an article states, negates or only considers it; here it says which.
"""

from kg.records import Certainty, ClaimRow, Polarity

STANCES = {
    "stated": "",
    "negated": "said not to be so",
    "open": "not stated: possible, wanted, feared or asked",
    "negated-open": "not stated, and negated: possible, wanted, feared or asked",
}
"""How an article stands to a claim, and what is added to the claim's short sentence."""

_FIRM = (Certainty.CERTAIN.value, Certainty.PROBABLE.value)


def stance_of(row: ClaimRow) -> str:
    """Return how an article stands to the claim of a row: a key of `STANCES`."""
    is_negated, is_firm = row.polarity == Polarity.NEGATIVE.value, row.certainty in _FIRM
    if is_firm:
        return "negated" if is_negated else "stated"
    return "negated-open" if is_negated else "open"


def render_claim(text: str, stance: str) -> str:
    """Return a claim's short sentence with the stance.

    >>> render_claim("Norland cedes the islands", "negated")
    'Norland cedes the islands (said not to be so)'
    """
    return f"{text} ({STANCES[stance]})" if STANCES[stance] else text


def render_source(row: ClaimRow) -> str:
    """Return who says it: the outlet, and whom it quotes, outermost first.

    A row of Outlet A that quotes Reyes, who quotes Holm, is `Outlet A, quoting Reyes, quoting Holm`.
    """
    return ", quoting ".join((row.outlet, *row.speakers))
