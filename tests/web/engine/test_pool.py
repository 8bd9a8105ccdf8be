import asyncio
import os
import signal
import sys

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import GraphNotFound
from kg.store import GraphStore
from kg.web.engine import Answer, Dump, Formats, Pool, Question, Refused
from kg.web.engine.refusals import (
    AsksOutside,
    Busy,
    Closed,
    InvalidQuestion,
    NestedTooDeep,
    NoSuchGraph,
    NotAcceptable,
    TimedOut,
    TooLargeResult,
    TooLong,
    TooManyRows,
    TooMuchMemory,
    WorkerDied,
)
from tests.web.engine.asking import COUNTING, ENDLESS, asking, outcome, timed, with_pool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")
SMALL = "SELECT ?o { <urn:thing:1> ?p ?o }"
MEGABYTE = 1024 * 1024


def test_each_form_is_answered_in_the_format_that_is_wanted_for_it(things_path):
    formats = Formats(solutions="text/csv", boolean="application/sparql-results+xml", triples="application/n-triples")
    table, boolean, triples = asking(
        things_path, SMALL, f"ASK {SMALL[9:]}", f"CONSTRUCT {SMALL[9:]} {SMALL[9:]}", formats=formats
    )
    assert (table.form, table.format, table.body, table.rows) == ("solutions", "text/csv", b"o\r\n1\r\n", 1)
    assert boolean.form == "boolean"
    assert b"<boolean>true</boolean>" in boolean.body
    assert (triples.form, triples.rows, triples.size) == ("triples", 1, len(triples.body))


@pytest.mark.parametrize(
    ("text", "refusal", "limits"),
    [
        ("SELECT * {", InvalidQuestion, {}),
        ("SELECT (<urn:f>(1) AS ?x) {}", InvalidQuestion, {}),
        ("SELECT * { SERVICE <http://a.example/> {} }", AsksOutside, {}),
        ("SELECT * " + "{" * 300 + "}" * 300, NestedTooDeep, {}),
        ("#" * 1_001, TooLong, {"query_bytes": 1_000}),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", TooManyRows, {"rows": 299}),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", TooManyRows, {"rows": 299}),
        ("SELECT * { ?s ?p ?o }", TooLargeResult, {"result_bytes": 5_000}),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", TooLargeResult, {"result_bytes": 5_000}),
        (COUNTING, TimedOut, {"seconds": 1.5}),
    ],
)
def test_what_is_beyond_the_limits_is_refused_and_the_next_question_answered(things_path, text, refusal, limits):
    refused, small = asking(things_path, text, "SELECT * { ?s ?p ?o } LIMIT 1", **limits)
    assert type(refused) is refusal
    assert refused.status >= 400
    assert str(refused)
    assert isinstance(small, Answer)


def test_a_format_that_is_not_taken_for_a_form(things_path):
    [refused] = asking(things_path, "ASK {}", formats=Formats(boolean=None))
    assert type(refused) is NotAcceptable


def test_a_bomb_is_stopped_by_its_memory_and_its_worker_replaced(things_path):
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    bomb = f'SELECT (STRLEN(?x34) AS ?n) {{ BIND("0123456789" AS ?x0) {doubled} }}'
    refused, small = asking(things_path, bomb, SMALL, memory_bytes=128 * MEGABYTE)
    assert type(refused) is TooMuchMemory
    assert isinstance(small, Answer)


def test_runaways_never_stop_the_others_and_end_in_time(things_path):
    async def scenario(pool):
        await outcome(pool, SMALL)
        runaways = [asyncio.create_task(timed(outcome(pool, f"{COUNTING} # {n}"))) for n in range(5)]
        await asyncio.sleep(0.8)
        small = [await timed(outcome(pool, f"{SMALL} # {n}")) for n in range(10)]
        return small, await asyncio.gather(*runaways)

    small, runaways = with_pool(things_path, scenario, seconds=2.0)
    assert all(isinstance(one, Answer) for one, _ in small)
    assert sorted(seconds for _, seconds in small)[5] < 0.5
    assert all(type(one) is TimedOut and seconds < 2.5 for one, seconds in runaways)


