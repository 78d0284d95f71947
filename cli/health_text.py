"""Health as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import amount, count, short_amount

if TYPE_CHECKING:
    from accounts.explanation import RowKey
    from accounts.health.routes import Route
    from workspace.health import HealthLine, HealthList, HealthView
    from workspace.store.health_snapshots import Snapshot

_ROWS = 5
_ROWS_IN_JSON = 50


def list_text(found: HealthList, currency: str) -> str:
    """The table of accounts, and how many stand in each band."""
    heads = ("Account", "Band", "Score", "30 d", "90 d", "Known", "Tier", "ARR", "Pulled down most by")
    rows = [
        (
            f"{line.name[:26]} ({line.account})",
            line.band,
            _score(line.score),
            _change(line.trend_30),
            _change(line.trend_90),
            f"{line.coverage:.0%}",
            line.tier.removeprefix("Tier "),
            "" if line.arr is None else short_amount(line.arr, currency),
            _title(line.weakest) if line.score is not None else "",
        )
        for line in found.lines
    ]
    bands = [
        f"{band} {accounts:,}" + (f" ({short_amount(arr, currency)})" if arr else "")
        for band, (accounts, arr) in found.bands.items()
        if accounts
    ]
    body = table(heads, rows, "llrrrrlrl") if rows else "No account fits."
    more = found.fitting - len(found.lines)
    tail = f"\n{count(more, 'more account')} without --limit." if more else ""
    return f"Health on {found.as_of}: {', '.join(bands) or 'no account pays'}\n\n{body}{tail}"


def list_shape(found: HealthList) -> dict[str, object]:
    """``nrr health --json``."""
    from workspace.health import band_figure

    return {
        "date": found.as_of.isoformat(),
        "bands": {band: {"accounts": number, "arr": arr} for band, (number, arr) in found.bands.items()},
        "figures": {
            "bands": {
                band: {what: band_figure(band, what, found.as_of) for what in ("accounts", "arr")}
                for band in found.bands
            }
        },
        "notes": list(found.notes),
        "accounts": [
            _line_shape(line, found.as_of) | {"weakest_why": found.whys[line.account]} for line in found.lines
        ],
    }


def _line_shape(line: HealthLine, day: date) -> dict[str, object]:
    from workspace.health import figure

    return {
        "account": line.account,
        "name": line.name,
        "date": day.isoformat(),
        "score": line.score,
        "band": line.band,
        "coverage": line.coverage,
        "trend_30": line.trend_30,
        "trend_90": line.trend_90,
        "tier": line.tier,
        "segment": line.segment,
        "owner": line.owner,
        "arr": line.arr,
        "renewal": line.renewal.isoformat() if line.renewal else None,
        "weakest": line.weakest,
        "figure": figure(line.account, day),
        "figures": _figures(line, day),
        "trend_figures": {days: figure(f"{line.account}/{days}", day) for days in ("30", "90")},
    }


def _figures(line: HealthLine, day: date) -> dict[str, str]:
    """The id of each number of a line that is known, by its field."""
    from accounts.health.reading import SHARE
    from accounts.revenue.standing import month_known_on
    from workspace.health import figure

    known = {
        "score": (line.score, figure(line.account, day)),
        "trend_30": (line.trend_30, figure(f"{line.account}/30", day)),
        "trend_90": (line.trend_90, figure(f"{line.account}/90", day)),
        "arr": (line.arr, f"arr:{line.account}@{month_known_on(day)}"),
    }
    opens = {field: one for field, (value, one) in known.items() if value is not None}
    return opens | {"coverage": figure(f"{line.account}/{SHARE}", day)}


def account_text(view: HealthView, currency: str) -> str:
    """One account: its score, each signal with its reason, what to do, and the rows to look at."""
    from workspace.health import figure

    line = view.line
    head = [part for part in (line.tier, line.segment, _arr(line.arr, currency), line.owner) if part]
    if line.renewal:
        head.append(f"renewal {line.renewal}")
    score = "not enough data" if line.score is None else f"health {line.score:.1f}, {line.band}"
    blocks = [
        f"{line.name} ({line.account}) on {view.as_of}: {score}{_held(view)}\n"
        + wrapped(", ".join(head))
        + f"\n{_known(line)}"
        + _trends(line)
    ]
    scored = line.score is not None
    rows = [
        (
            _title(one.name),
            _score(one.score),
            f"{one.weight:g}",
            *([f"-{one.costs:.1f}" if one.costs else ""] if scored else []),
        )
        for one in view.signals
    ]
    heads = ("Signal", "Score", "Weight", *(["Costs"] if scored else []))
    blocks.append(table(heads, rows, "lrrr"[: len(heads)]))
    blocks.append("\n".join(wrapped(f"{_title(one.name)}: {one.why}", indent="  ") for one in view.signals))
    if view.routes:
        blocks.append("\n".join(["What to do", *(f"  {_route_text(route)}" for route in view.routes)]))
    if view.imported:
        told = [
            f"  {one.signal or 'score'} {one.score:g} on {one.day} ({one.direction} is good)"
            for one in view.imported
        ]
        blocks.append("\n".join(["Scores of other platforms, as they stand there", *told]))
    if view.frozen is not None and view.frozen.score != line.score:
        was = _score(view.frozen.score) or "not enough data"
        blocks.append(f"Frozen for {view.as_of}: {was}, {view.frozen.band}; rows that came later changed it.")
    blocks.append(f"Rows and formula: nrr explain {figure(line.account, view.as_of)}")
    return "\n\n".join(blocks)


def _trends(line: HealthLine) -> str:
    """The changes that are known, on a line of their own; a change of what has no score says nothing."""
    if line.score is None:
        return ""
    pairs = ((30, line.trend_30), (90, line.trend_90))
    known = [f"{days} days {_change(points)}" for days, points in pairs if points is not None]
    return f"\n{', '.join(known)} points" if known else ""


def _held(view: HealthView) -> str:
    """What holds the account in another band than its score alone would give it; empty where nothing does."""
    if view.band_plain == view.line.band:
        return ""
    return f" ({view.band_plain} by the score alone; {view.band_before} in the last snapshot)"


def _known(line: HealthLine) -> str:
    missing = "" if line.score is not None else "; under the least share that makes a score"
    return f"{line.coverage:.0%} of the weight is known{missing}"


def _route_text(route: Route) -> str:
    return f"{route.play}: {route.owner}, by {route.due} (within {route.within})"


def account_shape(view: HealthView) -> dict[str, object]:
    """``nrr health ACCOUNT --json``."""
    frozen = view.frozen
    return _line_shape(view.line, view.as_of) | {
        "executive_sponsor": view.line.executive_sponsor,
        "signals": [
            {
                "name": one.name,
                "value": one.value,
                "score": one.score,
                "weight": one.weight,
                "why": one.why,
                "costs": one.costs,
                "rows": [_row(row) for row in one.rows[:_ROWS_IN_JSON]],
                "rows_total": len(one.rows),
            }
            for one in view.signals
        ],
        "routes": [
            {
                "play": route.play,
                "owner": route.owner,
                "due": route.due.isoformat(),
                "within": route.within,
                "rule": route.rule,
            }
            for route in view.routes
        ],
        "imported": [asdict(one) | {"day": one.day.isoformat()} for one in view.imported],
        "band_before": view.band_before or None,
        "frozen": None if frozen is None else {"score": frozen.score, "band": frozen.band},
        "notes": list(view.notes),
    }


def _row(row: RowKey) -> dict[str, object]:
    return {"kind": row.kind, "key": list(row.key)}


def frozen_text(day: date, snapshots: Sequence[Snapshot], names: Mapping[str, str]) -> str:
    """A frozen day as it was."""
    rows = [
        (
            f"{names.get(one.account_id, '')[:30]} ({one.account_id})",
            one.band,
            _score(one.score),
            f"{one.coverage:.0%}",
        )
        for one in snapshots
    ]
    return f"Health as it was frozen for {day}\n\n" + table(
        ("Account", "Band", "Score", "Known"), rows, "llrr"
    )


def frozen_shape(day: date, snapshots: Sequence[Snapshot]) -> dict[str, object]:
    """``nrr health --frozen --json``."""
    return {
        "date": day.isoformat(),
        "accounts": [
            {
                "account": one.account_id,
                "score": one.score,
                "band": one.band,
                "coverage": one.coverage,
                "signals": [
                    {"name": name, "score": score, "weight": weight}
                    for name, (score, weight) in one.signals.items()
                ],
            }
            for one in snapshots
        ],
    }


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.1f}"


def _change(points: float | None) -> str:
    return "" if points is None else f"{points:+.1f}"


def _arr(arr: float | None, currency: str) -> str:
    return "" if arr is None else amount(arr, currency)


def _title(name: str) -> str:
    return name.replace("_", " ") if name else ""
