"""An article in which everything that it brings along is hostile markup, and the strings that it is made of."""

from dataclasses import replace

from kg.rdf.identifiers import slug
from kg.records import Account, Certainty, Kind, Polarity, Reference, Removal, Tense, Voice
from tests.accounts import account, argument, article, assertion, claim

SCRIPT = "<script>window.owned='script'</script>"
HANDLER = '"><img src=x onerror="window.owned=\'handler\'">'
CLOSING = "</title></script></style></textarea></template><script>window.owned='closing'</script>"
ADDRESS = "javascript:window.owned='address'//"
TEMPLATE = "{{7*7}} {% include 'base.html' %} ${7*7} <%= 7*7 %> #{7*7}"
TURNED = "\u202e<b>turned</b>\u202c \u200b\ufeff\u2028\u007f end"
QUOTES = "' onfocus=alert(1) autofocus x='"
CHARACTERS = "&lt;b&gt;&amp;amp; --> ]]> <!-- \\u003cscript\\u003e"
VECTOR = "<svg onload=window.owned='vector'><a href=javascript:window.owned='link'>x</a>"
INHERITED = "__proto__"
OPEN = "\u202eleft open"

STRINGS = (SCRIPT, HANDLER, CLOSING, ADDRESS, TEMPLATE, TURNED, QUOTES, CHARACTERS, VECTOR, INHERITED)

OUTLET = f"Hostile {SCRIPT}{QUOTES}{OPEN}"
TITLE = f"Title {CLOSING}"
SPEAKER = Reference(kind=Kind.ENTITY, key="hostile-speaker", label=f"Speaker {HANDLER}{OPEN}", type="PERSON")
SUBJECT = Reference(kind=Kind.ENTITY, key=f"subject {VECTOR}", label=f"Subject {VECTOR}", type="ORG")
TOPIC = Reference(kind=Kind.TOPIC, key=slug(f"topic {TEMPLATE}"), label=f"Topic {TEMPLATE}")
PLACE = Reference(kind=Kind.ENTITY, key=INHERITED, label=f"Place {CHARACTERS}", type="GPE")

FIRST = f"{SPEAKER.label} said {SUBJECT.label} will close {TOPIC.label} in {PLACE.label}"
SECOND = f"Tags {TURNED} and {CLOSING} were closed"
THIRD = f"{SUBJECT.label} closed 45 {TOPIC.label}"
ARTICLE = article(
    f"id/{CLOSING}?#%2e",
    OUTLET,
    "2025-03-04",
    TITLE,
    f"{FIRST}.\n\n{SECOND}.\n\n{THIRD}.\n\n" + "\n".join(STRINGS),
    url=ADDRESS,
    author=f"Author {HANDLER}",
    removed=(Removal(kind="credit", text=SCRIPT, line=1),),
)


def build_hostile_account() -> Account:
    """Return what the article asserts: every label, cue and unit of it is hostile too."""
    close = claim(
        SUBJECT,
        f"close {QUOTES}",
        TOPIC,
        text=f"{SUBJECT.label} closes {TOPIC.label}",
        arguments=[argument("in", PLACE)],
    )
    counted = claim(
        SUBJECT, f"close {QUOTES}", TOPIC, text=f"{SUBJECT.label} closes 45 {SCRIPT}", quantity=45, unit=SCRIPT
    )
    tags = claim(TOPIC, "close", text=f"{TOPIC.label} closes {TURNED}")
    found = account(
        ARTICLE,
        assertion(
            ARTICLE, close, FIRST, speakers=(SPEAKER,), cue=f"said {SCRIPT}", voice=Voice.INDIRECT, place=PLACE,
            tense=Tense.FUTURE, object_text=f"the {TOPIC.label}", time="2025-03", rule=f"rule {SCRIPT}",
        ),
        assertion(ARTICLE, counted, THIRD, polarity=Polarity.NEGATIVE, object_text=VECTOR),
        assertion(
            ARTICLE, tags, SECOND, speakers=(SPEAKER, SUBJECT), cue=CLOSING, voice=Voice.MIXED,
            certainty=Certainty.POSSIBLE,
        ),
    )  # fmt: skip
    return replace(found, assertions=tuple(replace(one, sentence=_paragraph(one.span)) for one in found.assertions))


def _paragraph(span):
    text = ARTICLE.text
    start = text.rfind("\n", 0, span.start) + 1
    return type(span)(start, text.index("\n", span.end))
