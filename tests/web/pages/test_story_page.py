from kg.flat import Choice
from kg.web.pages.story import list_articles, split_sides
from tests.web.pages.read_graph import ReadFlat, ask
from tests.web.pages.read_parts import make_outlets, make_told


def test_contested_claims_say_who_stands_where():
    row = ReadFlat().matrix(Choice(story="bridge")).rows[0]
    assert split_sides(row) == (("outlet-0",), ("outlet-3",), ("outlet-1", "outlet-2"))


def test_articles_stand_by_outlet_in_order_of_time():
    one, other = make_outlets(2)
    rows = [make_told(3, one), make_told(1, other), make_told(4, one)]
    found = list_articles(rows)
    assert {key: [(told.path, told.n) for told in articles] for key, articles in found.items()} == {
        "outlet-0": [("/article/article-outlet-0", 2)],
        "outlet-1": [("/article/article-outlet-1", 1)],
    }


def test_it_leads_to_the_matrix_and_the_articles():
    page = ask(ReadFlat(), "/story/bridge").text
    assert '<a class="button main" href="/matrix?story=bridge">' in page
    assert '<a href="/article/article-outlet-3">' in page


def test_an_unknown_story_is_404():
    assert ask(ReadFlat(), "/story/elsewhere").status_code == 404
