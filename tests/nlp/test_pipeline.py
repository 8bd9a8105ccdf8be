from datetime import date

import pytest
import spacy
from spacy.language import Language

from kg.errors import ModelNotFound
from kg.nlp.pipeline import COMPONENTS_AFTER, COMPONENTS_BEFORE, annotate, load_pipeline
from kg.records import Article, Place, Span


@pytest.fixture(scope="module")
def nlp(tmp_path_factory):
    """A pipeline without any trained component, as spaCy writes it."""
    folder = tmp_path_factory.mktemp("blank")
    spacy.blank("en").to_disk(folder)
    return load_pipeline(str(folder))


def article(text, **fields):
    return Article(id="a", outlet="Kelp Courier", text=text, place=Place(path="a.txt"), reader="test", **fields)


def test_components_stand_in_their_order(nlp):
    assert tuple(nlp.pipe_names) == (*COMPONENTS_BEFORE, *COMPONENTS_AFTER)


def test_an_unknown_model_is_one_clear_error():
    with pytest.raises(ModelNotFound, match="no-such-model"):
        load_pipeline("no-such-model")


def test_articles_stream_in_order_and_keep_their_text(nlp):
    texts = ["One.\n\nTwo.", "", "Three."]
    annotations = list(annotate((article(text) for text in texts), nlp=nlp))
    assert [annotation.article.text for annotation in annotations] == texts
    assert annotations[0].sentences == (Span(0, 4), Span(6, 10))


def test_no_article_is_read_before_it_is_needed(nlp):
    def endless():
        while True:
            yield article("One.")

    assert next(annotate(endless(), nlp=nlp, batch_size=1)).article.text == "One."


def test_components_know_the_publication_date():
    nlp = spacy.blank("en")
    dates = []
    Language.component("note_date", func=lambda doc: dates.append(doc._.published) or doc)
    nlp.add_pipe("note_date")
    list(annotate([article("One.", published=date(2025, 7, 22))], nlp=nlp))
    assert dates == [date(2025, 7, 22)]
