"""What was done in the community and who took part, counted, and each count opened down to the activities.

Keeps the rule that a person is who the row names, and an activity is one row: nothing is counted twice.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from accounts.community.figures import Contributions
from accounts.community.members import Members, since
from accounts.explanation import Explanation, Input, RowKey

if TYPE_CHECKING:
    import pandas as pd

DONE, DONE_BEFORE = "done/", "done_before/"


def contributions(there: Members, days: int) -> Contributions:
    """Activities by kind in the last ``days`` and in as many before, and who took part lately."""
    recent, before = _spans(there, days)
    return Contributions(
        recent={str(kind): int(count) for kind, count in recent["activity"].value_counts(sort=False).items()},
        before={str(kind): int(count) for kind, count in before["activity"].value_counts(sort=False).items()},
        people=int(recent["person"].nunique()),
        accounts=int(recent["account"].nunique()),
    )


def explain_contributions(there: Members, days: int, name: str, figure: str) -> Explanation | None:
    """``done/KIND``, ``done_before/KIND``, ``people`` or ``accounts``; None for another name or kind."""
    recent, before = _spans(there, days)
    span = f"in the last {days} days up to {there.as_of}"
    if name == "people":
        return _opened((recent, there.community), "person", figure, f"People who took part {span}", "people")
    if name == "accounts":
        title = f"Accounts of which somebody took part {span}"
        return _opened((recent, there.community), "account", figure, title, "accounts")
    for lead, rows, when in (
        (DONE, recent, span),
        (DONE_BEFORE, before, f"in the {days} days before the last {days} up to {there.as_of}"),
    ):
        kind = name.removeprefix(lead)
        if name.startswith(lead) and kind in {*recent["activity"], *before["activity"]}:
            own, every = (frame[frame["activity"] == kind] for frame in (rows, there.community))
            return _opened(
                (own, every), "account", figure, f"Activities of the kind {kind} {when}", "activities"
            )
    return None


def community_rows(frame: pd.DataFrame) -> tuple[RowKey, ...]:
    """The keys of rows of the community table, sorted."""
    return tuple(
        sorted(
            RowKey("community", (str(account), str(person), str(day), str(activity)))
            for account, person, day, activity in zip(
                frame["account"],
                frame["person"],
                frame["date"].dt.strftime("%Y-%m-%d"),
                frame["activity"],
                strict=True,
            )
        )
    )


def _spans(there: Members, days: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the last ``days``, and of as many before them."""
    recent = since(there.community, there.as_of, days)
    return recent, since(there.community, there.as_of, 2 * days).drop(recent.index)


def _opened(
    found: tuple[pd.DataFrame, pd.DataFrame], by: str, figure: str, title: str, unit: str
) -> Explanation:
    """The rows counted one by one where ``unit`` is activities, else the different names in the column ``by``;
    ``found``: those that count, and those looked at, which a count of none rests on."""
    rows, looked_at = found
    counted = Counter(map(str, rows[by]))
    adds = counted if unit == "activities" else dict.fromkeys(counted, 1)
    return Explanation(
        figure=figure,
        title=title,
        value=float(sum(adds.values())),
        unit=unit,
        formula="sum(inputs)",
        inputs=tuple(Input(one, float(count), unit) for one, count in sorted(adds.items())),
        rows=community_rows(looked_at if rows.empty else rows),
        words="There is none; the rows are those looked at." if rows.empty else "",
    )
