"""Shares of accounts that stay opened: how many left at each time, of how many that were still seen then."""

from __future__ import annotations

from datetime import date
from math import floor

import numpy as np

from accounts.book import AccountBook
from accounts.churn.cohorts import MONTH_DAYS, in_segment, stays, survival_by_segment
from accounts.churn.counts_explained import accounts_counted
from accounts.churn.outcomes import Outcomes
from accounts.churn.survival import Z95, Survival
from accounts.explanation import Explanation, Input
from accounts.scorecard.signal_columns import Flags
from accounts.stored import coming_and_going

SURVIVAL_FAMILIES = ("survival", "survival_low", "survival_high")
POINT_FAMILIES = ("survival_there", "survival_left", "survival_months")
SEGMENT_FAMILIES = ("survival_accounts", "survival_departed")
_NEARLY = 0.01  # days that four decimals of a month may be off


def survival_figures(segment: str, curve: Survival, at: int, as_of: date) -> dict[str, str]:
    """The ids of a point of a curve, by the field that holds the figure; where nobody is left there is no band."""
    subject = f"{segment}/{_months(float(curve.times[at]))}@{as_of}"
    fields = {"share": "survival", "low": "survival_low", "high": "survival_high"}
    ended = curve.share[at] <= 0
    counts = {
        "months": f"survival_months:{subject}",
        "at_risk": f"survival_there:{subject}",
        "left": f"survival_left:{subject}",
    }
    return counts | {
        field: f"{family}:{subject}" for field, family in fields.items() if field == "share" or not ended
    }


def segment_figures(segment: str, curve: Survival, as_of: date) -> dict[str, str]:
    """The ids of what is said of a whole curve, by the field that holds the figure."""
    found = {
        "accounts": f"survival_accounts:{segment}@{as_of}",
        "left": f"survival_departed:{segment}@{as_of}",
    }
    return found if curve.median() is None else found | {"median_months": median_figure(segment, as_of)}


def explain_seen(
    book: AccountBook, found: Outcomes, family: str, subject: tuple[str, date]
) -> Explanation | None:
    """A figure of ``SEGMENT_FAMILIES``: accounts that a curve rests on, or those of them that left."""
    segment, as_of = subject
    seen = stays(found, as_of)
    own = seen.known & in_segment(book, segment)
    if not own.any():
        return None
    chosen = own & seen.left if family == "survival_departed" else own
    title = "Accounts that left" if family == "survival_departed" else "Accounts whose start is known"
    return _counted(book, found, f"{family}:{segment}@{as_of}", f"{title}, {segment}, at {as_of}", chosen)


def explain_point(
    book: AccountBook, found: Outcomes, family: str, subject: tuple[str, float, date]
) -> Explanation | None:
    """A figure of ``POINT_FAMILIES``: accounts still seen just before some left, or those that left then; None
    where nobody left at that time."""
    segment, months, as_of = subject
    seen = stays(found, as_of)
    own = seen.known & in_segment(book, segment)
    time = floor(months * MONTH_DAYS + _NEARLY) / MONTH_DAYS
    then = own & seen.left & (np.abs(seen.months - time) < _NEARLY / MONTH_DAYS)
    if not then.any():
        return None
    if family == "survival_months":
        return _time(book, [found.accounts[at] for at in np.flatnonzero(then)], time, subject)
    there = own & (seen.months > time - _NEARLY / MONTH_DAYS)
    figure = f"{family}:{segment}/{_months(months)}@{as_of}"
    title = "Accounts that left after" if family == "survival_left" else "Accounts still seen at"
    return _counted(
        book,
        found,
        figure,
        f"{title} {_months(months)} months, {segment}, at {as_of}",
        then if family == "survival_left" else there,
    )


def _time(book: AccountBook, left: list[str], time: float, subject: tuple[str, float, date]) -> Explanation:
    """The months after which the accounts ``left``."""
    segment, months, as_of = subject
    return Explanation(
        figure=f"survival_months:{segment}/{_months(months)}@{as_of}",
        title=f"Months that accounts stayed that left together, {segment}, at {as_of}",
        value=time,
        unit="months",
        formula=f"days / {MONTH_DAYS}",
        inputs=(Input("days", round(time * MONTH_DAYS), "days"),),
        rows=coming_and_going(book, left),
    )


