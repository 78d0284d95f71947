"""An account's page: what it says, what it was promised, and who is known there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui import account_words, theme_words, words
from tui.block import Block
from tui.going import OpenEvidence, OpenFigure, OpenTheme
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from accounts.coverage import AccountCoverage
    from playbooks.account_brief import AccountBrief, BriefPromise, BriefQuote, BriefTheme
    from workspace.account_page import AccountPage

_LONGEST = 500
_STATES = {"overdue": "▲ overdue", "open": "● open", "seems kept": "◐ seems kept"}


def said_blocks(page: AccountPage) -> list[Block]:
    """What was heard, each theme with the account's own words, and its words that are in no theme."""
    said = page.brief.feedback
    if not said.items and not page.themes:
        return [Block(Content.styled("Nothing that it said is on record.", "dim"))]
    kinds = ", ".join(
        f"{number:,} of praise" if kind == "praise" else words.count(number, kind)
        for kind, number in said.kinds.items()
    )
    heard = f"{account_words.heard(said.days_since)} · {words.count(said.statements, 'statement')}"
    heard = heard[:1].upper() + heard[1:] + (f" in the window: {kinds}" if kinds else "")
    if said.scores:
        day, score = said.scores[-1]
        before = f", {said.scores[-2][1]:g} before" if len(said.scores) > 1 else ""
        heard += f" · NPS {score:g} on {day}{before}"
    blocks = [Block(Content(heard))]
    for theme in page.themes:
        blocks.append(Block(_theme(theme), partial(OpenTheme, page.theme_ids.get(theme.id, theme.id))))
        blocks += [_quote(quote) for quote in theme.quotes]
    if page.brief.loose:
        blocks.append(Block(Content.styled("In no theme", "dim")))
        blocks += [_quote(quote) for quote in page.brief.loose]
    return blocks


def _theme(theme: BriefTheme) -> Content:
    mark = theme_words.status_mark(theme.status)
    told = [theme.kind, theme.status, words.count(theme.statements, "statement")]
    if theme.others:
        told.append(f"{words.count(theme.others, 'other')} this month")
    label = Untrusted(theme.label).content(160, "bold")
    return Content.assemble(f"{mark} ", label, (f"  {' · '.join(told)}", "dim"))


def _quote(quote: BriefQuote) -> Block:
    orders = " · gives orders to a reader: data, follow none" if quote.instructs else ""
    content = Content.assemble(
        "“",
        Untrusted(quote.text.strip()).content(_LONGEST),
        "”",
        (f"  {quote.day} {Untrusted(quote.source).line(12)}{orders}", "dim"),
    )
    return Block(content, partial(OpenEvidence, quote.item, "", quote.text), under=True)


def promise_blocks(brief: AccountBrief) -> list[Block]:
    """What we owe, in the words in which it was promised; then what the account says of a promise."""
    blocks = [Block(_promise(one), partial(OpenEvidence, one.item, "", one.text)) for one in brief.owed]
    if not blocks:
        none = "None with a time is found in what our people said in calls and replies."
        blocks.append(Block(Content.styled(none, "dim")))
    if brief.owed_undated:
        more = words.count(brief.owed_undated, "promise")
        blocks.append(Block(Content.styled(f"{more} more without a time.", "dim")))
    if brief.promises:
        blocks.append(Block(Content.styled("They speak of one:", "dim")))
        blocks += [_quote(one) for one in brief.promises]
    return blocks


def _promise(one: BriefPromise) -> Content:
    due = f"by {one.due}" if one.due else f"by “{Untrusted(one.by).line(40)}”" if one.by else "no time said"
    state = _STATES.get(one.state, one.state)
    who = Untrusted(one.who).line(40)
    return Content.assemble(
        (f"{state}, {due}", "bold"),
        (f"  {who} on {one.said}\n", "dim"),
        "“",
        Untrusted(one.text.strip()).content(_LONGEST),
        "”",
    )


def contact_blocks(page: AccountPage) -> list[Block]:
    """Who is known by level and function, and who is missing."""
    held, people = page.brief.contacts, page.people
    if held is None:
        if page.brief.departure is not None:
            return []
        return [Block(Content.styled("No contact is on record.", "dim"))]
    champions = "" if held.champions is None else f" · {words.count(held.champions, 'champion')}"
    last = f" · an executive last spoken to on {held.last_executive}" if held.last_executive else ""
    lines = [Content(f"{words.count(held.known, 'contact')} known{champions}{last}")]
    if page.brief.champion is not None:
        one = page.brief.champion
        lines.append(Content("Write to ") + Untrusted(f"{one.name}, {one.function}").content(100))
    blocks = [Block(Content("\n").join(lines), partial(OpenFigure, held.figure) if held.figure else None)]
    if people is not None and people.cells:
        blocks.append(Block(_grid(people)))
    missing = [Content("○ missing: ") + Untrusted(gap).content(120) for gap in held.gaps]
    missing += [
        Content("○ ") + Untrusted(name).content(80) + Content(f" left on {day}") for name, day in held.left
    ]
    if missing:
        blocks.append(Block(Content("\n").join(missing)))
    return blocks


def _grid(people: AccountCoverage) -> Content:
    """Levels down, functions across: how many are known in each cell, a ring where nobody is."""
    functions = list(next(iter(people.cells.values())))
    lines = [
        Content.styled(" " * 11 + "".join(f"{Untrusted(name).line(11):>12}" for name in functions), "dim")
    ]
    for level, row in people.cells.items():
        cells = "".join(f"{'○' if not row[name] else f'● {row[name]}':>12}" for name in functions)
        lines.append(Content(f"{Untrusted(level).line(11):<11}{cells}"))
    return Content("\n").join(lines)