def test_what_waits_too_long_is_refused_at_once(things_path):
    async def scenario(pool):
        runaways = [asyncio.create_task(outcome(pool, f"{COUNTING} # {n}")) for n in range(8)]
        return await asyncio.gather(*runaways)

    outcomes = with_pool(things_path, scenario, seconds=1.5, waiting=1)
    busy = [one for one in outcomes if type(one) is Busy]
    assert busy
    assert busy[0].retry_after


def test_a_worker_that_dies_is_told_and_replaced(things_path):
    async def scenario(pool):
        await outcome(pool, SMALL)
        asked = asyncio.create_task(outcome(pool, COUNTING))
        await asyncio.sleep(0.3)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        return await asked, await outcome(pool, SMALL + "#")

    died, small = with_pool(things_path, scenario, fast_seconds=5.0)
    assert type(died) is WorkerDied
    assert "SIGKILL" in str(died)
    assert isinstance(small, Answer)


def test_workers_that_die_idle_are_replaced_before_anybody_notices(things_path):
    async def scenario(pool):
        await outcome(pool, SMALL)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        return await outcome(pool, f"{SMALL} #")

    assert isinstance(with_pool(things_path, scenario), Answer)


def test_a_zygote_that_dies_is_replaced(things_path):
    async def scenario(pool):
        await outcome(pool, SMALL)
        process = pool._crew._nursery._process
        process.kill()
        process.wait()
        return [await outcome(pool, f"{SMALL} # {n}") for n in range(3)][-1]

    assert isinstance(with_pool(things_path, scenario), Answer)


def test_a_client_that_goes_away_stops_its_query(things_path):
    async def scenario(pool):
        asked = asyncio.create_task(pool.run(Question(text=COUNTING)))
        await asyncio.sleep(0.6)
        busy = set(pool.pids)
        asked.cancel()
        await asyncio.sleep(0.5)
        return busy - set(pool.pids), pool._lanes._slow._value

    ended, n_free = with_pool(things_path, scenario)
    assert len(ended) == 1
    assert n_free == 2


def test_equal_questions_are_run_once_and_kept(things_path):
    async def scenario(pool):
        slow = "SELECT (COUNT(*) AS ?n) { VALUES ?a {1 2 3} ?s ?p ?o . ?x ?y ?z . }"
        together = await asyncio.gather(*(pool.run(Question(text=slow)) for _ in range(5)))
        return together, await pool.run(Question(text=slow)), await pool.run(Question(text=slow + " "))

    together, kept, other = with_pool(things_path, scenario)
    assert len(set(map(id, together))) == 1
    assert kept.body == together[0].body == other.body
    assert kept.seconds == 0.0
    assert other.seconds > 0.0


def test_what_changes_is_not_kept(things_path):
    first, second = asking(things_path, *["SELECT (RAND() AS ?x) {}"] * 2)
    assert first.body != second.body


def test_a_large_answer_rests_in_a_file_of_the_caller(things_path):
    async def scenario(pool):
        question = Question(text="SELECT * { ?s ?p ?o }", formats=Formats(solutions="text/csv"))
        together = await asyncio.gather(*(pool.run(question) for _ in range(3)))
        files = [one.file for one in together]
        assert all(file.is_file() for file in files)
        assert len(set(files)) == 3
        texts = [b"".join(one.chunks()) for one in together]
        return texts, together[0].size, list(files[0].parent.iterdir())

    texts, size, left = with_pool(things_path, scenario, spill_bytes=1_000)
    assert {len(text) for text in texts} == {size}
    assert not left


