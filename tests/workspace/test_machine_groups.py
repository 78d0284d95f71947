"""Which groups a month starts from, and that a refit asked for is one."""

from __future__ import annotations

from datetime import date

import numpy as np

from foundation.months import Month
from foundation.progress import silent
from foundation.settings import ThemeSettings
from ingest.items import Source
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.themes import Statement
from workspace.machine_groups import make_groups, plan_groups
from workspace.store.groupings import Grouping, Standing

SETTINGS = ThemeSettings(refit_up_to=10)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def said(count: int) -> list[Statement]:
    """As many statements about two matters."""
    day = date(2026, 10, 5)
    texts = ("The export file of report {} is empty", "Nobody can pass the login page of team {}")
    return [
        Statement(
            f"s{row:03d}", f"i{row}", f"p{row}", None, Source.NPS, day, 0, 1, texts[row % 2].format(row)
        )
        for row in range(count)
    ]


def made(
    statements: list[Statement],
    standing: Standing | None,
    month: Month,
    *,
    machine: str = "m",
    refit: bool = False,
) -> tuple[Grouping, str]:
    """The groups of a month, and how they came to be."""
    plan = plan_groups(statements, standing, SETTINGS, (month, machine, refit))
    vectors = HashingEmbedder().embed([one.text for one in statements])
    return make_groups(plan, statements, np.asarray(vectors), SETTINGS, silent), plan.how


def stood(groups: Grouping) -> Standing:
    """October's groups, with no month before them."""
    return Standing(OCTOBER, groups, None)


def test_new_words_extend_and_too_many_of_them_ask_for_a_refit() -> None:
    first, how = made(said(40), None, OCTOBER)
    assert how == "refit"
    again, _ = made(said(40), stood(first), OCTOBER)
    assert again is first
    _, how = made(said(42), stood(first), NOVEMBER)
    assert how == "extended, 4.8% new since the last refit"
    _, how = made(said(60), stood(first), NOVEMBER)
    assert how == "refit"


def test_groups_of_another_model_are_not_extended() -> None:
    first, _ = made(said(40), None, OCTOBER)
    _, how = made(said(42), stood(first), NOVEMBER, machine="another")
    assert how == "refit"


def test_what_lost_words_alone_is_extended_and_a_refit_asked_for_is_made() -> None:
    first, _ = made(said(40), None, OCTOBER)
    fewer, how = made(said(38), stood(first), OCTOBER)
    assert how == "extended, 0.0% new since the last refit"
    same, how = made(said(38), stood(fewer), OCTOBER)
    assert same is fewer
    assert how.startswith("extended")
    fresh, how = made(said(38), stood(fewer), OCTOBER, refit=True)
    assert how == "refit"
    assert fresh.key != fewer.key
