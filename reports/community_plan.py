"""The community plan as sections of words and tables, and as a Markdown document.

One set of sections serves the terminal and the document, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.community.figures import CommunityPlan, Participation, PeerMatch
from foundation.money import amount, count, percent
from foundation.text import one_line


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of the longest lists is shown: themes, matches of each, accounts that belong nowhere."""

    themes: int = 1000
    matches: int = 15
    lonely: int = 50


@dataclass(frozen=True, slots=True)
class Section:
    """``lines`` of prose, then a table where ``heads`` are given; ``align`` holds l or r for each column."""

    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    align: str = ""


def plan_sections(
    plan: CommunityPlan,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    currency: str,
    shown: Shown | None = None,
) -> tuple[Section, ...]:
    """The plan in the order in which a CS lead works through it."""
    chosen = shown or Shown()
    return (
        _participation(plan),
        _champions(plan, names, currency),
        _board(plan, names, currency),
        *_matches(plan, names, chosen),
        _experts(plan, names, labels),
        _lonely(plan, names, currency, chosen.lonely),
        Section("What is missing", plan.notes) if plan.notes else Section("What is missing", ("Nothing.",)),
    )


def as_markdown(title: str, sections: Sequence[Section]) -> str:
    """One document with a heading for each section."""
    parts = [f"# {_plain(title)}"]
    for section in sections:
        parts.append(f"## {_plain(section.title)}")
        parts += [_plain(line) for line in section.lines]
        if section.rows:
            rule = ["---:" if side == "r" else "---" for side in section.align]
            table = [section.heads, tuple(rule), *section.rows]
            parts.append("\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Text of customers and tables as words alone: nothing in it becomes a link, an image or a tag."""
    escaped = one_line(text)
    for mark in "\\`*_[]<>#":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped


def _cell(text: str) -> str:
    return text if set(text) <= set("-:") and text else _plain(text).replace("|", "\\|")


def _participation(plan: CommunityPlan) -> Section:
    done = plan.contributions
    kinds = sorted({*done.recent, *done.before})
    rows = tuple((kind, f"{done.recent.get(kind, 0)}", f"{done.before.get(kind, 0)}") for kind in kinds)
    days = plan.participation.days
    lines = (
        f"{done.people:,} {'person' if done.people == 1 else 'people'} of {count(done.accounts, 'account')} took part "
        f"in the last {days} days.",
        _association(plan.participation),
    )
    return Section("Taking part", lines, ("What", f"Last {days} days", f"{days} before"), rows, "lrr")


def _association(found: Participation) -> str:
    if found.difference is None or found.low is None or found.high is None:
        return f"Whether those who take part stay longer: too few to say ({found.why_not})."
    return (
        f"Of the accounts that paid on {found.landmark}, {percent(found.participants_kept / found.participants)} of "
        f"{found.participants} that had taken part by then pay on {found.as_of}, and "
        f"{percent(found.others_kept / found.others)} of {found.others} others: an association of "
        f"{found.difference * 100:+.1f} points (80 % interval {found.low * 100:+.1f} to {found.high * 100:+.1f}, "
        f"n = {found.participants + found.others}), not proof that taking part keeps them."
    )


def _champions(plan: CommunityPlan, names: Mapping[str, str], currency: str) -> Section:
    rows = tuple(
        (
            names.get(one.account, one.account),
            ", ".join(one.people) or "nobody known",
            f"{one.score.latest:g}",
            f"{one.score.mean:.1f} of {one.score.answers}",
            percent(one.depth, 0),
            amount(one.arr, currency),
        )
        for one in plan.champions
    )
    lines = ("Promoters that use the product more deeply than most of their segment. Ask them to lead.",)
    heads = ("Account", "Champion", "Last score", "Mean", "Deeper than", "ARR")
    return Section("Champions", lines if rows else ("None fit.",), heads, rows, "llrrrr")


def _board(plan: CommunityPlan, names: Mapping[str, str], currency: str) -> Section:
    rows = tuple(
        (
            one.person,
            one.function or "unknown",
            names.get(one.account, one.account),
            amount(one.arr, currency),
            f"{one.points:.0f}",
            f"{one.parts['arr']:.0f}",
            f"{one.parts['score']:.0f}{'' if one.score is not None else '?'}",
            f"{one.parts['depth']:.0f}{'' if one.depth is not None else '?'}",
            f"{one.parts['taking_part']:.0f}",
            str(one.last_contact or "unknown"),
            "critic" if one.critic else "",
        )
        for one in plan.board
    )
    lines = (
        f"{count(len(rows), 'executive')} to ask, one an account, by points: for size (the share of ARR that accounts "
        "no larger pay), for the mean survey score, for deep use, for taking part lately; ? where that is not known "
        "and half is given. Critics last, to fill seats.",
    )
    heads = (
        "Executive",
        "Function",
        "Account",
        "ARR",
        "Points",
        "Size",
        "Score",
        "Use",
        "Part",
        "Last contact",
        "",
    )
    return Section("Advisory board", lines if rows else ("Nobody fits.",), heads, rows, "lllrrrrrrll")


def _matches(plan: CommunityPlan, names: Mapping[str, str], shown: Shown) -> tuple[Section, ...]:
    themes: dict[str, list[PeerMatch]] = {}
    for match in plan.matches:
        themes.setdefault(match.theme, []).append(match)
    if not themes:
        return (Section("Peers", ("Nobody who hurts can be matched with somebody who solved it.",)),)
    sections = []
    for found in list(themes.values())[: shown.themes]:
        rows = tuple(
            (
                names.get(match.hurting, match.hurting),
                str(match.hurt_on),
                names.get(match.helper, match.helper),
                match.person or "nobody known",
                match.why,
            )
            for match in found[: shown.matches]
        )
        hurting = len({match.hurting for match in found})
        line = f"{count(hurting, 'account')} that it hurts can be matched."
        heads = ("Hurts", "Last said", "Ask", "Person", "Because it")
        sections.append(Section(f"Peers: {found[0].label}", (line,), heads, rows, "lllll"))
    if len(themes) > shown.themes:
        sections.append(
            Section(
                "Peers on more themes",
                (f"{count(len(themes) - shown.themes, 'more theme')}: all with -o FILE.md.",),
            )
        )
    return tuple(sections)


def _experts(plan: CommunityPlan, names: Mapping[str, str], labels: Mapping[str, str]) -> Section:
    rows = tuple(
        (
            one.topic,
            one.person,
            names.get(one.account, one.account),
            f"{one.answers}",
            f"{one.templates}",
            str(one.last),
            ", ".join(labels[theme] for theme in one.themes if theme in labels),
        )
        for one in plan.experts
    )
    lines = ("Two answers or templates on a topic within a year make an expert.",)
    heads = ("Topic", "Person", "Account", "Answers", "Templates", "Last", "Themes it speaks of")
    return Section("Experts", lines, heads, rows, "lllrrll")


def _lonely(plan: CommunityPlan, names: Mapping[str, str], currency: str, most: int) -> Section:
    shown = plan.lonely[:most]
    arr = sum(one.arr for one in plan.lonely)
    share = percent(arr / plan.arr if plan.arr else None, 0)
    lines = [
        f"{len(plan.lonely):,} of {count(plan.paying, 'paying account')} never took part: "
        f"{amount(arr, currency)} of ARR, {share} of all."
    ]
    if len(plan.lonely) > len(shown):
        lines.append(f"The {len(shown)} with the most ARR:")
    rows = tuple(
        (names.get(one.account, one.account), amount(one.arr, currency), one.champion or "nobody known")
        for one in shown
    )
    return Section("Accounts that belong nowhere", tuple(lines), ("Account", "ARR", "Ask first"), rows, "lrl")
