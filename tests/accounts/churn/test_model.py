"""The model: it learns what there is, nothing where there is nothing, and its effects add up to its risk."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from accounts.churn.model import fit
from accounts.churn.scores import Predict, count_error, out_of_fold, scores, width_error
from accounts.churn.table import Feature, FeatureTable
from accounts.churn.tuning import inner_folds
from foundation.errors import SettingsError


def _made(rows: int, seed: int = 1) -> tuple[FeatureTable, NDArray[np.bool_]]:
    """Use and plan drive churn, noise does not; some cells are missing."""
    draw = np.random.default_rng(seed)
    use, noise = draw.normal(size=rows), draw.normal(size=rows)
    plan = draw.choice(np.array(["month", "year"]), rows)
    risk = 1 / (1 + np.exp(-(-1.5 - 1.2 * use + 1.0 * (plan == "month"))))
    left = draw.random(rows) < risk
    gaps = np.where(draw.random(rows) < 0.1, np.nan, use)
    features = (Feature("use", numbers=gaps), Feature("plan", texts=plan), Feature("noise", numbers=noise))
    return FeatureTable(rows, features), left


def test_effects_add_up_to_the_risk_that_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.churn.tuning._TREE_COUNTS", (20, 40))
    monkeypatch.setattr("accounts.churn.tuning._CLEARLY_BETTER", 0.0)
    table, left = _made(450)
    model = fit(table, left)
    total = model.level + model.effects(table).sum(axis=1)
    assert model.choice.trees > 0
    np.testing.assert_allclose(1 / (1 + np.exp(-total)), model.predict(table), atol=1e-9)


def test_drivers_are_those_that_drive() -> None:
    table, left = _made(350)
    model = fit(table, left)
    worst = np.array([int(np.argmax(model.predict(table)))])
    first, second, *_ = model.drivers(table.take(worst))[0]
    assert {first.name, second.name} == {"use", "plan"}
    assert first.effect > 0
    assert first.why.startswith(f"{first.name}: ")


def test_it_is_the_same_every_time() -> None:
    table, left = _made(350)
    np.testing.assert_array_equal(fit(table, left).predict(table), fit(table, left).predict(table))


def test_out_of_fold_it_ranks_and_is_calibrated() -> None:
    table, left = _made(390)
    risk = out_of_fold(table, left, lambda rows, gone, own: fit(rows, gone, own).predict)
    found = scores(left, risk)
    assert found.auc > 0.7
    assert found.ece < 0.1


def test_shuffled_outcomes_teach_nothing() -> None:
    table, left = _made(390)
    shuffled = np.random.default_rng(7).permutation(left)
    risk = out_of_fold(table, shuffled, lambda rows, gone, own: fit(rows, gone, own).predict)
    assert 0.4 < scores(shuffled, risk).auc < 0.6
    assert float(risk.std()) < 0.08


def test_a_level_and_a_gap_that_were_never_seen_are_no_error() -> None:
    table, left = _made(300)
    model = fit(table, left)
    other = FeatureTable(
        1,
        (
            Feature("use", numbers=np.array([np.nan])),
            Feature("plan", texts=np.array(["decade"])),
            Feature("noise", numbers=np.array([1e12])),
        ),
    )
    assert 0 < model.predict(other)[0] < 1


def test_many_levels_do_not_tell_their_own_answer() -> None:
    draw = np.random.default_rng(3)
    city = np.array([f"city {at}" for at in draw.integers(0, 35, 395)])
    left = draw.random(395) < 0.3
    table = FeatureTable(395, (Feature("city", texts=city),))
    risk = out_of_fold(table, left, lambda rows, gone, own: fit(rows, gone, own).predict)
    assert 0.35 < scores(left, risk).auc < 0.6


def test_rows_of_one_account_stay_on_one_side() -> None:
    groups = np.repeat(np.arange(60), 5)
    left = np.repeat(np.arange(60) % 4 == 0, 5)
    for train, test in inner_folds(left, groups):
        assert not set(groups[train]) & set(groups[test])


def test_rows_of_one_customer_are_never_learned_from_to_predict_another_of_them() -> None:
    table, left = _made(200)
    groups = np.arange(200) % 70
    seen: list[set[int]] = []

    def learn(rows: FeatureTable, gone: NDArray[np.bool_], own: NDArray[np.int64] | None) -> Predict:
        assert own is not None
        assert len(own) == rows.rows == len(gone)
        seen.append(set(own.tolist()))
        return lambda other: np.zeros(other.rows)

    out_of_fold(table, left, learn, groups)
    assert len(seen) == 5
    for customer in range(70):
        assert sum(customer in one for one in seen) == 4


def test_too_few_of_one_outcome_is_refused_with_the_number() -> None:
    table, left = _made(200)
    rare = left & (np.cumsum(left) <= 4)
    with pytest.raises(SettingsError, match="at least 10 rows of each outcome, here one has 4"):
        fit(table, rare)
    with pytest.raises(SettingsError, match="at least 13 rows"):
        out_of_fold(table, rare, lambda rows, gone, own: fit(rows, gone, own).predict)


def test_calibration_error_by_hand() -> None:
    risk = np.array([0.1] * 10 + [0.8] * 10)
    left = np.array([True] + [False] * 9 + [True] * 6 + [False] * 4)
    assert width_error(left, risk) == pytest.approx((0 * 10 + 0.2 * 10) / 20)
    assert count_error(left, np.linspace(0.5, 0.5, 20)) >= abs(left.mean() - 0.5)


def test_a_column_that_was_empty_when_learning_bears_on_nothing() -> None:
    table, left = _made(300)
    void = Feature("later", numbers=np.full(300, np.nan))
    model = fit(FeatureTable(300, (*table.features, void)), left)
    known = Feature("later", numbers=np.full(300, 5.0))
    risk = model.predict(FeatureTable(300, (*table.features, known)))
    np.testing.assert_array_equal(risk, model.predict(FeatureTable(300, (*table.features, void))))
