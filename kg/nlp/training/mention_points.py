"""Points of pairs of mentions (`kg/resolve/mention_points.toml`), fitted on ECB+ (Cybulska and Vossen 2014), train.

The vectors that the points weigh come from maps that were learnt on other topics, as for texts that nobody has seen.
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch and onnx belong to the `train` extra and are missing where the gates run

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.nlp.extract import extract_annotation
from kg.nlp.network.meanings import pack
from kg.nlp.training.meaning import Text, fit_map, list_examples, read_texts
from kg.rdf.decisions import canonical_keys
from kg.records import Article, Decision, Kind, Place
from kg.resolve import EntityRecord, build_account, canonical_chooser, link_entities
from kg.resolve.mention_clusters import join_mentions
from kg.resolve.mention_nodes import COMMON_VERBS, MentionRecord, Node, event_nodes, thing_nodes
from kg.resolve.mention_pairs import FEATURES, Columns
from kg.resolve.stories import Sketch, SketchBook, compare, find_stories

N_FOLDS = 4
RIDGE = 1.0
"""Strength of the pull of points towards nothing."""
KINDS = ("event", "entity")
Floats = NDArray[np.float64]
Events = Mapping[tuple[str, int], str]


def fit_points(corpora: Path, folder: Path, target: Path) -> None:
    """Fit the points and write the table.

    Args:
        corpora: the folder that holds `ecbplus`.
        folder: the network's.
        target: the table.
    """
    texts = read_texts(corpora / "ecbplus" / "train.jsonl.gz", folder)
    mentions = list_mentions(texts)
    sketches = [Sketch(key=name, published=None, words=words(found)) for name, found in mentions.items()]
    book = SketchBook(sketches)
    vectors = {key: book.weights_of(key) for key in book.keys}
    stories: dict[str, list[str]] = defaultdict(list)
    for article, story in find_stories(book).items():
        stories[story].append(article)
    gold = {text.name: text.gold for text in texts}
    tables = []
    for kind in KINDS:
        rows, answers = [], []
        for articles in stories.values():
            own = [mention for article in sorted(articles) for mention in mentions[article]]
            made = event_nodes(own) if kind == "event" else thing_nodes(own, _events(own, vectors))
            nodes = [(node, cluster) for node in made if (cluster := _cluster(node, own, gold, kind)) is not None]
            columns = Columns([node for node, _ in nodes], lambda a, b: compare(vectors[a], vectors[b]))
            left, right = np.triu_indices(len(nodes), 1)
            rows.append(np.stack([one[left, right] for one in columns.features(slice(None))], axis=1))
            clusters = np.array([cluster for _, cluster in nodes])
            answers.append(clusters[left] == clusters[right])
        weights = _regress(np.concatenate(rows).astype(float), np.concatenate(answers).astype(float))
        name = "event" if kind == "event" else "thing"
        tables.append(f"[{name}]\n" + "\n".join(f'"{f}" = {w:.3f}' for f, w in zip(FEATURES, weights, strict=True)))
    target.write_text(HEAD + "\n\n".join(tables) + "\n", encoding="utf-8")


HEAD = """# Points of pairs of mentions, in log-odds: events one by one, things with all their mentions in an article.
# Fitted by logistic regression on ECB+ (Cybulska and Vossen 2014, CC BY 3.0), training half:
# python -m kg.nlp.training points. The features are described in kg/resolve/mention_pairs.py.

