"""The churn bench on small tables: its figures by name, and refusals in one line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bench.churn import main


def _table(path: Path, rows: int = 160) -> Path:
    draw = np.random.default_rng(4)
    use = draw.normal(size=rows)
    gone = draw.random(rows) < 1 / (1 + np.exp(2 * use))
    lines = ["key;use;plan;gone"]
    for at in range(rows):
        lines.append(
            f"k{at};{'' if at % 9 == 0 else round(use[at], 3)};{'ab'[at % 2]};{'Left' if gone[at] else 'stays'}"
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_figures_have_the_names_that_others_read(tmp_path: Path) -> None:
    table = _table(tmp_path / "t.csv")
    ran = CliRunner().invoke(
        main, [str(table), "--target", "gone", "--positive", "left", "--id", "key", "--json"]
    )
    assert ran.exit_code == 0, ran.output
    found = json.loads(ran.output)
    figures = {"auc", "average_precision", "brier", "ece"}
    assert found.keys() == figures | {"baselines"}
    assert found["baselines"].keys() == {"logistic", "gradient_boosting"}
    assert all(one.keys() == figures for one in found["baselines"].values())
    assert found["auc"] > 0.7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,churn\n1,yes\n2,yes\n", "nothing to tell apart"),
        ("a,churn\n", "holds no rows"),
        ("a,churn\n1,yes,3\n2,no\n", "has 3 cells, not 2"),
        ("a,churn\n" + "1,yes\n2,no\n" * 4, "at least 13 rows of each outcome"),
        ("a,b\n1,2\n", "no column is named as the outcome"),
    ],
)
def test_a_table_that_cannot_carry_it_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(main, [str(path)])
    assert ran.exit_code == 1
    assert message in ran.output
    assert len(ran.output.strip().splitlines()) == 1
