"""The account book as a month's weighing needs it: plain mappings, read from the store in one moment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.ids import content_id
from foundation.months import Month
from foundation.settings import PrioritySettings
from synthesis.nps_impact import SurveyAnswer
from workspace.account_book import load_book
from workspace.churn import risks_at
from workspace.store import feedback_views
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from synthesis.themes import Statement, SynthesisRun
    from synthesis.weighing import WeighInputs


@dataclass(frozen=True, slots=True)
class MonthBook:
    """``arr`` of the accounts that pay at the month's end, ``risk`` 0-1 of those that can be scored, and by
    which method, ``model`` (the probability of leaving) or ``scorecard`` (a share of risk points); ``active``
    ids; ``segments`` and ``tiers`` by account; ``members`` leads from subsidiaries to the account they count
    for; ``answers`` are the month's on the NPS scale."""

    arr: Mapping[str, float]
    risk: Mapping[str, float]
    method: str
    active: tuple[str, ...]
    segments: Mapping[str, str]
    tiers: Mapping[str, str]
    members: Mapping[str, str]
    answers: tuple[SurveyAnswer, ...]

    @property
    def fingerprint(self) -> str:
        """A hash of everything that a month's figures take from here."""
        amounts = [sorted(self.arr.items()), sorted(self.risk.items()), self.method, self.active]
        names = [sorted(self.segments.items()), sorted(self.tiers.items())]
        answers = [[one.item_id, one.account_id, str(one.day), one.score, one.person] for one in self.answers]
        return content_id(json.dumps([amounts, names, answers]), length=32)


def load_month_book(
    workspace: Workspace, connection: Connection, month: Month, run: SynthesisRun | None = None
) -> MonthBook:
    """``month_book`` of the stored accounts."""
    return month_book(workspace, connection, load_book(workspace, connection), month, run)


def month_book(
    workspace: Workspace,
    connection: Connection,
    book: AccountBook,
    month: Month,
    run: SynthesisRun | None = None,
) -> MonthBook:
    """The book of ``month``'s last day, with the risks that ``run`` noted; without a run they are worked out, which
    takes seconds where a model learns from the book's past."""
    from accounts.revenue.movements import arr_by_account
    from accounts.revenue.tiers import book_tiers

    noted = run.manifest.noted_risk() if run else None
    method, risk = noted or _risk(workspace, connection, book, month)
    answers = feedback_views.survey_answers(connection, month)
    arr = arr_by_account(book, month)
    return MonthBook(
        arr=arr,
        risk=risk,
        method=method,
        active=book.active_accounts(month.last_day),
        segments={one.id: one.segment.strip() for one in book.all_accounts() if one.segment.strip()},
        tiers=book_tiers(book, arr, workspace.settings.tiers),
        members=book.members,
        answers=tuple(
            replace(answer, account_id=book.members.get(answer.account_id or "", answer.account_id))
            for answer in answers
        ),
    )


def _risk(
    workspace: Workspace, connection: Connection, book: AccountBook, month: Month
) -> tuple[str, dict[str, float]]:
    signals = feedback_views.feedback_signals(connection, month.last_day, members=book.members)
    found = risks_at(workspace, book, signals, month.last_day)
    return found.method, found.by_account()


def weigh_inputs(run: SynthesisRun, statements: Sequence[Statement], book: MonthBook) -> WeighInputs:
    """What ``run`` was weighed from, by the settings that it notes."""
    from synthesis.weighing import WeighInputs

    params = run.manifest.params
    themes = params.get("themes")
    noted: dict[str, int] = themes if isinstance(themes, dict) else {}
    return WeighInputs(
        themes=[theme.theme for theme in run.themes],
        statements=statements,
        unclustered=run.unclustered_reasons,
        month=run.month,
        arr_by_account=book.arr,
        risk_by_account=book.risk,
        params=PrioritySettings.model_validate(params.get("priority", {})),
        window_months=noted.get("window_months", 12),
        min_quotes=noted.get("min_quotes", 2),
        active_accounts=book.active,
        answers=book.answers,
        segments=book.segments,
        tiers=book.tiers,
        echoes=run.coverage.echoes,
    )
