"""One page of an account review: history, challenge, ask, and the decision that the room is to fill in.

Made of the account's brief, so that page and brief never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foundation.money import count
from playbooks.account_brief import AccountBrief, BriefQuote
from reports.document import Block, Column, Group, Points, QuoteBlock, Table
from reports.pieces import owner, sealed_in
from reports.words import AccountName, Said, Span, Text, ThemeName, joined, many, money, number, share

_QUOTES = 2
_THEMES = 3
_LINES = 4
_COSTS = 0.5
_BLANK = "\u2007" * 12


@dataclass(frozen=True, slots=True)
class PastRun:
    """A play that was run at the account; ``ended`` is None while it runs."""

    play: str
    started: date
    ended: date | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a page is made of. ``why``: why it is listed; ``texts``: the stored texts of each item that it quotes."""

    brief: AccountBrief
    why: Text
    past: tuple[PastRun, ...]
    texts: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> AccountName:
        return AccountName(self.brief.account, self.brief.name)


def page_of(page: ReviewPage) -> Group:
    """The page."""
    parts = (
        ("History", _history(page)),
        ("Challenge", _challenge(page)),
        ("Ask", _ask(page)),
        ("Decision", _decision()),
    )
    groups = tuple(Group((title,), blocks) for title, blocks in parts if blocks)
    return Group((page.name,), (Points((page.why, _standing(page.brief))), *groups), page=True)


def _standing(brief: AccountBrief) -> Text:
    """What it pays, when it renews, who owns it."""
    paid: Text = (
        (money(brief.arr, brief.currency, brief.arr_figure), " of ARR") if brief.arr else ("pays nothing",)
    )
    tier = f", {brief.tier}" if brief.tier else ""
    sponsor: Text = (
        ("; executive sponsor ", *owner(brief.executive_sponsor)) if brief.executive_sponsor else ()
    )
    return (*paid, tier, "; ", *_renewal(brief), "; owner ", *owner(brief.owner), *sponsor)


def _renewal(brief: AccountBrief) -> Text:
    days = brief.days_to_renewal
    if brief.renewal is None or days is None:
        return ("no renewal date on record",)
    if days < 0:
        return ("its renewal of ", brief.renewal, f" passed {count(-days, 'day')} ago")
    return (f"renews in {count(days, 'day')}, on ", brief.renewal)


def _history(page: ReviewPage) -> tuple[Block, ...]:
    brief = page.brief
    lines: list[Text] = []
    if brief.started:
        lines.append(("a customer since ", brief.started))
    if brief.arr is not None and brief.arr_year_ago is not None:
        before = money(brief.arr_year_ago, brief.currency, brief.arr_year_ago_figure)
        lines.append(
            (money(brief.arr, brief.currency, brief.arr_figure), " of ARR after ", before, " a year ago")
        )
    health = brief.health
    if health is not None and health.score is not None:
        moved: list[Text] = [
            (number(points, 1, signed=True), f" points in {days} days")
            for points, days in ((health.trend_30, 30), (health.trend_90, 90))
            if points is not None
        ]
        trend: Text = (", ", *joined(moved)) if moved else ()
        lines.append(("health ", number(health.score, 1, health.figure), f" of 100, {health.band}", *trend))
    if brief.feedback.scores:
        scores: list[Text] = [(f"{score:g} on ", day) for day, score in brief.feedback.scores[-3:]]
        lines.append(("NPS scores: ", *joined(scores)))
    for one in page.past[:_LINES]:
        until: Text = (" to ", one.ended) if one.ended else (", running",)
        lines.append((Said(one.play, ours=True), " from ", one.started, *until))
    return (Points(tuple(lines)),) if lines else ()


def _challenge(page: ReviewPage) -> tuple[Block, ...]:
    brief = page.brief
    lines: list[Text] = []
    risk = brief.risk
    if risk is not None and risk.risk is not None:
        told: Text = (
            (share(risk.risk, risk.figure, 0), f" probability of leaving within {risk.horizon_days} days")
            if risk.calibrated
            else (number(risk.risk, 2, risk.figure), " risk points of 1 by the scorecard, no probability")
        )
        worth: Text = (
            (", ", money(risk.arr_at_risk, brief.currency), " of its ARR") if risk.arr_at_risk >= 1 else ()
        )
        lines.append((*told, *worth))
        lines += [("raised by: ", Said(why)) for why in risk.drivers[:_LINES]]
    if brief.health is not None:
        worst = sorted(
            (one for one in brief.health.signals if one.costs >= _COSTS), key=lambda one: -one.costs
        )
        lines += [
            (f"{one.name} costs ", number(one.costs, 1), " points of health: ", Said(one.why))
            for one in worst[:2]
        ]
    for theme in brief.themes[:_THEMES]:
        named = ThemeName(theme.id, theme.label, theme.others + 1)
        lines.append(
            ("raises “", named, f"” ({theme.kind}, ", many(theme.statements, "statement", theme.figure), ")")
        )
    if brief.feedback.open_tickets:
        lines.append((many(brief.feedback.open_tickets, "ticket"), " open"))
    lines += [
        (f"promised by us and {one.state}: ", Said(one.text), *((", by ", one.due) if one.due else ()))
        for one in brief.owed[:2]
    ]
    return (*((Points(tuple(lines)),) if lines else ()), *quotes_of(page))


def quotes_of(page: ReviewPage) -> tuple[QuoteBlock, ...]:
    """The account's own words, complaints and requests first."""
    held: list[BriefQuote] = [
        quote for theme in page.brief.themes for quote in theme.quotes if not quote.instructs
    ]
    held.sort(key=lambda one: one.kind not in ("complaint", "request"))
    return tuple(sealed_in(page.texts.get(one.item, ()), one, page.name) for one in held[:_QUOTES])


def _ask(page: ReviewPage) -> tuple[Block, ...]:
    brief = page.brief
    lines: list[Text] = [
        (Said(one.play, ours=True), ", ", *owner(one.owner), ", by ", one.due, ": ", Said(one.why))
        for one in brief.plays[:_LINES]
    ]
    grown = brief.expansion
    if grown is not None and grown.state != "none":
        lead = "ripe to grow: " if grown.state == "lead" else "grows, but is held back: "
        lines += [(lead, Said(sign)) for sign in grown.signs[:_LINES]]
        lines += [("held back: ", Said(reason)) for reason in grown.reasons[:2]]
        if grown.state == "lead" and grown.estimate:
            lines.append(("estimate: ", Said(grown.estimate)))
    lines += [("to ask: ", Said(question)) for question in brief.questions[:2]]
    return (Points(tuple(lines)),) if lines else ()


def _decision() -> tuple[Block, ...]:
    """Room to write: what is decided, by whom, by when."""
    blank: tuple[Span, ...] = (_BLANK,)
    columns = (Column("What we decide", wide=True), Column("Who"), Column("By when"))
    rows = ((blank, blank, blank), (blank, blank, blank))
    return (Table("Decision", "To fill in", columns, rows),)
