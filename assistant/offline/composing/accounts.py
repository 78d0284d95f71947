"""Answers that are lists of accounts: at risk, silent, gone, and by health."""

from __future__ import annotations

from assistant.offline.composing.cuts import cut_of, cut_words
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    day,
    listed,
    money,
    month,
    move,
    plain,
    share,
    short_money,
)
from assistant.offline.writing import Writing

_SHOWN = 8


def at_risk(writing: Writing) -> None:
    """Who may leave, by ARR at risk, and who is in a low band."""
    cut = cut_of(writing)
    if any(cut.values()):
        found = writing.call("list_accounts", sort="at-risk", limit=_SHOWN, **cut)
        how = writing.call("churn", limit=1).data
    else:
        found = writing.call("churn", limit=_SHOWN)
        how = found.data
    rows = [one for one in found.data["accounts"] if one["risk"] is not None]
    if not rows:
        writing.absent(
            f"Who is at risk{cut_words(writing)} is not in the data: no account's risk can be worked out."
        )
        return
    basis = (
        f"by the calibrated probability of leaving within {how['horizon_days']} days"
        if how["calibrated"]
        else f"by the scorecard's risk points, which are no probability, over {how['horizon_days']} days"
    )
    whole = found.data.get("arr_at_risk")
    total = (
        f"; all {counted(found.data['accounts_found'], 'account')}{cut_words(writing)} together: "
        f"{money(whole)} of {money(found.data['arr'])}"
        if whole
        else ""
    )
    writing.say(f"Most ARR at risk{cut_words(writing)} on {day(found.data['date'])}, {basis}{total}")
    for one in rows[:_SHOWN]:
        if amount_of(one["arr_at_risk"]) < 1:
            continue
        risk = (
            share(one["risk"], 0)
            if how["calibrated"] and amount_of(one["risk"]) >= 0.01
            else share(one["risk"])
            if how["calibrated"]
            else f"{one['risk']['value']:.2f} points"
        )
        marks = [mark for mark in one["marks"] if mark not in ("single champion",)]
        beside = f"; {', '.join(marks)}" if marks else ""
        writing.line(
            f"{one['account_name']} ({one['tier'] or 'no tier'}, {money(one['arr'])} of ARR): {risk}, "
            f"{money(one['arr_at_risk'])} at risk"
            f"{beside}; {plain(one['why'])}"
        )
    _low_bands(writing, cut)
    if "churn" in found.data.get("method", "") or found.evidence:
        writing.quote(found.evidence, 3)


def _low_bands(writing: Writing, cut: dict[str, object]) -> None:
    if any(cut.values()):
        return
    health = writing.call("health", limit=3)
    bands = health.data["bands"]
    low = [
        f"{counted(bands[band]['accounts'], 'account')} {band} ({short_money(bands[band]['arr'])} of ARR)"
        for band in ("critical", "at risk")
        if bands[band]["accounts"]
    ]
    if low:
        worst = [one["account_name"] for one in health.data["accounts"]]
        writing.line(f"By health it is another list: {listed(low)}, worst first {listed(worst)}")


def silent(writing: Writing) -> None:
    """Accounts that used to talk and stopped."""
    found = writing.call("list_accounts", mark="silent", sort="arr", limit=12, **cut_of(writing))
    rows = found.data["accounts"]
    if not rows:
        writing.say(
            f"No account{cut_words(writing)} that used to talk has stopped by {day(found.data['date'])}: 0 accounts."
        )
        return
    writing.say(
        f"{counted(found.data['accounts_found'], 'account')}{cut_words(writing)} used to talk and stopped, "
        f"with {money(found.data['arr'])} of ARR"
    )
    for one in rows:
        renewal = f", renews on {day(one['renewal'])}" if one["renewal"] else ""
        writing.line(
            f"{one['account_name']} ({one['tier']}): {money(one['arr'])} of "
            f"ARR{renewal}{', ' + one['owner'] if one['owner'] else ''}"
        )


def left(writing: Writing) -> None:
    """Who left, when and for what reason."""
    periods = writing.named.times.periods
    since = str(periods[0].since) if periods else None
    until = str(periods[-1].until) if periods else None
    cut = cut_of(writing)
    found = writing.call(
        "list_accounts",
        left=True,
        since=since,
        until=until,
        limit=10,
        segment=cut["segment"],
        owner=cut["owner"],
    )
    data = found.data
    if not data["accounts"]:
        when = (
            f" between {month(since)} and {month(until)}"
            if since and until and since != until
            else f" in {month(since)}"
            if since
            else ""
        )
        writing.say(
            f"{counted(0, 'account')}{cut_words(writing)} left{when}, by the departures on record up to "
            f"{day(data['date'])}"
        )
        return
    when = (
        f" in {month(since)}"
        if since and since == until
        else f" from {month(since)} to {month(until)}"
        if since and until
        else f" by {day(data['date'])}"
    )
    writing.say(f"{counted(data['accounts_left'], 'account')}{cut_words(writing)} left{when}")
    reasons = [f"{one['label']} ({one['accounts']})" for one in data["churn_reasons"]]
    writing.say(f"Reasons on record: {listed(reasons)}")
    for one in data["accounts"]:
        paid = f", paid {money(one['arr_before'])} a year" if amount_of(one["arr_before"]) else ""
        writing.line(
            f"{one['account_name']}: {day(one['churned'])}, {one['churn_reason'] or 'no reason on record'}{paid}"
        )


def health_list(writing: Writing) -> None:
    """Bands, and the accounts in one of them or the worst."""
    low = writing.question.casefold()
    band = next((one for one in ("critical", "thriving", "at risk") if one in low), None)
    if any(cut_of(writing).values()):
        found = writing.call("list_accounts", sort="health", band=band, limit=_SHOWN, **cut_of(writing))
        writing.say(
            f"{counted(found.data['accounts_found'], 'account')}{cut_words(writing)}{f' {band}' if band else ''}"
            f" on {day(found.data['date'])}, lowest health first"
        )
    else:
        found = writing.call("health", band=band, limit=_SHOWN)
        bands = found.data["bands"]
        parts = [
            f"{held['accounts']} {name} ({short_money(held['arr'])})"
            for name, held in bands.items()
            if held["accounts"]
        ]
        writing.say(f"Health on {day(found.data['date'])}: {listed(parts)}")
    for one in found.data["accounts"]:
        trend = move(_number(one["trend_30"]), 30)
        score = f"{one['score']['value']:.1f}, {one['band']}" if one["score"] else one["band"]
        weak = f"; weakest: {one['weakest']}" if one["weakest"] else ""
        writing.line(
            f"{one['account_name']} ({one['tier'] or 'no tier'}, {short_money(one['arr'])}): "
            f"{score}{', ' + trend if trend else ''}{weak}"
        )


def _number(value: Value | None) -> float | None:
    return None if value is None else float(value["value"])
