"""Finds texts that are copies but for a name, a number or a word: templates, macros, bulk and forwarded text.

MinHash signatures in bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4)
propose pairs, the exact Jaccard similarity of their word triples decides, so a chance collision joins nothing.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Groups = NDArray[np.int64]

_ALIKE = 0.8  # Jaccard similarity of word triples
_FEWEST_WORDS = 8  # a shorter text with another word says another thing
_BANDS, _ROWS = 16, 5  # a pair at 0.8 is proposed with a chance of 0.998, one at 0.4 with 0.15
_SEED = 20_261_121
_PRIME = np.uint64((1 << 31) - 1)
_PLACEHOLDER = re.compile(r"<([a-z_]+)_\d+>")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")
_BLOCK = 20_000


def near_duplicates(texts: Sequence[str]) -> Groups:
    """For each text the index of the first text that it is a copy of, its own index where it is none's.

    Copies of copies are copies. Shape (len(texts),).
    """
    shingles = [_shingles(text) for text in texts]
    rows = [index for index, found in enumerate(shingles) if found]
    parents = np.arange(len(texts), dtype=np.int64)
    signatures = _signatures([shingles[row] for row in rows])
    for pair in sorted(set(_proposed(signatures))):
        first, second = rows[pair[0]], rows[pair[1]]
        roots = _root(parents, first), _root(parents, second)
        if roots[0] != roots[1] and _similarity(shingles[first], shingles[second]) >= _ALIKE:
            parents[max(roots)] = min(roots)
    return np.array([_root(parents, index) for index in range(len(texts))], dtype=np.int64)


def _shingles(text: str) -> frozenset[int]:
    """Hashes of the text's distinct word triples, numbers and placeholders made equal; none for a
    short text."""
    plain = _DIGITS.sub("0", _PLACEHOLDER.sub(r" \1 ", text.casefold()))
    words = _WORD.findall(plain)
    if len(words) < _FEWEST_WORDS:
        return frozenset()
    triples = {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}
    return frozenset(zlib.crc32(triple.encode("utf-8", "surrogatepass")) for triple in triples)


def _similarity(first: frozenset[int], second: frozenset[int]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def _signatures(shingles: Sequence[frozenset[int]]) -> NDArray[np.uint64]:
    """MinHash of each set under as many random linear functions as bands have rows; shape (sets, functions)."""
    count = _BANDS * _ROWS
    random = np.random.default_rng(_SEED)
    factors = random.integers(1, int(_PRIME), count, dtype=np.uint64)
    offsets = random.integers(0, int(_PRIME), count, dtype=np.uint64)
    found = np.zeros((len(shingles), count), dtype=np.uint64)
    for start in range(0, len(shingles), _BLOCK):
        block = shingles[start : start + _BLOCK]
        flat = np.fromiter(itertools.chain.from_iterable(block), dtype=np.uint64) % _PRIME
        starts = np.cumsum([0, *map(len, block[:-1])])
        for column in range(count):
            hashed = (flat * factors[column] + offsets[column]) % _PRIME
            found[start : start + len(block), column] = np.minimum.reduceat(hashed, starts)
    return found


def _proposed(signatures: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) whose signatures agree in a whole band: each row with the first of its bucket,
    and with its neighbour in it."""
    mixed = np.uint64(0x9E37_79B9_7F4A_7C15)
    for band in range(_BANDS):
        key = np.zeros(len(signatures), dtype=np.uint64)
        for column in range(band * _ROWS, (band + 1) * _ROWS):
            key = (key ^ signatures[:, column]) * mixed
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.r_[True, key[order][1:] != key[order][:-1], True])
        for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            bucket = order[start:end].tolist()
            for before, row in itertools.pairwise(bucket):
                yield before, row
                if before != bucket[0]:
                    yield bucket[0], row


def _root(parents: Groups, index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = int(parents[index])
    return index
