"""Who belongs to a pinned theme: its examples, who says all the words of one of its phrases, and who is close
to it and closer than to the group where the machine has put them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from synthesis.edits import Pin, unit
from synthesis.phrases import stem_of
from synthesis.regrouping import Regrouping
from synthesis.stopwords import STOP_WORDS
from synthesis.themes import Vectors

PIN_COSINE = 0.45
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def pinned(
    ground: Regrouping, change: Pin, phrases: Mapping[str, Vectors], placed: Collection[str]
) -> set[str] | None:
    """Ids of the statements that belong to the theme; None where nothing is left that tells it.

    Statements ``placed`` by hand stay where they are, unless they are examples.
    """
    aims = _aims(ground, change, phrases)
    if not aims:
        return None
    scores = np.max(np.stack([ground.cosines(aim) for aim in aims]), axis=0)
    wanted = [stems_of(phrase) for phrase in change.phrases]
    own = _own(ground)
    taken = {one for one in change.examples.statements if one in ground.row_of}
    for row, identity in enumerate(ground.corpus.ids):
        if identity in placed:
            continue
        score = float(scores[row])
        near = score >= PIN_COSINE and score > own.get(identity, -1.0)
        if near or (wanted and holds_all(ground.corpus.texts[row], wanted)):
            taken.add(identity)
    return taken


def direction(ground: Regrouping, change: Pin, phrases: Mapping[str, Vectors]) -> Vectors:
    """The direction that a pinned theme's words and examples give; zeros where nothing is left of them."""
    width = ground.corpus.vectors.shape[1]
    aims = _aims(ground, change, phrases)
    return unit(sum((aim.astype(np.float64) for aim in aims), np.zeros(width, dtype=np.float64)))


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's telling words, of all its words where none tells anything."""
    words = [word.casefold() for word in _WORD.findall(text)]
    telling = frozenset(stem_of(word) for word in words if word not in STOP_WORDS)
    return telling or frozenset(stem_of(word) for word in words)


def holds_all(text: str, wanted: Sequence[frozenset[str]]) -> bool:
    """Whether a text holds every stem of one of ``wanted``."""
    folded = text.casefold().replace("-", "").replace("'", "").replace("’", "")
    if not any(all(stem[:3] in folded for stem in stems) for stems in wanted):
        return False  # most texts, without reading their words
    held = {stem_of(word.casefold()) for word in _WORD.findall(text)}
    return any(stems and stems <= held for stems in wanted)


def _aims(ground: Regrouping, change: Pin, phrases: Mapping[str, Vectors]) -> list[Vectors]:
    """What a pinned theme is near to: each of its phrases, and its examples' mean."""
    aims = [phrases[phrase] for phrase in change.phrases]
    examples = ground.centre_of(change.examples.statements)
    if examples is None:
        examples = change.examples.vector(ground.corpus.model)
    return aims if examples is None else [*aims, examples]


def _own(ground: Regrouping) -> dict[str, float]:
    """Each grouped statement's cosine with the centre of its own group."""
    found: dict[str, float] = {}
    for group in ground.groups:
        ids = sorted(group.members)
        found.update(zip(ids, ground.cosines(group.centroid, ids).tolist(), strict=True))
    return found
