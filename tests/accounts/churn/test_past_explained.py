"""Figures over the past opened: what is printed, computed again from the inputs."""

from __future__ import annotations

import pytest

from accounts.arithmetic import recomputed
from accounts.churn.learning import past_rows
from accounts.churn.validation import enough_judged, validate
from accounts.churn.validation_explained import explain_score, score_figures, within_figures
from foundation.churn_settings import ChurnSettings
from tests.accounts.churn.books import LAST, made_book


def test_every_score_comes_out_as_printed() -> None:
    book, voice = made_book()
    past = past_rows(book, voice, LAST, 90)
    checked, judged = validate(past, ChurnSettings()), enough_judged(past, ChurnSettings())
    assert judged is not None
    printed: dict[str, float | None] = {}
    for method in ("model", "scorecard", "base_rate"):
        for field, figure in score_figures(method, LAST).items():
            printed[figure] = getattr(getattr(checked, method), field)
    for field, figure in within_figures(LAST).items():
        printed[figure] = getattr(checked, field)
    assert len(printed) == 14
    for figure, value in printed.items():
        family, _, subject = figure.partition(":")
        found = explain_score(book, judged, family, (subject.partition("@")[0], LAST))
        assert found is not None
        assert found.figure == figure
        assert found.value == pytest.approx(value), figure
        assert recomputed(found) == pytest.approx(value), figure
        assert found.rows
    assert explain_score(book, judged, "churn_auc", ("oracle", LAST)) is None


def test_nothing_is_opened_where_too_little_was_judged() -> None:
    book, voice = made_book()
    past = past_rows(book, voice, LAST, 90)
    assert enough_judged(past, ChurnSettings(least_churned=500)) is None
    assert enough_judged(past, ChurnSettings(least_tested=500)) is None
    assert enough_judged(None, ChurnSettings()) is None
