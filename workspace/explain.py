"""Use case: open a printed figure down to the stored rows it rests on and the files that brought them, and
compute it again.

A figure is named ``family:subject``. A room that prints figures opens them in a function of its own, which
stands in ``FAMILIES`` under each family that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from accounts.arithmetic import recomputed, same
from accounts.explanation import Explanation
from accounts.revenue.explained import ACCOUNT_FAMILIES, BOOK_FAMILIES
from foundation.errors import SettingsError
from synthesis.theme_figures import FAMILY, SAID_FAMILY
from workspace import (
    coverage,
    explain_churn,
    explain_churn_past,
    explain_community,
    explain_growth,
    explain_health,
    explain_month,
    explain_renewals,
    explain_retro,
    explain_revenue,
    explain_said,
    explain_themes,
    explain_winback,
    health_backtest,
    play_outcomes,
)
from workspace.account_book import account_names
from workspace.expansion import explain_expansion
from workspace.onboarding import explain_ttv
from workspace.store.sources import SourceRow, source_rows
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

Explain = Callable[[Workspace, "Connection", str], Explanation | None]
"""Opens the figure of a subject; None where there is none. Raises SettingsError for a subject that says
nothing, such as a month that is none."""

FAMILIES: Mapping[str, Explain] = {
    **explain_revenue.FAMILIES,
    **explain_renewals.FAMILIES,
    **explain_health.FAMILIES,
    "coverage": coverage.explain_coverage,
    "expansion": explain_expansion,
    "ttv": explain_ttv,
    **explain_churn.FAMILIES,
    **explain_churn_past.FAMILIES,
    **explain_growth.FAMILIES,
    **explain_retro.FAMILIES,
    **health_backtest.FAMILIES,
    **play_outcomes.FAMILIES,
    **explain_community.FAMILIES,
    **explain_winback.FAMILIES,
    **explain_month.FAMILIES,
    FAMILY: explain_themes.explain_theme,
    SAID_FAMILY: explain_said.explain_said,
}

_OF_ACCOUNTS = {
    *ACCOUNT_FAMILIES,
    "health",
    "coverage",
    "expansion",
    "churn",
    "silent_days",
    "usual_gap",
    SAID_FAMILY,
}
"""Families whose subject is an account and a day or month."""
_NEAR = 3
_FOLD = "\u200b"  # where a PDF may end a line within an id
_BEGINS_AN_ID = re.compile(r"(?=.*\d)[0-9a-f]{4,15}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with its rows as they stand in the store; one that is not there has no values. ``again`` is
    what the formula gives for the inputs."""

    explanation: Explanation
    again: float | None
    rows: tuple[SourceRow, ...]

    @property
    def same(self) -> bool:
        """Whether computing the figure again gives it."""
        return same(self.explanation.value, self.again)

    @property
    def lost(self) -> tuple[SourceRow, ...]:
        """Rows that the store does not hold."""
        return tuple(row for row in self.rows if not row.values)

    @property
    def holds(self) -> bool:
        """Whether the figure can be computed again from rows that are all there."""
        return self.same and not self.lost


def explain(workspace: Workspace, figure: str) -> Opened:
    """The figure opened. Raises SettingsError where no command prints such a figure."""
    family, colon, subject = figure.replace(_FOLD, "").strip().partition(":")
    if family not in FAMILIES or not (colon and subject):
        raise SettingsError(f"{figure!r} names no figure", hint=_near_families(family))
    subject = subject.strip()
    with workspace.store().read() as connection:
        explanation = FAMILIES[family](workspace, connection, subject)
        if explanation is None:
            raise SettingsError(
                f"there is no {family} of {subject!r}", hint=_near_subjects(connection, family, subject)
            )
        rows = source_rows(connection, explanation.rows)
    return Opened(explanation, recomputed(explanation), tuple(rows))


def _near_families(family: str) -> str:
    if family in FAMILIES:
        example = f"{family}:ACCOUNT@2026-10" if family in ACCOUNT_FAMILIES else f"{family}:2026-10"
        return f"Write what it is of after {family}:, such as {example}."
    near = get_close_matches(family.casefold(), FAMILIES, n=_NEAR)
    if near:
        return f"Did you mean {' or '.join(f'{one}:' for one in near)}?"
    if _BEGINS_AN_ID.fullmatch(family):
        return "Write an item's id whole; `nrr drafts show ID` reads a draft."
    return f"Write FAMILY:SUBJECT, such as nrr:2026-10; there are: {', '.join(FAMILIES)}."


def _near_subjects(connection: Connection, family: str, subject: str) -> str:
    """What was perhaps meant: a known account in the place of the one that was named."""
    if family in BOOK_FAMILIES and "/" in subject:
        month = subject.partition("/")[0]
        return f"Write {family}:{month}/tier=Tier 1, /segment=NAME or /cohort=YYYY-MM; nrr metrics --by lists them."
    names = account_names(connection)
    named, at, when = subject.rpartition("@")
    account, slash, rest = named.partition("/")
    if not at or account in names or family not in _OF_ACCOUNTS:
        return "Take the id from the command that prints the figure, with --json."
    ids = {name.casefold(): one for one, name in names.items()} | {one.casefold(): one for one in names}
    near = [text for text in ids if len(account) > 3 and account.casefold() in text][:_NEAR]
    near = near or get_close_matches(account.casefold(), ids, n=_NEAR, cutoff=0.5)
    found = dict.fromkeys(ids[text] for text in near)
    listed = " or ".join(f"{family}:{one}{slash}{rest}@{when} ({names[one]})" for one in found)
    return (
        f"Did you mean {listed}?"
        if listed
        else f"No account is like {account!r}; nrr accounts lists them all."
    )
