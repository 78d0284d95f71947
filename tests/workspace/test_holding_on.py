"""A run starts from the groups it has only where all that they depend on is still the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foundation.months import Month
from foundation.progress import silent
from foundation.settings import ThemeSettings
from synthesis.themes import Clustering, Vectors
from tests.synthesis.cases import MAY, said
from workspace.machine_groups import Plan, make_groups, plan_groups
from workspace.store.groupings import Grouping, Standing

APRIL = MAY.plus(-1)
STATEMENTS = [said(f"s{number:02d}") for number in range(12)]
SETTINGS = ThemeSettings()


def plan(standing: Standing | None, machine: str = "model") -> Plan:
    return plan_groups(STATEMENTS, standing, SETTINGS, (MAY, machine, False))


def groups_of(made: Plan) -> Grouping:
    rows: Vectors = np.eye(12, dtype=np.float32)
    return make_groups(made, STATEMENTS, rows, SETTINGS, silent)


def april(machine: str = "model") -> tuple[Month, Grouping]:
    kin = plan(None, machine).kin
    return APRIL, Grouping("april", kin, "other statements", 0.0, Clustering((), {}))


def test_a_refit_says_which_month_it_holds_on_to() -> None:
    alone, held = plan(None), plan(Standing(*april(), april()))
    assert (alone.how, held.how) == ("refit", "refit, in doubt as in 2026-04")
    assert alone.key != held.key
    assert groups_of(held).start == "april"


def test_groups_of_this_month_are_ready_until_the_month_before_is_made_anew() -> None:
    own = groups_of(plan(Standing(*april(), april())))
    ready = plan(Standing(MAY, own, april()))
    assert (ready.ready, ready.key, ready.how) == (True, own.key, "refit, in doubt as in 2026-04")
    anew = (APRIL, replace(april()[1], key="april again"))
    again = plan(Standing(MAY, own, anew))
    assert not again.ready
    assert again.key != own.key


def test_another_model_holds_on_to_nothing() -> None:
    made = plan(Standing(*april("older model"), april("older model")))
    assert (made.how, made.key) == ("refit", plan(None).key)
