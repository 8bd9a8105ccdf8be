"""Claim cases from one line each: subject | predicate | object | arguments | flags (`cases/claim_relations.toml`)."""

from itertools import count

from kg.records import Certainty, ClaimCase, Polarity, Tense
from kg.resolve.wording import digest

_NUMBERS = count()


def claim_case(line, **fields):
    """Build a case from its line; its words are those of its parts."""
    subject, predicate, target, arguments, flags = (*map(str.strip, line.split("|")), "", "", "")[:5]
    clause = target.strip("{}") if target.startswith("{") else None
    words = " ".join(filter(None, (_words(subject), predicate, clause or _words(target))))
    number = next(_NUMBERS)
    given = {
        "key": digest(str(number)),
        "article": f"article{number}",
        "outlet": f"outlet{number}",
        "published": "2031-07-22",
        "story": "story",
        "claim": digest(line),
        "subject": _thing(subject),
        "predicate": predicate,
        "passive": "passive" in flags.split(),
        "object": None if clause else _thing(target),
        "object_claim": digest(clause) if clause else None,
        "about": None if clause else _thing(target),
        "arguments": tuple(_argument(argument) for argument in arguments.split(",") if argument.strip()),
        "words": words,
        "text": words,
    }
    return ClaimCase(**(given | _flags(flags) | fields))


def _thing(text):
    return None if text in ("", "--") else text


def _words(text):
    return text.partition("/")[2].replace("-", " ") if _thing(text) else ""


def _argument(text):
    role, _, thing = text.strip().partition("=")
    return role, thing


def _flags(flags):
    found = {}
    for flag in flags.split():
        name, _, value = flag.partition("=")
        if name == "not":
            found["polarity"] = Polarity.NEGATIVE
        elif name in ("past", "future"):
            found["tense"] = Tense(name)
        elif name in ("possible", "unknown", "probable"):
            found["certainty"] = Certainty(name)
        elif name == "time":
            found["time"] = value
        elif name == "n":
            quantity, unit, bound = (*value.split(":"), None)[:3]
            found |= {"quantity": float(quantity), "unit": unit, "bound": bound}
    return found
