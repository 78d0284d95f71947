"""Opens the figures of ``nrr churn signals``, ``cohorts`` and others that look back, for ``nrr explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from workspace.churn import load_churn_book
from workspace.churn_rows import family_of
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


def _shown(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``SIGNAL@YYYY-MM-DD``: counts of a signal."""
    from accounts.churn.counts_explained import explain_shown

    named = name_and_day(family, subject, "SIGNAL")
    seen = load_churn_book(workspace, connection, named[1])
    past = _past(workspace, seen)
    if past is None:
        return None
    return explain_shown(seen.book, past, workspace.settings.churn.flag_from, family, named)


def _decile(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``COLUMN/TENTH@YYYY-MM-DD``."""
    from accounts.churn.lifts_explained import explain_decile

    named, day = name_and_day(family, subject, "COLUMN/TENTH")
    name, _, tenth = named.rpartition("/")
    if not tenth.isdecimal():
        return None
    seen = load_churn_book(workspace, connection, day)
    past = _past(workspace, seen)
    return None if past is None else explain_decile(seen.book, past, family, (name, int(tenth), day))


def _driver(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``NAME@YYYY-MM-DD``."""
    from accounts.churn.drivers_explained import explain_driver

    named = name_and_day(family, subject, "NAME")
    seen = load_churn_book(workspace, connection, named[1])
    past = _past(workspace, seen)
    return None if past is None else explain_driver(seen.book, past, family, named)


def _held(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``rows@YYYY-MM-DD``, or ``accounts``, ``churned``, ``otherwise``."""
    from accounts.churn.counts_explained import explain_past

    what, day = name_and_day("churn_past", subject, "rows")
    seen = load_churn_book(workspace, connection, day)
    past = _past(workspace, seen)
    return None if past is None else explain_past(seen.book, past, _outcomes(workspace, seen), what, day)


def _judged(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``rows@YYYY-MM-DD``, or ``accounts``, ``churned``."""
    from accounts.churn.counts_explained import explain_judged
    from accounts.churn.validation import enough_judged

    what, day = name_and_day("churn_judged", subject, "rows")
    seen = load_churn_book(workspace, connection, day)
    judged = enough_judged(_past(workspace, seen), workspace.settings.churn)
    return None if judged is None else explain_judged(seen.book, judged.rows, what, day)


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
    from accounts.churn.survival_explained import POINT_FAMILIES, explain_point, explain_survival

    named, day = name_and_day(family, subject, "SEGMENT/MONTHS")
    segment, _, months = named.rpartition("/")
    if not months.replace(".", "", 1).isdecimal():
        return None
    seen = load_churn_book(workspace, connection, day)
    opens = explain_point if family in POINT_FAMILIES else explain_survival
    return opens(seen.book, _outcomes(workspace, seen), family, (segment, float(months), day))


def _segment(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``SEGMENT@YYYY-MM-DD``: accounts that a curve rests on, or those of them that left."""
    from accounts.churn.survival_explained import explain_seen

    named = name_and_day(family, subject, "SEGMENT")
    seen = load_churn_book(workspace, connection, named[1])
    return explain_seen(seen.book, _outcomes(workspace, seen), family, named)


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
    members = family_of(seen.book, account)
    items = feedback_ids.items_of_accounts(connection, members, day, day - timedelta(days=HABIT_DAYS))
    return explain_silence(seen.book, seen.signals, family, (account, day), items)


def _talkers(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``all@YYYY-MM-DD``."""
    from accounts.churn.silence_explained import explain_talkers

    named, day = name_and_day("talkers", subject, "all")
    if named != "all":
        return None
    seen = load_churn_book(workspace, connection, day)
    return explain_talkers(seen.book, seen.signals, day)


def _outcomes(workspace: Workspace, seen: ChurnBook) -> Outcomes:
    from accounts.churn.outcomes import outcomes

    return outcomes(seen.book, seen.as_of, workspace.settings.churn.reasons)


def _past(workspace: Workspace, seen: ChurnBook) -> PastRows | None:
    from accounts.churn.learning import past_rows

    settings = workspace.settings.churn
    return past_rows(seen.book, seen.signals, seen.as_of, settings.horizon_days, settings.reasons)


_BY_FAMILY = {
    _signal: ("lift", "share_with", "share_without", "lead_days"),
    _shown: ("signal_rows", "signal_accounts", "signal_churned", "signal_led"),
    _decile: (
        "decile",
        "decile_rows",
        "decile_churned",
        "decile_low",
        "decile_high",
        "decile_share_low",
        "decile_share_high",
    ),
    _driver: ("driver", "driver_left", "driver_stayed", "driver_churned"),
    _score: (
        "churn_auc",
        "churn_average_precision",
        "churn_brier",
        "churn_ece",
        "churn_auc_within",
        "churn_gain",
    ),
    _survival: (
        "survival",
        "survival_low",
        "survival_high",
        "survival_there",
        "survival_left",
        "survival_months",
    ),
    _segment: ("survival_accounts", "survival_departed"),
    _silence: ("silent_days", "usual_gap"),
}

FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    **{family: partial(opens, family) for opens, families in _BY_FAMILY.items() for family in families},
    "churn_past": _held,
    "churn_judged": _judged,
    "half_left": _half_left,
    "talkers": _talkers,
}
