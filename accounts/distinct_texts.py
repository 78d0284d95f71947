"""Holds and reads a column of texts by its distinct values: a million rows hold a handful of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def held_once(texts: Sequence[str]) -> pd.Series[str]:
    """The texts as a column that holds each distinct one once and sorts as the texts do."""
    distinct = sorted(set(texts))
    places = {text: at for at, text in enumerate(distinct)}
    codes = np.fromiter(map(places.__getitem__, texts), dtype=np.int64, count=len(texts))
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype="str")))


def told_once(texts: pd.Series[str], tell: Callable[[str], float]) -> NDArray[np.float64]:
    """What ``tell`` makes of each text, asked once a distinct text."""
    codes, distinct = texts.factorize()
    told = np.array([tell(str(text)) for text in distinct], dtype=np.float64)
    return told[codes] if len(told) else np.zeros(0)
