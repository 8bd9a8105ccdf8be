"""Treebanks as raw texts with the places of their words."""

import gzip

import pytest

from tests.benchmarks.conllu import read_documents

ROWS = """\
# newdoc id = GUM_news_mill
# meta::genre = news
# newpar
# sent_id = 1
1\tNobody\t_\tPRON\tNN\t_\t2\tnsubj\t_\tEntity=(1-person)
2\tsleeps\t_\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No
3\t!\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = 2
1\tMills\t_\tNOUN\tNNS\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\t_\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\t_\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgrind\t_\tVERB\tVB\t_\t0\troot\t_\t_
4.1\tflour\t_\tNOUN\tNN\t_\t_\t_\t_\t_

# newpar
# sent_id = 3
1-2\tWanna\t_\t_\t_\t_\t_\t_\t_\t_
1\tWant\t_\tVERB\tVB\t_\t0\troot\t_\t_
2\tto\t_\tPART\tTO\t_\t3\tmark\t_\t_
3\tgo\t_\tVERB\tVB\t_\t1\txcomp\t_\t_

# newdoc id = other
# sent_id = 4
1\tYes\t_\tINTJ\tUH\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path):
    path = tmp_path / "x.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(ROWS)
    return path


def test_paragraphs_are_parted_by_an_empty_line(treebank):
    first, second = read_documents(treebank)
    assert first.text == "Nobody sleeps! Mills don't grind\n\nWanna go"
    assert (first.genre, first.id, second.text) == ("news", "GUM_news_mill", "Yes")


def test_paragraphs_are_parted_by_a_space_where_that_is_asked(treebank):
    first, _ = read_documents(treebank, with_paragraphs=False)
    assert first.text == "Nobody sleeps! Mills don't grind Wanna go"


@pytest.mark.parametrize("with_paragraphs", [True, False])
def test_words_know_their_places(treebank, with_paragraphs):
    first, _ = read_documents(treebank, with_paragraphs=with_paragraphs)
    places = [first.text[word.start : word.end] for word in first.words]
    assert places == ["Nobody", "sleeps", "!", "Mills", "do", "n't", "grind", "Wanna", "", "go"]


def test_heads_count_through_the_document(treebank):
    first, _ = read_documents(treebank)
    assert [word.head for word in first.words] == [1, None, 1, 6, 6, 6, None, None, 9, 7]
    assert first.sentences == (range(3), range(3, 7), range(7, 10))
    assert first.words[0].misc == {"Entity": "(1-person)"}
