"""Which story the articles of the small newsroom belong to."""

from collections import defaultdict

from kg.query.stories import article_stories


def test_articles_of_one_story_have_the_same(newsroom):
    articles = defaultdict(set)
    for (outlet, article), story in article_stories(newsroom).items():
        articles[story].add((outlet, article))
    talks = next(found for found in articles.values() if ("Coast Courier", "cc-1") in found)
    assert ("Island Independent", "ii-1") in talks
    assert len({outlet for outlet, _ in talks}) > 2


def test_a_graph_that_was_not_linked_has_no_stories(sample_graph):
    assert article_stories(sample_graph) == {}
