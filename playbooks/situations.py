"""Why a play is called for at an account, in three sentences at most, for whoever runs it."""

from __future__ import annotations

from foundation.money import amount, count
from foundation.months import day_title
from foundation.text import one_line
from playbooks.account_brief import AccountBrief
from playbooks.plays import Play, Stance

_RENEWS = "it renews "


def situation(brief: AccountBrief, play: Play | None = None) -> tuple[str, ...]:
    """What it pays and until when; why ``play`` is called for, or how it stands; what it says. What is to be sold to
    is not told of by its complaints."""
    why = next((one.why for one in brief.plays if play is not None and one.play == play.name), "")
    why = one_line(why).partition(". Then ")[0].rstrip(".")
    if why.startswith(_RENEWS) and " and " not in why:
        why = ""  # the first sentence says so
    lines = [_pays(brief)]
    if brief.departure is not None and brief.departure.day is not None:
        reason = f" ({one_line(brief.departure.reason)})" if brief.departure.reason else ""
        lines.append(f"It left on {day_title(brief.departure.day)}{reason}.")
    elif why:
        lines.append(f"Why now: {why}.")
    elif health := _health(brief, whole=True):
        lines.append(f"{health}.")
    grows = play is not None and play.stance is Stance.GROW
    if voice := _voice(
        brief, health=_health(brief, whole=False) if why and "health is" not in why else "", grows=grows
    ):
        lines.append(voice)
    return tuple(lines)


def renews_in(days: int) -> str:
    """How far a renewal is, as people say it."""
    return f"renews in {count(days, 'day')}" if days else "renews today"


def _pays(brief: AccountBrief) -> str:
    if brief.arr is None:
        paid = (
            "" if brief.arr_before is None else f"; it paid {amount(brief.arr_before, brief.currency)} a year"
        )
        return f"{brief.name} does not pay now{paid}."
    pays = f"{brief.name} pays {amount(brief.arr, brief.currency)} a year"
    if brief.renewal is not None and brief.days_to_renewal is not None and brief.days_to_renewal >= 0:
        pays += f" and {renews_in(brief.days_to_renewal)}, on {day_title(brief.renewal)}"
    return f"{pays}."


def _health(brief: AccountBrief, *, whole: bool) -> str:
    if brief.health is None or brief.health.score is None:
        return ""
    said = f"Its health is {brief.health.score:.1f} of 100, {brief.health.band}"
    worst = max(brief.health.signals, key=lambda one: one.costs, default=None)
    if not whole or worst is None or worst.costs <= 0:
        return said
    return f"{said}; what costs it most is {worst.name}: {one_line(worst.why)}"


def _voice(brief: AccountBrief, health: str, *, grows: bool) -> str:
    """What it says, after ``health`` where that is given."""
    kinds = ("praise",) if grows else ("complaint", "request")
    theme = next((one for one in brief.themes if one.kind in kinds), None)
    said = ""
    if theme is not None:
        label = one_line(theme.label)
        said = f"speaks well of “{label}”" if grows else f"speaks most of “{label}”, a {theme.kind}"
    elif brief.feedback.last_heard is not None:
        said = f"was last heard on {day_title(brief.feedback.last_heard)}"
    if health:
        return f"{health}, and it {said}." if said else f"{health}."
    return f"It {said}." if said else ""