def _counted(book: AccountBook, found: Outcomes, figure: str, title: str, chosen: Flags) -> Explanation:
    ids = [found.accounts[at] for at in np.flatnonzero(chosen)]
    return accounts_counted(book, figure, title, ids, found.accounts)


def median_figure(segment: str, as_of: date) -> str:
    """The id of the time by which half of a segment's accounts have left."""
    return f"half_left:{segment}@{as_of}"


def explain_survival(
    book: AccountBook, found: Outcomes, family: str, subject: tuple[str, float, date]
) -> Explanation | None:
    """A figure of ``SURVIVAL_FAMILIES``; ``subject``: the segment (or ``all``), months, and the day. None where no
    such accounts are known, nobody was seen for so long, or, of a band, nobody or everybody left."""
    segment, months, as_of = subject
    curve = survival_by_segment(book, found, as_of).get(segment)
    time = floor(months * MONTH_DAYS + _NEARLY) / MONTH_DAYS
    point = None if curve is None else curve.at(time)
    if curve is None or point is None:
        return None
    count = int(np.searchsorted(curve.times, time, side="right"))
    if family != "survival" and not 0 < point[0] < 1:
        return None
    subject_id = f"{segment}/{_months(months)}@{as_of}"
    inputs = [
        Input(f"{name}_{at + 1}", float(values[at]), f"accounts at {_months(float(curve.times[at]))} months")
        for at in range(count)
        for name, values in (("left", curve.events), ("there", curve.at_risk))
    ]
    if family == "survival":
        terms = ", ".join(f"1 - left_{at} / there_{at}" for at in range(1, count + 1))
        title, formula = "Share of accounts", f"product({terms})" if count else "1"
        words = "Of the accounts still seen at each time at which some left, those that left."
    else:
        inputs.insert(0, Input("share", point[0], "ratio", f"survival:{subject_id}"))
        terms = ", ".join(
            f"left_{at} / (there_{at} * (there_{at} - left_{at}))" for at in range(1, count + 1)
        )
        sign = "" if family == "survival_low" else "-"
        formula = f"exp(log(share) * exp({sign}{Z95} * sqrt(sum({terms})) / abs(log(share))))"
        title = (
            f"{'Low' if family == 'survival_low' else 'High'} end of the 95 % band of the share of accounts"
        )
        words = "Greenwood's variance on the log-log scale, which keeps the band within 0 and 1."
    return Explanation(
        figure=f"{family}:{subject_id}",
        title=f"{title} that stay longer than {_months(months)} months, {segment}, at {as_of}",
        value=point[SURVIVAL_FAMILIES.index(family)],
        unit="ratio",
        formula=formula,
        inputs=tuple(inputs),
        rows=coming_and_going(book, _who(book, found, segment, (time, as_of))),
        words=f"{words} The rows are those of the accounts that had left by then, or of all where none had; those "
        "that stay count as long as they were seen.",
    )


def explain_median(book: AccountBook, found: Outcomes, segment: str, as_of: date) -> Explanation | None:
    """The months after which at most half of a segment's accounts stay; None while more do."""
    curve = survival_by_segment(book, found, as_of).get(segment)
    median = None if curve is None else curve.median()
    if curve is None or median is None:
        return None
    at = int(np.searchsorted(curve.times, median))
    before = float(curve.share[at - 1]) if at else 1.0
    earlier = survival_figures(segment, curve, at - 1, as_of)["share"] if at else ""
    return Explanation(
        figure=median_figure(segment, as_of),
        title=f"Months after which half of the accounts have left, {segment}, at {as_of}",
        value=median,
        unit="months",
        formula=f"days / {MONTH_DAYS}",
        inputs=(
            Input("days", round(median * MONTH_DAYS), "days"),
            Input(
                "share then",
                float(curve.share[at]),
                "ratio",
                survival_figures(segment, curve, at, as_of)["share"],
            ),
            Input("share just before", before, "ratio", earlier),
        ),
        rows=coming_and_going(book, _who(book, found, segment, (median, as_of))),
        words="The first time at which the share that stays is a half or less.",
    )


def _who(book: AccountBook, found: Outcomes, segment: str, by: tuple[float, date]) -> list[str]:
    time, as_of = by
    seen = stays(found, as_of)
    own = seen.known & in_segment(book, segment)
    gone = own & seen.left & (seen.months <= time)
    return [found.accounts[at] for at in np.flatnonzero(gone if gone.any() else own)]


def _months(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
