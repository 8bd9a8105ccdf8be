from hypothesis import given
from hypothesis import strategies as st

from kg.records import ClaimRelation
from kg.resolve.claim_blocks import BLOCK, MOST_PAIRS, candidate_pairs, link_claim_cases, rarity

from .claim_cases import claim_case

LINES = [
    "entity/norland | launch | topic/drones | | past n=450:drones",
    "entity/norland | fire | topic/drones | | past n=450:drones",
    "entity/norland | launch | topic/drones | | past n=200:drones",
    "entity/sudria | reject | topic/terms",
    "entity/sudria | accept | topic/conditions | | not",
    "topic/harvest | be | topic/good",
]


def cases(**fields):
    return [claim_case(line, key=f"{number:04}", article=f"a{number}", **fields) for number, line in enumerate(LINES)]


def keys(pairs):
    return {tuple(sorted((one.key, other.key))) for one, other in pairs}


def test_what_shares_rare_things_is_compared():
    assert {("0000", "0001"), ("0000", "0002"), ("0003", "0004")} <= keys(candidate_pairs(cases()))
    assert not any("0005" in pair for pair in keys(candidate_pairs(cases())))


def test_stories_are_kept_apart():
    july, june = cases(story="july"), [claim_case(LINES[0], key="june", story="june")]
    assert not any("june" in pair for pair in keys(candidate_pairs([*july, *june])))


def test_without_a_story_only_near_days_are_compared():
    near = claim_case(LINES[0], key="near", story=None, published="2031-07-20")
    far = claim_case(LINES[0], key="far", story=None, published="2031-03-01")
    found = keys(candidate_pairs([*cases(story=None), near, far]))
    assert ("0000", "near") in found
    assert not any("far" in pair for pair in found)


def test_the_work_is_bounded():
    many = [claim_case(LINES[0], key=f"{number:05}", article=f"a{number}") for number in range(3 * BLOCK)]
    assert len(list(candidate_pairs(many))) <= MOST_PAIRS * len(many)


@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_change_the_links(random):
    shuffled = cases()
    random.shuffle(shuffled)
    assert list(link_claim_cases(shuffled)) == list(link_claim_cases(cases()))


def test_links_of_a_story():
    found = {(link.left, link.right): link.relation for link in link_claim_cases(cases())}
    assert found["0000", "0001"] is ClaimRelation.SAME
    assert found["0000", "0002"] is ClaimRelation.CONTRADICTS


def test_what_all_say_weighs_little():
    weigh = rarity(cases())
    assert weigh("=norland") < weigh("harvest") <= 1
    assert weigh("unheard") == 1