def test_the_request_may_name_the_graphs(things_path):
    async def scenario(pool):
        counting = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

        async def count(text=counting, **given):
            formats = Formats(solutions="text/csv")
            answer = await pool.run(Question(text=text, formats=formats, **given))
            return int(answer.body.split()[1])

        return [
            await count(),
            await count(union_default=False),
            await count(default_graphs=("urn:graph:1",)),
            await count(named_graphs=("urn:graph:1",)),
            await count(default_graphs=()),
            await count(text="SELECT (COUNT(*) AS ?n) FROM <urn:graph:1> { ?s ?p ?o }"),
            await count(
                text="SELECT (COUNT(*) AS ?n) FROM <urn:graph:0> { ?s ?p ?o }", default_graphs=("urn:graph:1",)
            ),
        ]

    assert with_pool(things_path, scenario) == [303 + 302, 1 + 302, 150, 150, 0, 150, 150]


def test_dumps(things_path):
    async def scenario(pool):
        async def dump(**given):
            answer = await pool.run(Dump(**given))
            return answer.form, answer.rows, answer.body

        with pytest.raises(NoSuchGraph):
            await dump(graph="urn:graph:nowhere")
        return [
            await dump(graph="urn:graph:1", format="application/n-triples"),
            await dump(format="application/n-triples"),
            await dump(union=True, format="application/n-quads"),
            await dump(union=True, subject="urn:thing:0", format="text/turtle"),
        ]

    named, default, everything, described = with_pool(things_path, scenario)
    assert named[:2] == ("triples", 150)
    assert default == ("triples", 1, b'<urn:alone> <urn:number> "-1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n')
    assert everything[:2] == ("quads", 303)
    assert described[1] == 3
    assert b"Harbour" in described[2]


def test_prefixes_are_known_where_they_are_given(things_path):
    async def scenario(pool):
        asked = "ASK { ?s a kg:Claim }"
        with pytest.raises(Refused):
            await pool.run(Question(text=asked))
        return await pool.run(Question(text=asked, prefixes=pool.prefixes))

    assert b"false" in with_pool(things_path, scenario).body


def test_a_graph_that_changes_is_asked_anew(tmp_path):
    path = tmp_path / "changing.kg"
    counting = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def write(number):
        with GraphStore.create(path) as graph:
            graph.store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(number), NamedNode("urn:g")))

    write(1)

    async def scenario(pool):
        texts = []
        formats = Formats(solutions="text/csv")
        for number in (2, 3):
            first = await pool.run(Question(text=counting, formats=formats))
            texts.append(first.body)
            assert not await pool.refresh()
            await asyncio.to_thread(write, number)
            assert await pool.refresh()
            second = await pool.run(Question(text=counting, formats=formats))
            assert second.snapshot != first.snapshot
        texts.append(second.body)
        await asyncio.to_thread(write, 4)
        for _ in range(100):  # noticed without being told
            await asyncio.sleep(0.05)
            last = await pool.run(Question(text=counting, formats=formats))
            if last.snapshot != second.snapshot:
                break
        snapshots = [one for one in pool._crew._room.path.iterdir() if one.name[0].isdigit()]
        return [*texts, last.body], len(snapshots)

    texts, n_snapshots = with_pool(path, scenario)
    assert [int(text.split()[1]) for text in texts] == [1, 2, 3, 4]
    assert n_snapshots <= 2  # the newest, and one whose last worker may be ending


def test_a_pool_that_is_closed_refuses_and_leaves_nothing(things_path):
    async def scenario(pool):
        await outcome(pool, SMALL)
        pids = pool.pids
        room = pool._crew._room.path
        await pool.close()
        return pids, room, await outcome(pool, SMALL)

    pids, room, refused = with_pool(things_path, scenario)
    assert type(refused) is Closed
    assert not room.exists()
    assert not (things_path / ".snapshots").exists()
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_no_graph_is_misuse(tmp_path):
    with pytest.raises(GraphNotFound):
        Pool(tmp_path / "nowhere.kg")


def test_endless_rows_are_counted_as_they_are_written(things_path):
    [refused] = asking(things_path, ENDLESS, formats=Formats(solutions="text/csv"), rows=5_000)
    assert type(refused) is TooManyRows
