"""Opens the figures of ``nrr health`` for ``nrr explain``.

``health:ACCOUNT@YYYY-MM-DD``, its change ``health:ACCOUNT/30@…`` or ``/90``, the share of the weight that is known
``health:ACCOUNT/coverage@…``; and what stands in a band, ``band:at risk/accounts@…`` or ``/arr``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workspace.as_of import chosen_day
from workspace.figure_subjects import name_and_day
from workspace.health import BAND_ORDER, band_figure, figure, scored_book
from workspace.health_inputs import health_params, read_inputs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation

_ACCOUNTS, _ARR = "accounts", "arr"


def explain_health(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """None where the subject names no account scored on a day. Raises SettingsError for no day or one to come."""
    from accounts.health.reading import SHARE, explain_share, explain_trend
    from accounts.health.reading import explain_health as explained
    from accounts.health.scores import TRENDS, score_health

    named, day = name_and_day("health", subject, "ACCOUNT")
    as_of = chosen_day(connection, day)
    inputs = read_inputs(workspace, connection, as_of)
    scores = score_health(inputs.book, inputs.feedback, as_of, health_params(workspace))
    account, _, back = named.rpartition("/")
    if named not in scores.accounts and back == SHARE:
        return explain_share(scores, account, figure(named, as_of))
    if named not in scores.accounts and back in {str(days) for days in TRENDS}:
        return explain_trend(scores, account, int(back), figure(named, as_of))
    return explained(scores, named, figure(named, as_of))


def explain_band(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """How many accounts stand in a band, or their ARR; None for another band or figure."""
    from accounts.revenue.standing import month_known_on
    from accounts.tallied import tallied

    named, day = name_and_day("band", subject, "at risk/accounts")
    band, _, what = named.rpartition("/")
    if band not in BAND_ORDER or what not in (_ACCOUNTS, _ARR):
        return None
    as_of = chosen_day(connection, day)
    found = scored_book(workspace, connection, as_of)
    own = [line for line in found.lines.values() if line.band == band]
    month, among = month_known_on(as_of), [*found.lines] or found.inputs.book.account_ids()
    if what == _ACCOUNTS:
        opens = {line.account: figure(line.account, as_of) for line in own}
        adds, title, unit = dict.fromkeys(opens, 1.0), "Accounts", "accounts"
    else:
        opens = {line.account: f"arr:{line.account}@{month}" for line in own}
        adds = {line.account: line.arr or 0.0 for line in own}
        title, unit = "ARR", found.inputs.book.currency
    return tallied(
        band_figure(band, what, as_of),
        f"{title} in the band {band} on {as_of}",
        adds,
        unit,
        opens,
        among=among,
    )


FAMILIES = {"health": explain_health, "band": explain_band}
