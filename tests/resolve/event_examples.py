"""Read the examples of event patterns: columns split by bars are subject, predicate, and its arguments.

"The army | launched | an attack | on the port" → Frame(launch, subject army, object attack, on port)
"""

from lemminflect import getAllLemmas

from kg.lexicon import load_lexicon
from kg.lexicon.events import LEXICONS, parse_pattern
from kg.resolve.event_frames import Frame, clause_filler, noun_filler, refused, turn_round
from kg.resolve.event_types import event_type_of

LABELS = {"Norland": "GPE", "Sudria": "GPE", "Ellis": "GPE", "Reyes": "PERSON", "Berg": "PERSON", "Otto": "PERSON"}
LEADS = frozenset(
    {
        "about", "after", "against", "as", "at", "between", "by", "during", "for", "from", "in", "into", "near", "of",
        "on", "outside", "over", "to", "under", "with",
    }
)  # fmt: skip
BEFORE = frozenset({"will", "would", "has", "have", "had", "can", "may", "did", "does", "do", "not"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "two", "three", "nine", "ten", "it"})
AFTER_HEAD = frozenset({"of", "in", "for", "on", "against", "to", "from", "with", "near"})


def patterns():
    """Yield every pattern with the examples that must fire it and those that must not."""
    for name in LEXICONS:
        for entry in load_lexicon(name).entries:
            yield f"{name}:{entry.words[0]}", parse_pattern(entry), entry.examples, entry.fields["counterexamples"]


def sentence(example):
    """Return an example as it is written, its invented countries replaced by such as a trained model knows."""
    text = " ".join(column.strip() for column in example.split("|")) + "."
    return text.replace("Norland", "France").replace("Sudria", "Egypt")


def frames(example):
    """Yield a frame for every lemma that the predicate's verb may have."""
    subject, predicate, *columns = (column.strip() for column in example.split("|"))
    words = predicate.split()
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    passive = len(words) > 1 and words[0] in BE and not words[1].endswith("ing")
    progressive = len(words) > 1 and words[0] in BE and not passive
    words = words[1:] if passive or progressive else words
    while len(words) > 1 and words[0] in BE:
        words, passive = words[1:], True
    fillers = (_noun("subject", subject), *_fillers(columns, predicate=words[0], subject=subject))
    refusal = refused(predicate)
    if refusal is not None:
        verb = predicate.split()[-1]
        fillers = (*fillers, clause_filler(f"to {verb}", verb=verb, event=None, finite=False, other=False))
        yield Frame(predicate=refusal, fillers=fillers)
        return
    for lemma in {"be"} if words[0] in BE else _lemmas(words[0]):
        whole = " ".join([lemma, *words[1:]])
        turned = turn_round(fillers, predicate=whole) if passive else fillers
        yield Frame(predicate=whole, fillers=turned, passive=passive, future="will" in predicate)


def _fillers(columns, *, predicate, subject):
    seen = []
    for column in columns:
        first, _, rest = column.partition(" ")
        if _is_clause(column):
            yield _clause(column, subject=subject)
        elif first in LEADS:
            yield _noun(first, rest)
        else:
            role = "complement" if seen or predicate in BE else "object"
            seen.append(column)
            yield _noun(role, column)


def _noun(role, text):
    words = text.split()
    end = next((i for i, word in enumerate(words) if i and word in AFTER_HEAD | {"and"}), len(words))
    head = words[end - 1]
    return noun_filler(role, text, head=head, label=LABELS.get(head))


def _is_clause(column):
    words = column.split()
    if words[0] == "that" or words[0] == "not":
        return True
    if "to" not in words or len(words) < 2 or words[-1] == "to":
        return False
    verb = words[words.index("to") + 1]
    return verb not in DETERMINERS and verb[0].islower() and verb in _lemmas(verb) and "prison" not in verb


def _clause(column, *, subject):
    words = column.split()
    if words[0] == "that":
        verb = next((word for word in words[2:] if _lemmas(word) and word not in DETERMINERS), words[-1])
        return clause_filler(column, verb=verb, event=None, finite=verb not in _lemmas(verb), other=True)
    at = words.index("to") + 1
    inner = " | ".join([subject, words[at], " ".join(words[at + 1 :])]).strip(" |")
    event = next((found for frame in frames(inner) if (found := event_type_of(frame))), None)
    return clause_filler(column, verb=words[at], event=event, finite=False, other=words[0] not in ("to", "not"))


def _lemmas(word):
    return set(getAllLemmas(word, upos="VERB").get("VERB", ())) or {word} & {"ban"}
