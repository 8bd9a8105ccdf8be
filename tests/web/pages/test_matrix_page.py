import re
from html.parser import HTMLParser

import pytest

from tests.web.pages.read_graph import ReadFlat, ask


class Cells(HTMLParser):
    """The words of each row of the matrix."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.hidden = [], 0
        self.feed(page[page.index("<tbody>") : page.index("</tbody>")])

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self.hidden += ("aria-hidden", "true") in attributes

    def handle_endtag(self, tag):
        self.hidden -= bool(self.hidden) and tag == "span"

    def handle_data(self, text):
        if not self.hidden and text.strip():
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {text}".split())


def test_a_cell_says_in_words_how_the_outlet_stands_to_the_claim():
    rows = Cells(ask(ReadFlat(n_outlets=4), "/matrix?story=bridge").text).rows
    told, silent = "attributes 2× to Mayor Oduya", "leaves out in 3 articles"
    assert rows[0][1:] == [told, silent, silent, "denies"]
    assert rows[1][1:] == [told, "asserts", silent, "nothing on the story"]


def test_an_outlet_that_says_several_things_shows_them_all():
    rows = Cells(ask(ReadFlat(), "/matrix?story=bridge").text).rows
    assert rows[4][1] == "asserts attributes to Mayor Oduya denies"


def test_a_cell_is_a_link_that_keeps_story_order_and_page():
    page = ask(ReadFlat(n_claims=90), "/matrix?story=bridge&sort=outlets&page=2").text
    address = re.search(r'class="cell" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert address == "/matrix?story=bridge&sort=outlets&page=2&cell=claim-40%2Coutlet-0"
    opened = ask(ReadFlat(n_claims=90), address).text
    assert 'aria-current="true"' in opened
    assert "Tells it, 2 times" in opened


def test_the_sentences_of_a_cell_come_alone_for_the_script():
    part = ask(ReadFlat(), "/matrix/cell?story=bridge&cell=claim-0,outlet-3").text
    assert "<html" not in part
    assert "Denies it or tells the contrary, 1 time" in part


def test_silence_is_explained_with_the_articles():
    part = ask(ReadFlat(), "/matrix/cell?story=bridge&cell=claim-0,outlet-1").text
    assert "It leaves this claim out in all 3 articles" in part
    assert '<a href="/article/article-outlet-1">' in part


def test_smaller_outlets_are_folded_away_until_asked_for():
    flat = ReadFlat(n_outlets=20)
    page = ask(flat, "/matrix?story=bridge").text
    assert page.count('<th scope="col">') == 1 + 10
    assert '<a href="/matrix?story=bridge&amp;columns=60">Show 10 more outlets</a>' in page
    assert ask(flat, "/matrix?story=bridge&columns=60").text.count('<th scope="col">') == 1 + 20


def test_any_filter_of_the_claims_makes_a_matrix():
    flat = ReadFlat()
    page = ask(flat, "/matrix?entity=mayor-oduya&voice=direct&sort=newest").text
    assert flat.asked[0].to_pairs() == [("entity", "mayor-oduya"), ("voice", "direct")]
    assert flat.asked[1] == "newest"
    assert 'href="/matrix?entity=mayor-oduya" aria-label="Remove voice direct"' in page


def test_without_a_choice_stories_are_offered():
    page = ask(ReadFlat(), "/matrix").text
    assert '<a href="/matrix?story=bridge">Story: A bridge is to close</a>' in page
    assert "No story has these words." in ask(ReadFlat(), "/matrix?find=harbour").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/matrix?story=elsewhere", 404),
        ("/matrix?colour=red", 400),
        ("/matrix?story=bridge&sort=price", 400),
        ("/matrix?sort=price", 400),
        ("/matrix?story=bridge&page=two", 400),
        ("/matrix?story=bridge&columns=9999999999", 400),
        ("/matrix/cell?story=bridge&cell=nothing", 400),
        ("/matrix?story=bridge&cell=claim-0,nobody", 200),
    ],
)
def test_what_cannot_be_meant_is_said_without_failing(address, status):
    assert ask(ReadFlat(), address).status_code == status


def test_no_claim_says_what_to_do():
    assert "Take one filter away, or choose a story." in ask(ReadFlat(n_claims=0), "/matrix?q=nothing").text
