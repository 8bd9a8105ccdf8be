"""What single pages read, of the newsroom's graph."""

from shutil import copytree

import pytest

from kg.errors import NotInGraph, WrongParameter
from kg.flat import STORY_SORTS, Choice, open_flat
from kg.query.compare_tellings import Tellings
from kg.rdf import Identifiers
from kg.rdf.authorities import AuthorityLink
from kg.rdf.decisions import ACTS_FOR
from kg.store import GraphStore
from kg.store.reconciled import replace_authority_links
from kg.store.recovery import remove_articles
from tests.accounts import HOST, REJECT


def row_of(flat, **choice):
    return next(flat.rows(Choice(**choice)))


def test_the_overview_counts(newsroom_flat):
    found = newsroom_flat.overview()
    assert (found.n_outlets, found.n_articles, found.n_assertions, found.n_claims) == (5, 5, 23, 14)
    assert (found.first, found.last, found.n_stories) == ("2025-03-03", "2025-03-07", 1)
    assert sum(one.n for one in found.by_month) == found.n_assertions
    assert {one.period for one in found.by_month} == {"2025-03"}
    assert [one.n_assertions for one in found.outlets] == sorted((o.n_assertions for o in found.outlets), reverse=True)
    assert {one.thing.label for one in found.speakers} == {"Ana Reyes", "Tomas Berg", "Norland", "senior official"}


def test_the_broadest_contest_comes_first(newsroom_flat):
    found = newsroom_flat.overview().contested
    assert [min(len(one.outlets_for), len(one.outlets_against)) for one in found] == [1, 1, 1]
    first = found[0]
    assert first.claim.text == "not: Sudria rejects demand"
    assert first.against is not None
    assert first.against.text == "Sudria rejects demand"
    assert first.outlets_for == ("delta-dispatch", "coast-courier")  # earliest first
    assert (first.score, first.reasons) == (0.95, ("one denies it",))
    assert first.claim.contested
    assert (first.claim.n_for, first.claim.n_against) == (2, 1)


def test_corroboration_counts_origins(newsroom_flat, newsroom_path):
    found = {one.key: one for one in newsroom_flat.overview().corroborated}
    with GraphStore.open(newsroom_path) as graph:
        tellings = Tellings(graph)
        for key, one in found.items():
            this = graph.identifiers.room("claim", key)
            assert one.n_origins == tellings.corroboration(this, "origins")
            assert one.n_outlets == tellings.corroboration(this, "outlets")
            assert one.text == tellings.words(this)
    assert found[HOST.key].n_origins == 2  # one of three outlets copies another
    assert found[HOST.key].outlets == ("harbour-herald", "delta-dispatch", "evening-echo")


def test_an_assertion_stands_in_its_context(newsroom_flat):
    row = row_of(newsroom_flat, q="announced", outlets=("coast-courier",), speakers=("ana-reyes",))
    page = newsroom_flat.assertion(row.key)
    assert page.outer is not None
    assert page.outer.row.predicate == "announce"
    assert page.before == ""
    assert page.after == "Norland demands that Sudria cede four islands. The navy launched 45 drones, Tomas Berg said."
    assert newsroom_flat.assertion(page.outer.key).inner == (row,)
    with pytest.raises(NotInGraph):
        newsroom_flat.assertion("nothing")


def test_an_assertion_says_why_it_is_one_with_others_and_who_judged_it(newsroom_flat):
    hosts = newsroom_flat.assertion(row_of(newsroom_flat, claim=HOST.key, outlets=("harbour-herald",)).key)
    (decision,) = hosts.decisions
    assert (decision.relation, decision.score, decision.reasons) == ("same", 0.9, ("both say “host”",))
    assert decision.other == "Evening Echo: Port Ellis hosts peace talks"
    assert decision.other_path is not None
    assert decision.other_path.startswith("/article/")
    assert [one.outlet_key for one in hosts.others] == ["delta-dispatch", "evening-echo"]
    judged = newsroom_flat.assertion(row_of(newsroom_flat, verdicts=("rejected",)).key)
    assert [(one.by, one.verdict, one.at) for one in judged.verdicts] == [
        ("Mia Lund", "rejected", "2025-03-08T09:00:00Z")
    ]


