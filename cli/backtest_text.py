"""A back-test of health as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import percent

if TYPE_CHECKING:
    from accounts.health.backtest import Backtest, Share, SignalTest


def backtest_text(found: Backtest) -> str:
    """What health would have said before the churn there was."""
    if not found.enough:
        return wrapped(f"No back-test: {found.reason}.")
    blocks = [
        wrapped(
            f"Health at {len(found.months)} month ends, {found.months[0]} to {found.months[-1]}, against "
            f"{found.churned} churned accounts. {found.rows:,} account-months whose next 90 days are known; "
            f"churn followed in {_share(found.base)} of them."
        ),
        wrapped(
            f"An account-month before churn scores below another with a chance of {_number(found.auc)} "
            "(0.5 is a coin, 1 is always)."
        ),
        _lead(found),
        *_tables(found),
    ]
    if found.left_out:
        blocks.append(
            wrapped(
                f"Left out, as nothing dated is known of them: {', '.join(found.left_out)}. Of relationship the latest "
                "executive contact is left out for the same reason."
            )
        )
    blocks.append(
        wrapped(
            "Account-months of one account are alike, so that the intervals are somewhat too narrow. The weights were "
            "not fitted to this churn."
        )
    )
    return "\n\n".join(blocks)


def _tables(found: Backtest) -> list[str]:
    return [
        table(
            ("Lowest scores of each month end", "Churned in 90 days", "Of", "Share", "95 %"),
            [(f"{k} lowest", *_cells(one)) for k, one in found.precision],
            "lrrrl",
        ),
        table(
            ("Band", "Churned in 90 days", "Of", "Share", "95 %"),
            [(band, *_cells(one)) for band, one in reversed(found.by_band)],
            "lrrrl",
        ),
        table(
            ("Signal", "Known", "Alone", "Score without it", "It adds"),
            [
                (
                    one.name.replace("_", " "),
                    f"{one.known:.0%}",
                    _number(one.alone),
                    _number(one.without),
                    "" if one.without is None or found.auc is None else f"{found.auc - one.without:+.3f}",
                )
                for one in found.signals
            ],
            "lrrrr",
        ),
    ]


def _lead(found: Backtest) -> str:
    early = ", ".join(f"{_share(one)} at least {days} days before" for days, one in found.leads)
    words = f"Of the churned accounts at risk or critical without a break until they left: {early}."
    if found.lead_days is not None:
        low, middle, high = found.lead_days
        words += f" Warned ones: median {middle:.0f} days ahead (quartiles {low:.0f} to {high:.0f})."
    return wrapped(f"{words} Of all flagged account-months {_share(found.flagged)} were followed by churn.")


def _share(one: Share | None) -> str:
    if one is None or one.share is None or one.interval is None:
        return "none"
    low, high = one.interval
    return f"{percent(one.share)} ({one.hits:,} of {one.n:,}; {percent(low)} to {percent(high)})"


def _cells(one: Share) -> tuple[str, str, str, str]:
    interval = "" if one.interval is None else f"{percent(one.interval[0])} to {percent(one.interval[1])}"
    return f"{one.hits:,}", f"{one.n:,}", percent(one.share), interval


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def backtest_shape(found: Backtest) -> dict[str, object]:
    """``nrr health backtest --json``."""
    return asdict(found) | {
        "months": [day.isoformat() for day in found.months],
        "minimum": 30,
        "base": _share_shape(found, "base", found.base),
        "flagged": _share_shape(found, "flagged", found.flagged),
        "precision": {str(k): _share_shape(found, f"precision/{k}", one) for k, one in found.precision},
        "by_band": {band: _share_shape(found, f"band/{band}", one) for band, one in found.by_band},
        "leads": {str(days): _share_shape(found, f"leads/{days}", one) for days, one in found.leads},
        "signals": [_signal_shape(found, one) for one in found.signals],
        "figures": _ids(found),
    }


def _ids(found: Backtest) -> dict[str, object]:
    from accounts.health.backtest_explained import figure

    ids: dict[str, object] = {} if found.auc is None else {"auc": figure("auc", found)}
    if found.lead_days is not None:
        ids["lead_days"] = [figure(f"lead_{one}", found) for one in ("low", "median", "high")]
    return ids


def _share_shape(found: Backtest, name: str, one: Share | None) -> dict[str, object] | None:
    from accounts.health.backtest_explained import figure

    if one is None:
        return None
    return asdict(one) | {"figures": {} if one.share is None else {"share": figure(name, found)}}


def _signal_shape(found: Backtest, one: SignalTest) -> dict[str, object]:
    from accounts.health.backtest_explained import figure

    unknown = one.without is None or found.auc is None
    shape = asdict(one) | {"adds": None if unknown else round((found.auc or 0.0) - (one.without or 0.0), 6)}
    known = [name for name in ("known", "alone", "without", "adds") if shape[name] is not None]
    return shape | {"figures": {name: figure(f"signal/{one.name}/{name}", found) for name in known}}
