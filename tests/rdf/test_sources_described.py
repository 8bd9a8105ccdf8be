from dataclasses import replace

from kg.rdf import Identifiers
from kg.rdf.sources import COUNTRY, describe_article
from tests.accounts import COURIER
from tests.conftest import RUN


def test_the_country_of_an_outlet_is_told_where_it_is_known():
    known = Identifiers("https://kg.example/")

    def countries(article):
        quads = describe_article(article, identifiers=known, run=RUN)
        return [(quad.subject, quad.object.value) for quad in quads if quad.predicate == COUNTRY]

    assert countries(COURIER) == []
    assert countries(replace(COURIER, country="GB")) == [(known.room("outlet", "coast-courier"), "GB")]
