"""Which story the articles of the small newsroom belong to."""

from collections import defaultdict

from kg.query.stories import article_stories


def test_articles_of_one_story_have_the_same_and_revisions_are_one_article(newsroom):
    articles = defaultdict(set)
    for (outlet, article), story in article_stories(newsroom).items():
        articles[story].add((outlet, article))
    talks = next(found for found in articles.values() if ("Coast Courier", "cc-1") in found)
    assert ("Island Independent", "ii-1") in talks
    assert len(articles) > 1
    assert not any(talks & found for found in articles.values() if found is not talks)


def test_a_graph_that_was_not_linked_has_no_stories(sample_graph):
    assert article_stories(sample_graph) == {}
