"""Opens the figures of ``nrr churn signals``, ``cohorts`` and others that look back, for ``nrr explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from workspace.churn import load_churn_book
from workspace.figure_subjects import name_and_day
from workspace.store import feedback_ids
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.churn.learning import PastRows
    from accounts.churn.outcomes import Outcomes
    from accounts.explanation import Explanation
    from workspace.churn import ChurnBook


def _signal(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``SIGNAL@YYYY-MM-DD``."""
    from accounts.churn.lifts_explained import explain_signal

    name, day = name_and_day(family, subject, "SIGNAL")
    seen = load_churn_book(workspace, connection, day)
    past = _past(workspace, seen)
    if past is None:
        return None
    return explain_signal(seen.book, past, workspace.settings.churn.flag_from, family, (name, day))


def _decile(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``COLUMN/TENTH@YYYY-MM-DD``."""
    from accounts.churn.lifts_explained import explain_decile

    named, day = name_and_day("decile", subject, "COLUMN/TENTH")
    name, _, tenth = named.rpartition("/")
    if not tenth.isdecimal():
        return None
    seen = load_churn_book(workspace, connection, day)
    past = _past(workspace, seen)
    return None if past is None else explain_decile(seen.book, past, name, int(tenth), day)


def _driver(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``NAME@YYYY-MM-DD``."""
    from accounts.churn.lifts_explained import explain_driver

    name, day = name_and_day("driver", subject, "NAME")
    seen = load_churn_book(workspace, connection, day)
    past = _past(workspace, seen)
    return None if past is None else explain_driver(seen.book, past, name, day)


def _score(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``model@YYYY-MM-DD``, or ``scorecard`` or ``base_rate``."""
    from accounts.churn.validation import enough_judged
    from accounts.churn.validation_explained import explain_score

    method, day = name_and_day(family, subject, "model")
    seen = load_churn_book(workspace, connection, day)
    judged = enough_judged(_past(workspace, seen), workspace.settings.churn)
    return None if judged is None else explain_score(seen.book, judged, family, (method, day))


def _survival(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``SEGMENT/MONTHS@YYYY-MM-DD``; ``all`` for every segment."""
    from accounts.churn.survival_explained import explain_survival

    named, day = name_and_day(family, subject, "SEGMENT/MONTHS")
    segment, _, months = named.rpartition("/")
    if not months.replace(".", "", 1).isdecimal():
        return None
    seen = load_churn_book(workspace, connection, day)
    return explain_survival(seen.book, _outcomes(workspace, seen), family, (segment, float(months), day))


def _half_left(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``SEGMENT@YYYY-MM-DD``."""
    from accounts.churn.survival_explained import explain_median

    segment, day = name_and_day("half_left", subject, "SEGMENT")
    seen = load_churn_book(workspace, connection, day)
    return explain_median(seen.book, _outcomes(workspace, seen), segment, day)


def _silence(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT@YYYY-MM-DD``."""
    from accounts.churn.silence_explained import HABIT_DAYS, explain_silence

    account, day = name_and_day(family, subject, "ACCOUNT")
    seen = load_churn_book(workspace, connection, day)
    members = [account, *(member for member, top in seen.book.members.items() if top == account)]
    items = feedback_ids.items_of_accounts(connection, members, day, day - timedelta(days=HABIT_DAYS))
    return explain_silence(seen.book, seen.signals, family, (account, day), items)


def _outcomes(workspace: Workspace, seen: ChurnBook) -> Outcomes:
    from accounts.churn.outcomes import outcomes

    return outcomes(seen.book, seen.as_of, workspace.settings.churn.reasons)


def _past(workspace: Workspace, seen: ChurnBook) -> PastRows | None:
    from accounts.churn.learning import past_rows

    return past_rows(seen.book, seen.signals, seen.as_of, workspace.settings.churn.horizon_days)


FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    **{family: partial(_signal, family) for family in ("lift", "share_with", "share_without", "lead_days")},
    "decile": _decile,
    "driver": _driver,
    **{
        family: partial(_score, family)
        for family in (
            "churn_auc",
            "churn_average_precision",
            "churn_brier",
            "churn_ece",
            "churn_auc_within",
            "churn_gain",
        )
    },
    **{family: partial(_survival, family) for family in ("survival", "survival_low", "survival_high")},
    "half_left": _half_left,
    **{family: partial(_silence, family) for family in ("silent_days", "usual_gap")},
}
