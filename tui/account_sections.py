"""An account's page as sections of blocks to walk: how it stands. What it says is in ``tui.account_said``.

A block is a piece of text that the cursor stops at; one that leads somewhere has the message that goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from tui import account_words, words
from tui.account_said import contact_blocks, promise_blocks, said_blocks
from tui.block import Block
from tui.going import OpenFigure
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief, BriefHealth, BriefSignal, BriefUse
    from workspace.account_page import AccountPage

_BAR = 10
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Section:
    """A head and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def sections_of(page: AccountPage, to_draft: Callable[[str], Message]) -> tuple[Section, ...]:
    """The sections that have something to say, in the order in which a talk is prepared. ``to_draft`` makes the message
    that asks for a draft of a play."""
    brief = page.brief
    gone = brief.departure is not None
    found = (
        ("Health", _health(brief)),
        ("Risk of leaving", _risk(brief)),
        ("What they say", said_blocks(page)),
        ("Promises", promise_blocks(brief)),
        ("Contacts", contact_blocks(page)),
        ("Use before it left" if gone else "Use", _use(brief)),
        ("Onboarding", [Block(Untrusted(brief.onboarding).content(_LONGEST))] if brief.onboarding else []),
        ("Growth", _growth(brief)),
        ("What is due", _due(brief, to_draft)),
        ("Ask them", _listed(brief.questions)),
        ("Not known", _listed(brief.unknown)),
    )
    return tuple(Section(title, tuple(blocks)) for title, blocks in found if blocks)


def head_of(brief: AccountBrief) -> Content:
    """Who it is and how it stands, in a few lines."""
    name = Untrusted(brief.name).content(120, "bold")
    kind = " ".join(part for part in (brief.tier, brief.segment.strip(), brief.industry.strip()) if part)
    who = [Untrusted(one).line(60) for one in (brief.account, kind) if one]
    lines = [Content.assemble(name, ("  " + " · ".join(who), "dim")), _standing(brief)]
    owner = f"owner {Untrusted(brief.owner).line(40)}" if brief.owner else "no owner on record"
    people = [owner]
    if brief.executive_sponsor:
        people.append(f"sponsor {Untrusted(brief.executive_sponsor).line(40)}")
    if brief.renewal is not None and brief.departure is None:
        people.append(f"renewal {brief.renewal}")
    if brief.feedback.open_tickets:
        people.append(f"{words.count(brief.feedback.open_tickets, 'ticket')} open")
    if brief.started is not None:
        people.append(f"since {brief.started}")
    return Content("\n").join([*lines, Content.styled(" · ".join(people), "dim")])


def _standing(brief: AccountBrief) -> Content:
    if brief.departure is not None:
        gone = brief.departure
        when = f"Left on {gone.day}" if gone.day else "Has left, the day is not on record"
        paid = f", paid {words.amount(brief.arr_before, brief.currency)} a year" if brief.arr_before else ""
        why = Untrusted(gone.reason).line(60) if gone.reason else "none"
        fit = f" · fit: {Untrusted(gone.fit).line(20)}" if gone.fit else ""
        return Content.assemble((f"○ {when}{paid}", "bold"), f" · reason on record: {why}{fit}")
    if brief.arr is None:
        paid = f"Pays nothing on {brief.as_of}"
    else:
        paid = f"{words.amount(brief.arr, brief.currency)} of ARR{_year(brief)}"
    parts = [Content.styled(paid, "bold"), Content(account_words.in_days(brief.days_to_renewal))]
    if brief.health is not None:
        held = brief.health
        score = account_words.health(held.score, held.band).strip()
        parts.append(Content(f"health {score} {words.moved(held.trend_30)}".strip()))
    if brief.risk is not None:
        parts.append(Content(f"risk {words.risk(brief.risk.risk, brief.risk.calibrated)}"))
    return Content(" · ").join(parts)


def _year(brief: AccountBrief) -> str:
    if brief.arr is None or brief.arr_year_ago is None or abs(brief.arr - brief.arr_year_ago) < 1:
        return ""
    if not brief.arr_year_ago:
        return ""
    change = brief.arr / brief.arr_year_ago - 1
    return f", {words.arrow(100 * change)} {words.percent(abs(change), 0)} in a year"


def _health(brief: AccountBrief) -> list[Block]:
    held = brief.health
    if held is None:
        return []
    signals = sorted(held.signals, key=lambda one: (one.score is None, -one.costs, one.name))
    return [Block(_score(held), _opening(held.figure)), *(Block(_signal(one)) for one in signals)]


def _opening(figure: str) -> Callable[[], Message] | None:
    """What opens a figure; None for none."""
    return partial(OpenFigure, figure) if figure else None


