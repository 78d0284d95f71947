"""Languages: told by small words, and no theme of their own."""

from __future__ import annotations

import numpy as np
import pytest

from synthesis.clustering import ClusterParams, cluster
from synthesis.languages import language_of
from synthesis.neighbours import unit


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The export of the report is not done and we have to wait for it", "en"),
        ("Der Export ist nicht fertig und wir haben noch keine Antwort von der Hotline", "de"),
        ("El informe no se puede exportar y no hay respuesta del soporte para nosotros", "es"),
        ("La facture est dans le dossier mais nous ne pouvons pas la voir avec ce compte", "fr"),
        ("エクスポートが終わりません", "xx"),
        ("Dashboard", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_themes_hold_what_both_languages_say_of_a_matter() -> None:
    rng = np.random.default_rng(4)
    matters = unit(rng.normal(size=(5, 64)))
    english = np.repeat(matters, 24, axis=0) + rng.normal(size=(120, 64)) * 0.05
    german = (
        np.repeat(matters, 8, axis=0)
        + rng.normal(size=(40, 64)) * 0.05
        + 1.2 * unit(rng.normal(size=(1, 64)))
    )
    rows = unit(np.vstack([english, german]))
    texts = [f"this is what we have of w{at}" for at in range(120)]
    texts += [f"das ist nicht gut und wir w{at}" for at in range(40)]
    ids = [f"s{at:05d}" for at in range(160)]
    found = cluster(ids, texts, rows, ClusterParams(resamples=2))
    assert len(found.clusters) == 5
    for one in found.clusters:
        numbers = [int(key[1:]) for key in one.members]
        matters_of = {at // 24 if at < 120 else (at - 120) // 8 for at in numbers}
        assert len(matters_of) == 1
        assert {at < 120 for at in numbers} == {True, False}
