"""Who belongs to a pinned theme.

Words are short and lie far from the sentences that mean them, so what tells a pinned theme (each of its phrases,
and the mean of its examples) is first drawn to the statements nearest it. Then belong to it: its examples; who
says all the words of a phrase; whole groups that are the same subject; and who is close to it and closer than
to the group where the machine has put them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from foundation.text import folded
from synthesis.edits import Pin, unit
from synthesis.regrouping import Regrouping, cosine
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS
from synthesis.themes import Vectors

PIN_COSINE = 0.45
SAME_SUBJECT = 0.8  # cosine of a group's centre from which it may be the pinned theme by another name
_MOST = (
    2 / 3
)  # of its members then have to be hardly farther from the pinned theme than from their own centre
_HARDLY_FARTHER = 0.15
_SEED_COSINE = 0.5
_SEEDS = range(3, 21)  # texts that draw: fewer say nothing, more would be another theme's
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def pinned(
    ground: Regrouping, change: Pin, phrases: Mapping[str, Vectors], placed: Collection[str]
) -> set[str] | None:
    """Ids of the statements that belong to the theme; None where nothing is left that tells it.

    Statements ``placed`` by hand stay where they are, unless they are examples or their whole group comes.
    Groups that an edit has given an id do not come whole.
    """
    wanted = [stems_of(phrase) for phrase in change.phrases]
    saying = {
        identity
        for identity, text in zip(ground.corpus.ids, ground.corpus.texts, strict=True)
        if wanted and holds_all(text, wanted)
    }
    examples = {one for one in change.examples.statements if one in ground.row_of}
    aims = [_drawn(ground, aim, saying | examples) for aim in _aims(ground, change, phrases)]
    if not aims:
        return None
    best = np.max(np.stack([ground.cosines(aim) for aim in aims]), axis=0).tolist()
    scores = dict(zip(ground.corpus.ids, best, strict=True))
    own = _own(ground)
    near = {one for one, score in scores.items() if score >= PIN_COSINE and score > own.get(one, -1.0)}
    taken = examples | ((saying | near) - set(placed))
    for group in ground.groups:
        close = [one for one in group.members if scores[one] >= own[one] - _HARDLY_FARTHER]
        whole = len(close) >= _MOST * len(group.members) and not group.claim
        if whole and any(cosine(group.centroid, aim) >= SAME_SUBJECT for aim in aims):
            taken |= group.members
    return taken


def _drawn(ground: Regrouping, aim: Vectors, saying: Collection[str]) -> Vectors:
    """``aim`` half way to the mean of the nearest texts, each once, that are close to it or ``saying`` it."""
    scored = sorted(
        (-score, identity)
        for identity, score in zip(ground.corpus.ids, ground.cosines(aim).tolist(), strict=True)
        if score >= _SEED_COSINE or identity in saying
    )
    seeds: dict[str, str] = {}
    for _, identity in scored:
        if len(seeds) == _SEEDS[-1]:
            break
        seeds.setdefault(folded(ground.corpus.texts[ground.row_of[identity]]), identity)
    centre = ground.centre_of(seeds.values())
    if len(seeds) not in _SEEDS or centre is None:
        return aim
    return unit(aim.astype(np.float64) + centre.astype(np.float64))


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