def test_a_claim_page_has_all_sides(newsroom_flat):
    page = newsroom_flat.claim(HOST.key)
    assert [(one.outlet.key, len(one.rows)) for one in page.told_by] == [
        ("harbour-herald", 1),
        ("delta-dispatch", 1),
        ("evening-echo", 1),
    ]
    assert [(one.label, one.n) for one in page.wordings] == [("Port Ellis hosts peace talks", 3)]
    assert {one.outlet.key: one.n_articles for one in page.left_out_by} == {"coast-courier": 1, "island-independent": 1}
    assert [(one.label, one.outlets, one.n_assertions) for one in page.origins] == [
        ("Harbour Herald", ("harbour-herald", "evening-echo"), 2),
        ("Delta Dispatch", ("delta-dispatch",), 1),
    ]
    assert [(one.period, one.key) for one in page.by_day] == [
        ("2025-03-03", "harbour-herald"),
        ("2025-03-05", "delta-dispatch"),
        ("2025-03-06", "evening-echo"),
    ]


def test_claims_are_related_in_both_directions(newsroom_flat):
    denied = newsroom_flat.claim(f"{REJECT.key}-not")
    assert [(one.relation, one.claim.key, one.score) for one in denied.related] == [("contradicts", REJECT.key, 0.95)]
    refined = newsroom_flat.claim(newsroom_flat.search("are held", kinds=("claim",))[0].key)
    assert [(one.relation, one.claim.text) for one in refined.related] == [
        ("refined by", "two countries hold peace talks")
    ]
    with pytest.raises(NotInGraph):
        newsroom_flat.claim("nothing")


def test_stories_can_be_looked_for(newsroom_flat):
    found = newsroom_flat.stories(search="isl")
    assert [(one.key, one.n_articles, one.n_claims, one.n_contested) for one in found.stories] == [("s1", 5, 14, 5)]
    assert newsroom_flat.stories(search="harvest").total == 0
    assert {newsroom_flat.stories(sort=sort).total for sort in STORY_SORTS} == {1}
    with pytest.raises(WrongParameter):
        newsroom_flat.stories(sort="best")


def test_an_article_is_marked(newsroom_flat):
    row = row_of(newsroom_flat, outlets=("harbour-herald",), speakers=("norland",))
    page = newsroom_flat.article(row.article_key)
    marked = {
        (one.mark.kind, page.text[one.mark.start : one.mark.end]) for one in page.marks if row.key in one.assertions
    }
    assert marked == {
        ("claim", "Sudria cede four islands"),
        ("content", "Sudria cede four islands"),
        ("cue", "demands"),
        ("source", "Norland"),
    }
    assert [(one.mark.start, -one.mark.end) for one in page.marks] == sorted(
        (one.mark.start, -one.mark.end) for one in page.marks
    )
    told = {one.row.key: one for one in page.assertions}
    assert told[row.key].triple == "Sudria · cede · four islands"
    assert told[row.key].other_outlets == ("coast-courier",)
    denied = next(one for one in page.assertions if one.row.row.polarity == "negative")
    assert denied.triple == "Norland Navy · not launch · drones"


def test_an_article_says_where_its_text_comes_from(newsroom_flat):
    echo = newsroom_flat.article(row_of(newsroom_flat, outlets=("evening-echo",)).article_key)
    (copy,) = echo.copies
    assert (copy.relation, copy.label, copy.share) == ("copies", "Port prepares", 0.75)
    assert echo.origin == "shared with 1 other articles: Harbour Herald"
    herald = newsroom_flat.article(copy.article.key)
    assert {(one.relation, one.label) for one in herald.copies} == {
        ("copied by", "Port is ready"),
        ("credits", "Associated Press"),
    }
    assert {one.outlet_key for one in herald.neighbours} == {
        "coast-courier",
        "island-independent",
        "delta-dispatch",
        "evening-echo",
    }


