"""What ``nrr churn`` and ``nrr silent`` print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import amount, count, percent

if TYPE_CHECKING:
    from workspace.churn import AccountView, RiskLine, RiskList
    from workspace.churn_past import SilentView

_DRIVER = 54


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def risk_text(risk: float | None, calibrated: bool) -> str:
    """A probability in percent, a share of the scorecard's points as a number, ``-`` for none."""
    if risk is None:
        return "-"
    if not calibrated:
        return f"{risk:.2f}"
    return "<1 %" if risk < 0.01 else percent(risk, 0)


def _method(calibrated: bool, horizon: int, why: str) -> str:
    if calibrated:
        said = f"Risk: a calibrated probability of leaving within {horizon} days, by the model ({why})."
    else:
        said = f"Risk: points of the scorecard from 0 to 1, not calibrated, no probability ({why})."
    return wrapped(said)


def list_text(found: RiskList) -> str:
    """Accounts by ARR at risk."""
    if not found.lines:
        return f"No account pays at {found.as_of}. Those that left: nrr churn retro."
    rows: list[tuple[str, ...]] = []
    for line in found.lines:
        rows.append(
            (
                cut(line.name, 26),
                line.tier.removeprefix("Tier "),
                amount(line.arr, found.currency),
                risk_text(line.risk, found.calibrated),
                str(line.renewal or "-"),
                cut(line.driver, _DRIVER),
            )
        )
        if line.second_driver:
            rows.append(("", "", "", "", "", cut(f"and {line.second_driver}", _DRIVER)))
    heads = ("Account", "Tier", "ARR", "Risk", "Renewal", "Top drivers")
    parts = [
        table(heads, rows, "llrrll"),
        *([f"{count(found.more, 'more account')}; --limit shows them."] if found.more else []),
        "",
        _method(found.calibrated, found.horizon_days, found.validation.reason),
    ]
    return "\n".join([*parts, *_mark_lines(found.lines)])


def _mark_lines(lines: tuple[RiskLine, ...]) -> list[str]:
    words = {
        "emergency": "Tier 1 at high risk, an emergency: ",
        "poor fit": "Poor fit, no save play: ",
        "payment": "Payment is overdue, for billing: ",
        "silent": "Used to talk and stopped: ",
        "single champion, a contact left": "A single champion, and a contact left lately: ",
        "single champion": "A single champion: ",
    }
    found = []
    for mark, lead in words.items():
        names = [line.name for line in lines if mark in line.marks]
        if mark == "single champion" and len(names) > 6:
            found.append(f"A single champion: {len(names)} of the {len(lines)} accounts shown.")
        elif names:
            found.append(wrapped(lead + ", ".join(names) + "."))
    return found


def account_text(view: AccountView) -> str:
    """One account's risk with its drivers."""
    line = view.line
    marks = f"  [{'; '.join(line.marks)}]" if line.marks else ""
    head = f"{line.name} ({line.account_id}), {line.tier or 'no tier'}, ARR {amount(line.arr, view.currency)}"
    lines = [wrapped(f"{head}, renewal {line.renewal or 'unknown'}{marks}", "  ")]
    if view.opened is None:
        return "\n".join([*lines, f"Risk at {view.as_of}: {view.why_not}."])
    lines.append(f"Risk at {view.as_of}: {risk_text(line.risk, view.calibrated)}")
    heads = ("Driver", "Log odds" if view.calibrated else "Share", "Why")
    rows = [
        (
            driver.name,
            f"{driver.effect:+.2f}" if view.calibrated else percent(driver.effect, 0),
            cut(driver.why, 76),
        )
        for driver in view.opened.drivers
    ]
    lines += ["", table(heads, rows, "lrl") if rows else "Nothing raises it."]
    return "\n".join([*lines, "", _method(view.calibrated, view.horizon_days, view.validation.reason)])


def silent_text(view: SilentView) -> str:
    """Who fell silent."""
    if not view.talkers:
        return wrapped(
            f"No account has a habit of talking: none has feedback on three days of the year before {view.as_of}."
        )
    rows = [
        (
            cut(view.names.get(one.account_id, one.account_id), 30),
            amount(one.arr, view.currency),
            str(one.renewal or "-"),
            str(one.last_spoke),
            f"{one.days} days",
            f"every {one.usual_gap:.0f} days",
        )
        for one in view.silent
    ]
    heads = ("Account", "ARR", "Renewal", "Last spoke", "Silent", "Used to speak")
    said = (
        f"{len(rows)} of {view.talkers} accounts with a habit of talking (feedback on three days of the year before "
        f"{view.as_of}) have not spoken for three of their usual gaps."
    )
    return "\n".join([table(heads, rows, "lrllrl"), "", wrapped(said)] if rows else [wrapped(said)])
