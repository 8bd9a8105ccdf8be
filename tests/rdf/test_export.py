import random
from io import BytesIO, TextIOWrapper

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import UnknownFormat
from kg.rdf import describe, write_quads
from kg.rdf.vocabulary import prefixes


@pytest.fixture
def quads(sample_accounts, sample_run):
    return [quad for account in sample_accounts for quad in describe(account, run=sample_run)]


def written(quads, name="nquads", **options):
    output = BytesIO()
    write_quads(quads, output, name, **options)
    return output.getvalue()


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_the_order_of_quads_and_the_size_of_chunks_do_not_matter(quads, name):
    shuffled = random.Random(3).sample(quads, len(quads))
    assert written(shuffled, name, chunk=50) == written(quads, name)


@pytest.mark.parametrize(("name", "syntax"), [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)])
def test_what_is_written_can_be_read(quads, name, syntax):
    read = list(parse(written(quads, name, prefixes=prefixes("https://kg.example/")), syntax))
    assert {str(quad) for quad in read} == {str(quad) for quad in quads}
    assert len(read) == len({str(quad) for quad in quads})


def test_a_text_stream_over_a_binary_one_will_do(quads):
    output = TextIOWrapper(BytesIO(), encoding="utf-8")
    write_quads(quads, output)
    assert output.buffer.getvalue() == written(quads)


def test_an_unknown_format_is_refused(quads):
    with pytest.raises(UnknownFormat, match="trig"):
        write_quads(quads, BytesIO(), "rdfxml")