def test_an_article_has_its_revisions(newsroom_flat):
    page = newsroom_flat.article(row_of(newsroom_flat, outlets=("coast-courier",)).article_key)
    assert [one.published for one in page.revisions] == ["2025-03-03", "2025-03-07"]
    assert page.line == page.revisions[0]
    assert page.author == "Mia Lund"
    with pytest.raises(NotInGraph):
        newsroom_flat.article("nothing")


def test_an_entity_speaks_and_is_spoken_of(newsroom_flat):
    page = newsroom_flat.entity("entity", "ana-reyes")
    assert (page.thing.label, page.thing.type, page.n_by) == ("Ana Reyes", "Person", 3)
    assert page.n_about == newsroom_flat.count(Choice(entities=("ana-reyes",)))
    assert [(one.label, one.past, one.first) for one in page.roles] == [
        ("former harbour minister of Norland", True, "2025-03-03"),
        ("foreign minister of Norland", False, "2025-03-04"),
    ]
    assert page.roles[0].of is not None
    assert page.roles[0].of.path == "/entity/norland"
    assert {outlet.key: n for outlet, n in page.quoted_by} == {
        "coast-courier": 1,
        "harbour-herald": 1,
        "island-independent": 1,
    }
    assert sum(one.n for one in page.by_month if one.key == "by") == page.n_by
    assert sum(one.n for one in page.by_day if one.key == "about") == page.n_about
    assert "ana-reyes" not in {one.thing.key for one in (*page.speaks_about, *page.near)}
    assert {one.text for one in page.claims_by} > {"Port Ellis hosts peace talks"}


def test_capitals_act_for_their_countries(newsroom_flat):
    assert [one.key for one in newsroom_flat.entity("entity", "norhaven").acts_for] == ["norland"]
    assert [one.key for one in newsroom_flat.entity("entity", "norland").acted_for_by] == ["norhaven"]
    (decision,) = newsroom_flat.entity("entity", "norhaven").decisions
    assert (decision.relation, decision.other, decision.other_path) == ("actsFor", "Norland", "/entity/norland")


def test_topics_have_pages_and_types(newsroom_flat):
    page = newsroom_flat.entity("topic", "peace-talks")
    assert page.thing.path == "/topic/peace-talks"
    assert {one.label for one in page.events} == {"CONSULT"}
    with pytest.raises(NotInGraph):
        newsroom_flat.entity("topic", "ana-reyes")


def test_an_outlet_page_tells_it_from_the_others(newsroom_flat):
    page = newsroom_flat.outlet("evening-echo")
    assert (page.outlet.n_articles, page.first, page.last) == (1, "2025-03-06", "2025-03-06")
    assert [one.text for one in page.only_here] == ["not: Tomas Berg confirms that two countries hold peace talks"]
    assert (page.n_only_here, page.n_shared) == (1, 2)
    assert {one.label: one.n for one in page.voices} == {"narrator": 3}
    assert page.origins == (("Harbour Herald", 1),)
    assert {(line.text, n) for line, n in page.left_out} >= {("Sudria cedes four islands", 1)}
    assert [(story.key, n) for story, n in page.stories] == [("s1", 1)]
    assert [one.claim.text for one in newsroom_flat.outlet("harbour-herald").contested] == [
        "Norland Navy launches 45 drones"
    ]
    assert newsroom_flat.outlet("harbour-herald").origins == (("Associated Press", 1),)
    with pytest.raises(NotInGraph):
        newsroom_flat.outlet("nothing")


def test_search_finds_by_beginnings(newsroom_flat):
    assert next((one.kind, one.label) for one in newsroom_flat.search("ana r")) == ("entity", "Ana Reyes")
    assert [(one.kind, one.path) for one in newsroom_flat.search("herald")] == [("outlet", "/outlet/harbour-herald")]
    kinds = {one.kind for one in newsroom_flat.search("talks", limit=20)}
    assert kinds == {"topic", "story", "article", "claim"}
    assert newsroom_flat.search("") == newsroom_flat.search('"*') == ()
    assert {one.kind for one in newsroom_flat.search("talks", kinds=("article",))} == {"article"}


