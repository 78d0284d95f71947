"""What a customer does by saying it, how it sounds and how much it hurts.

A small head decides over the statement's vector and its form (``kind_head``, ``kind_features``); without vectors
of its model it decides over the form alone. A judgement depends on the text, its vector and its score and on
nothing else. docs/kinds.md has the figures, people's judgement among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.kind_features import features_of
from synthesis.kind_head import Floats, Heads, shipped_heads
from synthesis.themes import ThemeKind, Vectors

_KINDS = tuple(ThemeKind)
_COMPLAINT, _PRAISE = _KINDS.index(ThemeKind.COMPLAINT), _KINDS.index(ThemeKind.PRAISE)
_BLOCK = 4096  # statements at a time, so that memory does not grow with the window
_SCORE_SLOPE, _SCORE_NEUTRAL = 5.1, 0.8  # what a survey score adds in log-odds, measured (docs/kinds.md)
_SCORE_MOST = 2.0  # log-odds; an unhappy customer's comment may still praise one thing
_SCORE_SHARE = 0.35
_KIND_SHARE = 0.3
_LEAST_SEVERITY = 0.05


@dataclass(frozen=True, slots=True)
class Judgement:
    """``severity`` is 0 (no pain) to 1 (work stands still), 0 for praise; ``sentiment`` -1 to 1.
    ``probabilities`` are those of the kinds in the order of ``ThemeKind``; they add up to 1."""

    kind: ThemeKind
    severity: float
    sentiment: float
    probabilities: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The probability of ``kind``."""
        return self.probabilities[_KINDS.index(self.kind)]


def judge(
    texts: Sequence[str], scores: Sequence[float | None], vectors: Vectors | None = None, model: str = ""
) -> list[Judgement]:
    """One judgement a text. ``scores`` are survey scores scaled to 0 (worst) to 1 (best), None without one.

    ``vectors`` are the texts' unit rows as the embedder named ``model`` makes them. Those of another model than
    the head's are left aside. A score shifts praise against complaint, most where the text is unclear.
    """
    return judge_with(shipped_heads(), texts, scores, vectors, model)


def judge_with(
    heads: Heads,
    texts: Sequence[str],
    scores: Sequence[float | None],
    vectors: Vectors | None = None,
    model: str = "",
) -> list[Judgement]:
    """As ``judge``, by the heads that are given."""
    if len(texts) != len(scores) or (vectors is not None and len(texts) != len(vectors)):
        raise ValueError("texts, scores and vectors must be equally many")
    found: list[Judgement] = []
    for start in range(0, len(texts), _BLOCK):
        block = slice(start, start + _BLOCK)
        sums = heads.read(features_of(texts[block]), None if vectors is None else vectors[block], model)
        found.extend(_judgements(sums, scores[block]))
    return found


def _judgements(sums: Floats, scores: Sequence[float | None]) -> list[Judgement]:
    odds = sums[:, : len(_KINDS)].copy()
    known = np.array([score is not None for score in scores])
    given = np.clip([_SCORE_NEUTRAL if score is None else score for score in scores], 0.0, 1.0)
    shift = np.maximum(_SCORE_SLOPE * (given - _SCORE_NEUTRAL), -_SCORE_MOST) / 2
    odds[:, _PRAISE] += shift
    odds[:, _COMPLAINT] -= shift
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares = np.round(powers / powers.sum(axis=1, keepdims=True), 4)
    tone = np.clip(sums[:, len(_KINDS)], -1.0, 1.0)
    tone = (1 - _KIND_SHARE) * tone + _KIND_SHARE * (shares[:, _PRAISE] - shares[:, _COMPLAINT])
    tone = np.where(known, (1 - _SCORE_SHARE) * tone + _SCORE_SHARE * (2 * given - 1), tone)
    pain = np.clip(sums[:, len(_KINDS) + 1], _LEAST_SEVERITY, 1.0)
    pain[shares.argmax(axis=1) == _PRAISE] = 0.0
    return [
        Judgement(_KINDS[best], float(severity), float(sentiment), tuple(map(float, row)))
        for best, severity, sentiment, row in zip(
            shares.argmax(axis=1), np.round(pain, 4), np.round(tone, 4), shares, strict=True
        )
    ]