"""


def words(mentions: Sequence[MentionRecord]) -> Counter[str]:
    """Return what stories are found by: the words of the mentions of an article."""
    return Counter(word for mention in mentions for word in mention.telling)


def list_mentions(texts: Sequence[Text]) -> dict[str, list[MentionRecord]]:
    """Return the mentions of each text, their vectors made by maps of other topics, their names linked."""
    accounts = {}
    for text in texts:
        article = Article(id=text.name, outlet="ecb", text=text.doc.text, place=Place(path=text.name), reader="ecb")
        accounts[text.name] = build_account(extract_annotation(text.doc, article))
    references = [
        mention.reference
        for account in accounts.values()
        for mention in account.mentions
        if mention.reference.kind is Kind.ENTITY
    ]
    counts = Counter(reference.key for reference in references)
    records = [EntityRecord(reference=one, n_articles=counts[one.key]) for one in dict.fromkeys(references)]
    canonical = _canonical(link_entities(records), records)
    vectors = _cross_fitted(texts)
    found: dict[str, list[MentionRecord]] = {}
    for name, account in accounts.items():
        found[name] = []
        for one in account.mentions:
            if one.read is not None:
                key = one.reference.key if one.reference.kind is Kind.ENTITY else None
                found[name].append(
                    MentionRecord(
                        article=name,
                        start=one.span.start,
                        end=one.span.end,
                        form=one.read.form,
                        lemma=one.read.lemma,
                        words=tuple(account.article.text[one.span.start : one.span.end].lower().split()),
                        label=one.reference.type if one.read.form.is_event else one.read.label,
                        chain=one.read.chain,
                        partners=one.read.partners,
                        governor=one.read.governor,
                        role=one.read.role,
                        traits=one.read.traits,
                        vector=vectors[name].get((one.read.head.start, one.read.form.is_event)),
                        node=None if key is None else f"entity/{canonical.get(key, key)}",
                    )
                )
    return found


def _events(mentions: Sequence[MentionRecord], vectors: Mapping[str, Mapping[str, float]]) -> Events:
    """Return what the events of a story were resolved to, by the points that the table has."""
    found = join_mentions(mentions, lambda one, other: compare(vectors[one], vectors[other]))
    return {
        (mention.article, mention.start): node
        for mention, node in zip(mentions, found, strict=True)
        if mention.form.is_event and mention.lemma not in COMMON_VERBS
    }


def _canonical(decisions: Sequence[Decision], records: Sequence[EntityRecord]) -> Mapping[str, str]:
    return canonical_keys(decisions, choose=canonical_chooser(records))


def _cross_fitted(texts: Sequence[Text]) -> dict[str, dict[tuple[int, bool], bytes]]:
    """Return the vectors of each text's words by place and kind."""
    topics = sorted({text.topic for text in texts})
    found: dict[str, dict[tuple[int, bool], bytes]] = {}
    for fold in range(N_FOLDS):
        held = set(topics[fold::N_FOLDS])
        others = [text for text in texts if text.topic not in held]
        maps = {kind: fit_map(list_examples(others, kind)) for kind in KINDS}
        for text in texts:
            if text.topic in held:
                found[text.name] = {
                    (token.idx, kind == "event"): pack(
                        np.concatenate([text.states[text.row_by_token[token.i]], text.context]) @ weights + bias
                    )
                    for token in text.doc
                    if token.i in text.row_by_token
                    for kind, (weights, bias) in maps.items()
                }
    return found


def _cluster(
    node: Node, mentions: Sequence[MentionRecord], gold: Mapping[str, Sequence[tuple[int, int, str, str]]], kind: str
) -> str | None:
    """Return the gold cluster that most of a node's mentions belong to."""
    votes: Counter[str] = Counter()
    for place in node.mentions:
        mention = mentions[place]
        for start, end, its_kind, cluster in gold[mention.article]:
            shared = min(end, mention.end) - max(start, mention.start)
            if its_kind == kind and shared >= 0.5 * min(end - start, mention.end - mention.start):
                votes[cluster] += 1
    return votes.most_common(1)[0][0] if votes else None


def _regress(rows: Floats, answers: Floats) -> Floats:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    pull = np.eye(rows.shape[1]) * RIDGE
    pull[0, 0] = 0.0
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (likely - answers) + pull @ weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + pull
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(weights)), slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights
