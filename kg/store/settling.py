"""Which subjects of a shared graph have several values of a property, found without keeping all subjects in memory."""

from collections.abc import Iterator

import numpy as np
from pyoxigraph import NamedNode, Quad, Store


def unsettled(store: Store, predicate: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    """Yield the quads of the subjects that have several values of a property, subject by subject.

    Memory is 8 bytes a quad: of every subject only a hash is kept until it is known which hashes come twice.
    """
    hashes = (hash(quad.subject) for quad in store.quads_for_pattern(None, predicate, None, graph))
    found = np.sort(np.fromiter(hashes, dtype=np.int64))
    twice = set(found[1:][found[1:] == found[:-1]].tolist())
    if twice:
        quads = store.quads_for_pattern(None, predicate, None, graph)
        # Subjects that share a hash by chance are looked at too, to no harm.
        for subject in {quad.subject for quad in quads if hash(quad.subject) in twice}:
            yield from store.quads_for_pattern(subject, predicate, None, graph)
