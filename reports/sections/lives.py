"""What is new, growing, fading or resolved among the themes, why, and what the ledger says of splits and merges."""

from __future__ import annotations

from reports.document import Block, Group, Paragraph, Points
from reports.facts import ReportFacts
from reports.pieces import in_quotes, opens, theme
from reports.words import Said, Text, joined, many, money, share
from synthesis.themes import ThemeStatus, WeightedTheme

_LINES = 12
_TITLES = (
    (ThemeStatus.NEW, "New"),
    (ThemeStatus.EMERGING, "Emerging"),
    (ThemeStatus.FADING, "Fading"),
    (ThemeStatus.GONE, "Gone"),
    (ThemeStatus.RESOLVED, "Resolved"),
)


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """A list for each status that a theme has; the tentative ones say so."""
    found: list[Block] = []
    for status, title in _TITLES:
        own = sorted(
            (one for one in facts.run.themes if one.status is status),
            key=lambda one: (-one.weights.arr, -_said(one), one.theme.id),
        )
        if own:
            lines = tuple(_line(one, facts) for one in own[:_LINES])
            rest = len(own) - _LINES
            more: tuple[Text, ...] = ((many(rest), " more stand in the table of themes or were not heard"),)
            found.append(Group((title,), (Points(lines + (more if rest > 0 else ())),)))
    if not found:
        found.append(Paragraph(("Every theme is steady: none is new, emerging, fading, gone or resolved.",)))
    events = [one.detail for one in facts.run.events if one.kind.value in ("split", "merge", "drift")]
    if events:
        told = tuple((Said(detail.rstrip(".")),) for detail in events[:_LINES])
        found.append(Group(("What became of older themes",), (Points(told),)))
    return tuple(found)


def _said(one: WeightedTheme) -> int:
    return sum(point.statements for point in one.weights.trend)


def _line(one: WeightedTheme, facts: ReportFacts) -> Text:
    """The theme, how it moved, and who moved it."""
    named = in_quotes(theme(one))
    if one.resolved is not None:
        since: Text = (
            (", and heard again in ", many(one.resolved.heard_since, "statement"))
            if one.resolved.heard_since
            else (", not heard since",)
        )
        return (*named, ": marked as mended on ", one.resolved.on, *since)
    if not one.weights.statements:
        return (*named, ": ", many(_said(one), "statement"), " in the window, none this month")
    tentative = " (tentative)" if one.theme.tentative else ""
    return (
        *named,
        f"{tentative}: ",
        many(one.weights.statements, "statement", opens(facts, one, "statements")),
        " of ",
        many(one.weights.accounts, "account", opens(facts, one, "accounts")),
        " with ",
        money(one.weights.arr, facts.currency, opens(facts, one, "arr")),
        " of ARR",
        *_moved(one),
        *_driven_by(one),
    )


def _moved(one: WeightedTheme) -> Text:
    growth, interval = one.weights.growth, one.weights.growth_interval
    if growth is None:
        return ()
    held: Text = (
        (
            " (80 % interval ",
            share(interval[0], digits=0, signed=True),
            " to ",
            share(interval[1], digits=0, signed=True),
            ")",
        )
        if interval
        else ()
    )
    return ("; said ", share(growth, digits=0, signed=True), " against the three months before", *held)


def _driven_by(one: WeightedTheme) -> Text:
    """Which tier and segment most of it comes from, where one stands out."""
    parts: list[Text] = []
    for cuts in (one.weights.by_tier, one.weights.by_segment):
        most = max(cuts, key=lambda cut: (cut.statements, cut.arr), default=None)
        if most is not None and 2 * most.statements > one.weights.statements > 1:
            parts.append((many(most.statements), " of them from ", Said(most.name, ours=True)))
    return ("; ", *joined(parts)) if parts else ()
