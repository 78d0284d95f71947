"""The measures of ``bench.kinds``: accuracy, macro F1, confusion, calibration, rank correlation, theme rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from bench.kinds_data import Labelled
from synthesis.kinds import Judgement
from synthesis.themes import ThemeKind

_KINDS = tuple(ThemeKind)
_BINS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a method says of one statement; ``probabilities`` is empty where it gives none."""

    kind: ThemeKind
    severity: float
    sentiment: float
    probabilities: tuple[float, ...] = ()


def found_by(judgements: Sequence[Judgement]) -> list[Found]:
    """The judgements as the measures read them."""
    return [Found(one.kind, one.severity, one.sentiment, one.probabilities) for one in judgements]


def score_kinds(labelled: Sequence[Labelled], found: Sequence[Found]) -> dict[str, Any]:
    """``accuracy``; ``accuracy_either`` counts the second label too; ``macro_f1``; ``confusion`` by label (rows)."""
    pairs = Counter((one.kind, said.kind) for one, said in zip(labelled, found, strict=True))
    right = sum(count for (label, said), count in pairs.items() if label is said)
    either = sum(said.kind in (one.kind, one.also) for one, said in zip(labelled, found, strict=True))
    return {
        "n": len(labelled),
        "accuracy": round(right / len(labelled), 3),
        "accuracy_either": round(either / len(labelled), 3),
        "macro_f1": round(_macro_f1(pairs), 3),
        "confusion": {label.value: [pairs[label, said] for said in _KINDS] for label in _KINDS},
    }


def _macro_f1(pairs: Mapping[tuple[ThemeKind, ThemeKind], int]) -> float:
    values = []
    for kind in _KINDS:
        labelled = sum(count for (label, _), count in pairs.items() if label is kind)
        said = sum(count for (_, answer), count in pairs.items() if answer is kind)
        if labelled:
            values.append(2 * pairs.get((kind, kind), 0) / (labelled + said))
    return sum(values) / len(values)


def calibration(labelled: Sequence[Labelled], found: Sequence[Found]) -> dict[str, Any]:
    """Expected calibration error of the probability of the named kind over five bins of equal count, and the
    bins: n, mean probability, share that was right (Naeini et al. 2015, with equal counts)."""
    sure = np.array([max(one.probabilities) for one in found])
    right = np.array([one.kind is said.kind for one, said in zip(labelled, found, strict=True)])
    bins = []
    for chosen in np.array_split(np.argsort(sure, kind="stable"), _BINS):
        mean, share = float(sure[chosen].mean()), float(right[chosen].mean())
        bins.append({"n": len(chosen), "probability": round(mean, 3), "right": round(share, 3)})
    error = sum(one["n"] * abs(one["probability"] - one["right"]) for one in bins) / len(found)
    return {"ece": round(error, 3), "bins": bins}


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rho."""
    from scipy.stats import spearmanr

    return round(float(spearmanr(first, second).statistic), 3)


def severity_ranks(labelled: Sequence[Labelled], found: Sequence[Found]) -> dict[str, float]:
    """Spearman's rho of severity with people's, over all statements and over complaints alone."""
    known = [(one, said) for one, said in zip(labelled, found, strict=True) if one.severity is not None]
    pains = [(one, said) for one, said in known if one.kind is ThemeKind.COMPLAINT]
    return {
        "all": rank_correlation(
            [one.severity or 0 for one, _ in known], [said.severity for _, said in known]
        ),
        "complaints": rank_correlation(
            [one.severity or 0 for one, _ in pains], [said.severity for _, said in pains]
        ),
    }


def _usual(themes: Sequence[Sequence[Found]]) -> Counter[ThemeKind]:
    return Counter(said.kind for found in themes for said in found)


def _stands_out(themes: Sequence[Sequence[Found]]) -> list[ThemeKind]:
    usual = _usual(themes)
    everything = sum(usual.values())

    def best(found: Sequence[Found]) -> ThemeKind:
        counts = Counter(said.kind for said in found)

        def weight(kind: ThemeKind) -> float:
            share = counts[kind] / len(found)
            return share * sqrt(share / max(usual[kind] / everything, 1 / everything))

        return max(_KINDS, key=weight)

    return [best(found) for found in themes]


def _stands_out_in_probability(themes: Sequence[Sequence[Found]]) -> list[ThemeKind]:
    means = np.array([np.mean([said.probabilities for said in found], axis=0) for found in themes])
    sizes = np.array([len(found) for found in themes])
    usual = np.maximum(sizes @ means / sizes.sum(), 1 / sizes.sum())
    return [_KINDS[int(best)] for best in (means * np.sqrt(means / usual)).argmax(axis=1)]


def _majority(themes: Sequence[Sequence[Found]]) -> list[ThemeKind]:
    counted = [Counter(said.kind for said in found) for found in themes]
    return [max(_KINDS, key=lambda kind: counts[kind]) for counts in counted]


def _sum_of_probabilities(themes: Sequence[Sequence[Found]]) -> list[ThemeKind]:
    sums = [np.array([said.probabilities for said in found]).sum(axis=0) for found in themes]
    return [_KINDS[int(np.argmax(row))] for row in sums]


def _sum_of_confidence(themes: Sequence[Sequence[Found]]) -> list[ThemeKind]:
    found_kinds = []
    for found in themes:
        weights = dict.fromkeys(_KINDS, 0.0)
        for said in found:
            weights[said.kind] += max(said.probabilities)
        found_kinds.append(max(_KINDS, key=lambda kind: weights[kind]))
    return found_kinds


THEME_RULES: dict[str, Callable[[Sequence[Sequence[Found]]], list[ThemeKind]]] = {
    "stands out (share x root of lift)": _stands_out,
    "the same in probabilities": _stands_out_in_probability,
    "majority": _majority,
    "sum of probabilities": _sum_of_probabilities,
    "sum of confidence": _sum_of_confidence,
}
