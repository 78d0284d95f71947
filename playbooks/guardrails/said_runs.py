"""Runs of words in what customers wrote, kept small enough to ask of 100,000 statements at once.

A text is a row of word numbers; a run's key is their polynomial modulo 2**64, so that all runs of one length are a few
operations on arrays (Karp and Rabin, 1987). Two runs of one key by chance: about one in 10**13 lookups.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from playbooks.guardrails.other_accounts import PHRASE, RUN, SHORTEST, words_of

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]

_FACTOR = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1
_BLOCK = 1 << 16
_END = 0  # stands behind each text, so that no run reaches over


class SaidRuns:
    """Holds every run of ``PHRASE`` and of ``RUN`` words in a row, and whole texts of fewer words than ``RUN``."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        row, ends = array("i", [_END]), array("i", [1])
        for text in texts:
            row.extend(self._numbers.setdefault(word, len(self._numbers) + 1) for word in words_of(text))
            row.append(_END)
            ends.append(len(row))
        said, starts = np.frombuffer(row, dtype=np.int32), np.frombuffer(ends, dtype=np.int32)
        self._keys = {length: _within(said, length) for length in (PHRASE, RUN)}
        for length in range(SHORTEST, RUN):
            self._keys[length] = _whole(said, starts, length)

    def __contains__(self, run: object) -> bool:
        """Whether somebody wrote the words of ``run`` in a row; all there was, where they are fewer than ``RUN``."""
        if not isinstance(run, tuple) or len(run) not in self._keys:
            return False
        numbers = [self._numbers.get(word, 0) for word in run]
        if 0 in numbers:
            return False
        keys, key = self._keys[len(run)], np.uint64(_key(numbers))
        at = int(np.searchsorted(keys, key))
        return at < len(keys) and bool(keys[at] == key)


def _key(numbers: Sequence[int]) -> int:
    key = 0
    for number in numbers:
        key = (key * _FACTOR + number) & _ALL
    return key


def _within(said: Numbers, length: int) -> Keys:
    """The keys of all runs of ``length`` words that lie within a text, sorted."""
    last = len(said) - length + 1
    return _joined(
        _block(said, np.arange(at, min(at + _BLOCK, last), dtype=np.int32), length)
        for at in range(0, last, _BLOCK)
    )


def _whole(said: Numbers, starts: Numbers, length: int) -> Keys:
    """The keys of the texts of ``length`` words, sorted."""
    return _block(said, starts[:-1][np.diff(starts) == length + 1], length)


def _joined(blocks: Iterable[Keys]) -> Keys:
    """By blocks, so that what is held at once stays small."""
    return _sorted(np.concatenate((np.zeros(0, dtype=np.uint64), *blocks)))


def _block(said: Numbers, starts: Numbers, length: int) -> Keys:
    keys = np.zeros(len(starts), dtype=np.uint64)
    inside = np.ones(len(starts), dtype=np.bool_)
    for step in range(length):
        word = said[starts + step]
        keys = keys * np.uint64(_FACTOR) + word.astype(np.uint64)
        inside &= word != _END
    return _sorted(keys[inside])


def _sorted(keys: Keys) -> Keys:
    """Each key once, in place: ``np.unique`` takes several times the memory."""
    keys.sort()
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
