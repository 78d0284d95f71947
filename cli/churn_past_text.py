"""What the commands under ``nrr churn`` that look back print for people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cli.churn_text import cut
from cli.output import table, wrapped
from foundation.money import amount, count, percent

if TYPE_CHECKING:
    from accounts.churn.deciles import Bin
    from accounts.churn.lifts import Driver, Signal
    from accounts.churn.retro import Departed
    from accounts.churn.scores import Scores
    from accounts.churn.survival import Survival
    from accounts.churn.validation import Validation
    from workspace.churn_past import CohortView, Past, RetroView

_KM_MONTHS = (6, 12, 24, 36)
_COHORTS_SHOWN = 24


def cohorts_text(view: CohortView, everything: bool = False) -> str:
    """Retention by start month (of ``everything``, else of the latest 24), survival by segment, churn by tenth of
    each metric."""
    from accounts.churn.cohorts import AGES

    shown = view.cohorts if everything else view.cohorts[-_COHORTS_SHOWN:]
    ages = [at for at in range(len(AGES)) if any(one.accounts_kept[at] is not None for one in shown)]
    heads = (
        "Start",
        "Accounts",
        "MRR",
        *(f"{AGES[at]}m" for at in ages),
        *(f"{AGES[at]}m rev" for at in ages),
    )
    rows = [
        (
            str(one.start),
            str(one.accounts),
            amount(one.mrr, view.currency),
            *(_kept(one.accounts_kept[at]) for at in ages),
            *(_kept(one.revenue_kept[at]) for at in ages),
        )
        for one in shown
    ]
    lines = ["Kept of accounts and of revenue, months after the first payment", ""]
    lines.append(
        table(heads, rows, "l" + "r" * (len(heads) - 1)) if rows else "No cohort starts in these months."
    )
    lines += _not_shown(view, len(shown))
    lines += [
        "",
        "Share of accounts that stay at least so long (Kaplan-Meier, 95 % band)",
        "",
        _survival(view.survival),
    ]
    for name, bins in view.deciles.items():
        lines += ["", f"Left within {view.horizon_days} days, by tenth of: {name}", "", _bins(bins)]
    if not view.deciles:
        lines += [
            "",
            "Churn by tenth of a metric: not enough data, fewer than 5 accounts left that could be saved.",
        ]
    return "\n".join(lines)


def _not_shown(view: CohortView, shown: int) -> list[str]:
    hidden = view.cohorts[: len(view.cohorts) - shown]
    said = []
    if hidden:
        months = f"{hidden[0].start} to {hidden[-1].start}" if len(hidden) > 1 else str(hidden[0].start)
        said.append(
            f"{len(hidden)} of {len(view.cohorts)} start months are not shown ({months}): --all lists them, and --json."
        )
    if view.older:
        first = view.since
        said.append(f"{count(view.older, 'account')} that paid before {first} already stand in no cohort.")
    return ["", wrapped(" ".join(said))] if said else []


def _kept(share: float | None) -> str:
    return "" if share is None else percent(share, 0)


def _survival(curves: dict[str, Survival]) -> str:
    rows = []
    for name, curve in curves.items():
        cells = []
        for months in _KM_MONTHS:
            found = curve.at(months)
            cells.append("" if found is None else _band(*found))
        median = curve.median()
        rows.append(
            (
                name,
                str(curve.accounts),
                str(curve.left),
                *cells,
                "" if median is None else f"{median:.0f} months",
            )
        )
    heads = ("Segment", "Accounts", "Left", *(f"{months} months" for months in _KM_MONTHS), "Half left by")
    return table(heads, rows, "lrrrrrrr")


def _band(share: float, low: float, high: float) -> str:
    """Nobody left yet: no band, as there is nothing to measure it by."""
    return f"{share:.0%}" if share == 1 else f"{share:.0%} ({low:.0%}-{high:.0%})"


def _bins(bins: list[Bin]) -> str:
    rows = [
        (
            f"{_plain(one.low)} to {_plain(one.high)}",
            str(one.rows),
            str(one.churned),
            percent(one.share),
            f"{one.interval_80[0]:.1%} to {one.interval_80[1]:.1%}",
        )
        for one in bins
    ]
    return table(("Values", "Account-months", "Accounts left", "Share", "80 % interval"), rows, "lrrrr")


def _plain(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}"


def _past(past: Past) -> str:
    return wrapped(
        f"{past.rows:,} account-months of {past.accounts:,} accounts, month ends {past.first} to {past.last}; "
        f"{past.churned} accounts left within {past.horizon_days} days of one in a way that could be saved. "
        f"Poor fit and failed payments ({past.otherwise} accounts) are left out."
    )


def signals_text(found: tuple[Past, list[Signal]]) -> str:
    """Signals by how surely they tell."""
    past, signals = found
    rows = [
        (
            cut(one.name, 48),
            f"{one.lift:.1f}" if one.lift is not None else "too few",
            "" if one.interval_80 is None else f"{one.interval_80[0]:.1f}-{one.interval_80[1]:.1f}",
            "" if one.interval_95 is None else f"{one.interval_95[0]:.1f}-{one.interval_95[1]:.1f}",
            str(one.accounts),
            str(one.churned),
            "" if one.lead_days is None else f"{one.lead_days:.0f} d (n={one.led})",
        )
        for one in signals
    ]
    heads = ("Signal", "Lift", "80 %", "95 %", "Accounts", "Left", "Lead time")
    note = "Lift: share that left with the signal / without it. An association, no cause."
    return "\n".join([table(heads, rows, "lrrrrrr"), "", _past(past), note])


def drivers_text(found: tuple[Past, list[Driver]]) -> str:
    """What parts those who stay."""
    past, drivers = found
    rows = [
        (
            cut(one.name, 38),
            one.kind,
            f"{one.parting:.2f}",
            f"{max(0.0, one.interval_80[0]):.2f}-{one.interval_80[1]:.2f}",
            cut(one.left, 16),
            cut(one.stayed, 16),
            cut(one.measure, 30),
        )
        for one in drivers
        if one.interval_80[0] > 0
    ]
    heads = ("Driver", "Kind", "Parting", "80 %", "Who left", "Who stayed", "Measured by")
    weak = len(drivers) - len(rows)
    note = "Parting: |2 AUC - 1|, 0 tells nothing, 1 parts them wholly. An association, no cause."
    usual = (
        "Who left, who stayed: the median (or the most common) of their account-months; where both medians read alike, "
        "the mean, or for counts the share with any."
    )
    rest = f" {weak} more part no better than chance might." if weak else ""
    return "\n".join([table(heads, rows, "llrrrrl"), "", _past(past), wrapped(note + rest), wrapped(usual)])


def evaluation_text(found: tuple[date, Validation, int]) -> str:
    """The figures of the validation."""
    day, checked, horizon = found
    lines = [
        f"As of {day}, risk of leaving within {horizon} days: the {checked.method} speaks; {checked.reason}."
    ]
    if checked.model is None or checked.scorecard is None or checked.base_rate is None:
        lines.append(f"Known departures that could be saved: {checked.known}.")
        return "\n".join(map(wrapped, lines))
    rows = [
        _score_row("model", checked.model),
        _score_row("scorecard, as a probability", checked.scorecard),
        _score_row("base rate", checked.base_rate),
    ]
    scores = table(("", "AUC", "Avg precision", "Brier", "ECE"), rows, "lrrrr")
    first, last = checked.within_interval or (0.0, 0.0)
    low, high = checked.gain_interval or (0.0, 0.0)
    said = (
        f"{checked.rows:,} account-months of {checked.accounts:,} accounts, {checked.churned} of which left, each "
        f"predicted by a model of what was known before. Among accounts of one month end the model's AUC is "
        f"{checked.within or 0:.3f} (80 % interval {first:.3f} to {last:.3f}, accounts resampled), "
        f"{checked.gain or 0:+.3f} on the scorecard's ({low:+.3f} to {high:+.3f})."
    )
    return "\n".join([wrapped(lines[0]), "", scores, "", wrapped(said)])


def _score_row(name: str, one: Scores) -> tuple[str, str, str, str, str]:
    return name, f"{one.auc:.3f}", f"{one.average_precision:.3f}", f"{one.brier:.4f}", f"{one.ece:.3f}"


def retro_text(view: RetroView) -> str:
    """All that nobody flagged, or one departure opened."""
    if view.opened is not None:
        return _retro(view)
    missed = [one for one in view.departed if not one.flagged]
    if not view.departed:
        return f"No account had left by {view.as_of}."
    rows = [
        (
            cut(view.names.get(one.account_id, one.account_id), 26),
            str(one.day),
            amount(12 * one.mrr, view.currency),
            one.way,
            one.reason,
            str(one.looked_at),
            "no data" if one.risk is None else f"{one.risk:.2f}",
        )
        for one in missed
    ]
    heads = ("Account", "Left", "ARR lost", "Way", "Reason", "Looked at", "Scorecard")
    said = (
        f"{len(missed)} of {len(view.departed)} accounts that left by {view.as_of} were not flagged {view.flag_days} "
        f"days before (scorecard under {view.flag_from:g})."
    )
    if not rows:
        return wrapped(said)
    return "\n".join([table(heads, rows, "llrlllr"), "", wrapped(said), "Open one: nrr churn retro ACCOUNT"])


def _retro(view: RetroView) -> str:
    opened = view.opened
    if opened is None:
        return ""
    one: Departed = opened.departed
    name = view.names.get(one.account_id, one.account_id)
    flagged = "flagged" if one.flagged else "not flagged"
    risk = (
        "it could not be scored"
        if one.risk is None
        else f"scorecard {one.risk:.2f}, flag from {view.flag_from:g}"
    )
    reason = f"{opened.reason} (inferred from what showed)" if opened.inferred else opened.reason
    lines = [
        f"{name} ({one.account_id}) left on {one.day}, ARR {amount(12 * one.mrr, view.currency)}",
        f"Way: {one.way}. Reason: {reason}.",
        f"At {one.looked_at}, at least {view.flag_days} days before: {flagged} ({risk}).",
        "",
        table(
            ("Day", "What could be known"),
            [(str(at.day), cut(at.what, 100)) for at in opened.timeline],
            "ll",
        ),
        "",
        "Showed in time: " + ("; ".join(opened.seen) or "nothing"),
        "Showed later: " + ("; ".join(opened.late) or "nothing"),
        "",
        "What the playbook should change",
        *(f"- {change}" for change in opened.changes),
    ]
    return "\n".join(wrapped(line, "  ") if not line.count("\n") else line for line in lines)