def _score(held: BriefHealth) -> Content:
    if held.score is None:
        return Content(f"Not enough data for a score: {words.percent(held.known, 0)} of its weight is known.")
    told = [
        f"{words.moved(points)} in {days} days"
        for points, days in ((held.trend_30, 30), (held.trend_90, 90))
        if points is not None
    ]
    if held.known < 0.995:
        told.append(f"{words.percent(held.known, 0)} of its weight is known")
    score = f"{words.tenths(held.score)} of 100, {held.band}"
    return Content.assemble((score, "bold"), "".join(f" · {one}" for one in told))


def _signal(one: BriefSignal) -> Content:
    name = Content.styled(f"{Untrusted(one.name).line(17).capitalize():<17} ", "bold")
    if one.score is None:
        return name + Content.styled(
            f"{'not known':<{_BAR}}  {Untrusted(one.why.replace('_', ' ')).line(200)}", "dim"
        )
    costs = f"costs {words.tenths(one.costs)}" if one.costs >= 0.05 else ""
    measure = f"{words.bar(one.score / 100, _BAR)} {words.whole(one.score):>3}  {costs}"
    return (
        name
        + Content(measure.rstrip())
        + Content("\n")
        + Untrusted(one.why.replace("_", " ")).content(_LONGEST, "dim")
    )


def _risk(brief: AccountBrief) -> list[Block]:
    held = brief.risk
    if held is None:
        return []
    if held.risk is None:
        return [Block(Untrusted(held.why_not).content(_LONGEST))]
    shown = words.risk(held.risk, held.calibrated)
    kind = "a calibrated probability" if held.calibrated else "points of the scorecard, no probability"
    line = Content.assemble(
        (f"{shown} within {held.horizon_days} days", "bold"),
        f" · {kind} · {words.amount(held.arr_at_risk, brief.currency)} of ARR at risk",
    )
    drivers = [Content("▲ ") + Untrusted(why).content(_LONGEST) for why in held.drivers]
    told = [line, *(drivers or [Content.styled("Nothing raises it.", "dim")])]
    if held.marks:
        told.append(Content(f"To mind: {account_words.flag_words(held.marks)}"))
    return [Block(Content("\n").join(told), _opening(held.figure))]


def _use(brief: AccountBrief) -> list[Block]:
    lines = [_metric(one) for one in brief.use]
    if brief.unused:
        names = ", ".join(name.replace("_", " ") for name in brief.unused)
        lines.append(Content("Not used, and used by most others: ") + Untrusted(names).content(_LONGEST))
    return [Block(Content("\n").join(lines))] if lines else []


def _metric(one: BriefUse) -> Content:
    name = Untrusted(one.metric.replace("_", " ")).line(24)
    now = "no reading in 90 days" if one.now is None else f"{one.now:,.0f}"
    change = "" if one.change is None else f"{words.growth(one.change)} in 90 days"
    limit = "" if one.of_limit is None else f"{words.percent(one.of_limit, 0)} of the plan's limit"
    told = "  ".join(part for part in (change, limit) if part)
    return Content(f"{name:<24} {now:>8}") + Content.styled(f"  {told}".rstrip(), "dim")


def _growth(brief: AccountBrief) -> list[Block]:
    held = brief.expansion
    if held is None:
        return []
    if held.state == "none":
        return [Block(Content("No sign of growth in use, features, team, stakeholders or milestones."))]
    title = "Ripe to grow" if held.state == "lead" else "Signs of growth, but not now"
    lines = [Content.styled(title, "bold")]
    lines += [Content("+ ") + Untrusted(sign).content(_LONGEST) for sign in held.signs]
    lines += [Content("– held back: ") + Untrusted(reason).content(_LONGEST) for reason in held.reasons]
    if held.estimate and held.state == "lead":
        lines.append(Content("Estimate: ") + Untrusted(held.estimate).content(_LONGEST))
    return [Block(Content("\n").join(lines), _opening(held.figure))]


def _due(brief: AccountBrief, to_draft: Callable[[str], Message]) -> list[Block]:
    if not brief.plays:
        return [Block(Content.styled("No play is due.", "dim"))] if brief.departure is None else []
    return [
        Block(
            Content.assemble(
                (Untrusted(one.play).line(60).capitalize(), "bold"),
                (f"  by {one.due}{f', {Untrusted(one.owner).line(40)}' if one.owner else ''}\n", "dim"),
            )
            + Untrusted(one.why).content(_LONGEST),
            partial(to_draft, one.play),
        )
        for one in brief.plays
    ]


def _listed(lines: Iterable[str]) -> list[Block]:
    texts = [Content("• ") + Untrusted(one).content(_LONGEST) for one in lines]
    return [Block(Content("\n").join(texts))] if texts else []
