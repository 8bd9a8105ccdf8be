"""The network in PyTorch: the encoder and a head for each layer of annotation.

Trees: deep biaffine attention (Dozat and Manning 2017), a root being its own head.  Entities: BIO labels.
Attributions: cues as BIO labels, and for each cue the words of its source and content, scored as pairs of words with
their first and last ones (after the span pointers of Seo et al. 2017).  Chains: pairs of head words (Dobrovolskii
2021).
"""

# mypy: disable-error-code="import-not-found,misc,unused-ignore,no-any-return,no-untyped-call"
# torch belongs to the `train` extra and is missing where the gates run

import torch
from torch import Tensor, nn

from kg.nlp.network.decode_attributions import N_DISTANCES, N_PARTS, number_distances
from kg.nlp.network.labels import Labels
from kg.nlp.training.encoder import WIDTH, load_encoder

ARC, DEP, PAIR, CHAIN = 256, 96, 64, 128
"""Widths of the pair scorers."""
SYNTAX, NAMES, SAYING = range(3)
"""Groups of heads that share a mix of layers."""


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, labels: Labels, *, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = load_encoder(n_mixes=3)
        self.dropout = nn.Dropout(dropout)

        def project(size: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), nn.Dropout(dropout))

        self.arc_child, self.arc_head = project(ARC), project(ARC)
        self.arc = nn.Parameter(torch.eye(ARC) * 0.05)
        self.arc_prior, self.arc_root = nn.Linear(ARC, 1), nn.Linear(ARC, 1)
        self.dep_child, self.dep_head = project(DEP), project(DEP)
        self.dep = nn.Parameter(torch.randn(DEP + 1, len(labels.deps), DEP + 1) * 0.01)
        self.tag, self.feature = nn.Linear(WIDTH, len(labels.tags)), nn.Linear(WIDTH, len(labels.features))
        self.begin = nn.Linear(WIDTH, 1)
        self.entity = nn.Sequential(project(256), nn.Linear(256, len(labels.entities)))
        self.role = nn.Linear(WIDTH, 5)
        self.pair_cue, self.pair_word = nn.Linear(WIDTH, N_PARTS * PAIR), nn.Linear(WIDTH, N_PARTS * PAIR)
        self.pair_prior = nn.Linear(WIDTH, N_PARTS)
        self.distance = nn.Embedding(N_DISTANCES, N_PARTS)
        self.chain_late, self.chain_early = nn.Linear(WIDTH, CHAIN), nn.Linear(WIDTH, CHAIN)
        self.mention = nn.Linear(WIDTH, 2)
        with torch.no_grad():
            self.pair_prior.bias.fill_(-3.0)
            self.distance.weight.zero_()

    def forward(
        self, ids: Tensor, shapes: Tensor, breaks: Tensor, firsts: Tensor, *, padded: bool = True
    ) -> dict[str, Tensor]:
        """Scores by word, from inputs [n, pieces] and `firsts` [n, words]."""
        mixes = self.encoder(ids, shapes, breaks, padded=padded)
        index = firsts[:, :, None].expand(-1, -1, WIDTH)
        syntax, names, saying = (self.dropout(mix.gather(1, index)) for mix in mixes)
        child, head = self.arc_child(syntax), self.arc_head(syntax)
        arcs = child @ self.arc @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2)
        late, early = self.chain_late(names), self.chain_early(names)
        return {
            "arcs": arcs,
            "roots": self.arc_root(child).squeeze(-1),
            "dep_child": self.dep_child(syntax),
            "dep_head": self.dep_head(syntax),
            "tags": self.tag(syntax),
            "features": self.feature(syntax),
            "begins": self.begin(syntax).squeeze(-1),
            "entities": self.entity(names),
            "roles": self.role(saying),
            "pair_cue": self.pair_cue(saying) * PAIR**-0.5,
            "pair_word": self.pair_word(saying),
            "pair_prior": self.pair_prior(saying),
            "chain_late": late * CHAIN**-0.5,
            "chain_early": early,
            "mentions": self.mention(names),
        }

    def score_pairs(self, out: dict[str, Tensor], row: Tensor, cue: Tensor) -> Tensor:
        """Scores [cues, words, parts] of the words of windows `row` for cues at words `cue`."""
        n_words = out["pair_word"].shape[1]
        asked = out["pair_cue"][row, cue].view(-1, N_PARTS, PAIR)
        given = out["pair_word"].view(-1, n_words, N_PARTS, PAIR)[row]
        scores = torch.einsum("cpd,cwpd->cwp", asked, given) + out["pair_prior"][row]
        places = torch.arange(n_words)[None, :] - cue[:, None]
        numbers = torch.from_numpy(number_distances(places.numpy()))
        return scores + self.distance(numbers)