def test_edges_tie_two_things(newsroom_flat):
    found = newsroom_flat.edges(Choice())
    assert found.total == len(found.edges)
    assert [len(edge.outlets) for edge in found.edges] == sorted((len(e.outlets) for e in found.edges), reverse=True)
    best = found.edges[0]
    assert (best.source.key, best.predicate, best.target.key) == ("port-ellis", "host", "peace-talks")
    assert (best.n_assertions, best.outlets) == (3, ("harbour-herald", "delta-dispatch", "evening-echo"))
    assert (best.first, best.last) == ("2025-03-03", "2025-03-06")
    assert found.n_lone == 2  # talks that fail are tied to nothing, nor is what Berg does not confirm
    few = newsroom_flat.edges(Choice(), limit=2)
    assert (few.edges, few.total) == (found.edges[:2], found.total)
    negative = newsroom_flat.edges(Choice(polarities=("negative",)))
    assert {edge.polarity for edge in negative.edges} == {"negative"}


def test_neighbours_are_the_edges_at_a_thing(newsroom_flat):
    found = newsroom_flat.neighbours("topic", "peace-talks")
    assert found.edges
    assert all("peace-talks" in (edge.source.key, edge.target.key) for edge in found.edges)
    everything = newsroom_flat.edges(Choice()).edges
    assert len(found.edges) == sum("peace-talks" in (edge.source.key, edge.target.key) for edge in everything)
    with pytest.raises(NotInGraph):
        newsroom_flat.neighbours("entity", "nobody")


def test_other_names_lead_to_the_canonical_one(own_newsroom):
    base = Identifiers("https://kg.example/")
    entities = base.graph("entities")
    with GraphStore.create(own_newsroom) as graph:
        one, other = base.room("entity", "norhaven"), base.room("entity", "norland")
        graph.store.update(f"INSERT DATA {{ GRAPH {entities} {{ {one} <{base.base}ns#sameAs> {other} }} }}")
        graph.store.update(f"DELETE WHERE {{ GRAPH {entities} {{ ?s {ACTS_FOR} ?o }} }}")
        link = AuthorityLink(
            entity=one.value, authority="https://authority.example/Q1", linked=True, score=0.9, reasons=(), service="s"
        )
        replace_authority_links(graph, [link], service="s")
    with open_flat(own_newsroom) as flat:
        assert flat.canonical("entity", "norhaven") == ("entity", "norland")
        assert flat.canonical("entity", "norland") == ("entity", "norland")
        assert flat.canonical("claim", REJECT.key) == ("claim", REJECT.key)
        page = flat.entity("entity", "norhaven")
        assert (page.thing.key, page.names, page.keys) == ("norland", ("Norland", "Norhaven"), ("norland", "norhaven"))
        assert flat.count(Choice(entities=("norhaven",))) == flat.count(Choice(entities=("norland",))) == page.n_about
        assert [(one.iri, one.linked) for one in page.authorities] == [("https://authority.example/Q1", True)]
        with pytest.raises(NotInGraph):
            flat.canonical("entity", "nobody")


def test_a_graph_without_articles_has_pages(tmp_path, newsroom_path):
    copytree(newsroom_path, tmp_path / "empty.kg")
    with GraphStore.create(tmp_path / "empty.kg") as graph:
        keys = [heading.key for heading in list(graph.tables.headings())]
        remove_articles(graph.store, keys, graph.identifiers)
        graph.tables.begin([], replaced=keys)
        graph.tables.settle()
    with open_flat(tmp_path / "empty.kg") as flat:
        assert flat.overview().n_assertions == 0
        assert flat.claims(Choice(q="talks", speakers=("-",))).rows == ()
        assert flat.matrix(Choice()).rows == ()
        assert flat.edges(Choice()).edges == ()
        assert flat.stories().total == 0
