"""The QBR pack: what a customer and its team talk about in their business review.

It is written to be shown to the customer. Keeps the rules that it holds nothing of another account but medians over
five and more, nothing that we say of the customer among ourselves (risk, health, plays), and no promise that is not on
record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from foundation.money import count
from playbooks.account_brief import AccountBrief, BriefQuote
from reports.document import Block, Column, Kind, Paragraph, Points, Report, Section, Table
from reports.pieces import sealed_in
from reports.words import AccountName, Person, Said, Text, ThemeName, many, money, number

LEAST_PEERS = 5
MOST_TACTICS = 3
_QUOTES = 3
_THEMES = 5
_BLANK = "\u2007" * 12


@dataclass(frozen=True, slots=True)
class PeerLine:
    """Use of one part of the product: the account's own mean reading in ninety days, and the median of ``peers``
    accounts of its segment that use it."""

    metric: str
    own: float
    median: float
    peers: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What the account gained: use that grew or a milestone that it reached, in a sentence with its day."""

    kind: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class QbrFacts:
    """What a pack is made of. ``praise``: its own words of praise; ``mended``: themes that it raised and that were
    mended, with the day; ``released``: what the team's file of facts says was released in such a matter, with the day;
    ``peers``: of its segment, empty where there are under five."""

    company: str
    brief: AccountBrief
    generated: datetime
    gains: tuple[Gain, ...]
    praise: tuple[BriefQuote, ...]
    peers: tuple[PeerLine, ...]
    mended: tuple[tuple[str, str, date], ...]
    released: tuple[tuple[str, date], ...]
    texts: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> AccountName:
        return AccountName(self.brief.account, self.brief.name)


def build_qbr(facts: QbrFacts) -> Report:
    """The pack. Raises EvidenceError for a quote that is not in the store."""
    brief = facts.brief
    sections = (
        Section("together", "Where we stand together", _together(facts)),
        Section("value", "What you have gained", _value(facts)),
        Section("peers", "Beside companies like yours", _peers(facts)),
        Section("heard", "What you told us", _heard(facts)),
        Section("tactics", "What we suggest for the quarter", _tactics(facts)),
        Section("roadmap", "What is under way", _roadmap(facts)),
        Section("questions", "What we would like to know", _questions(facts)),
    )
    return Report(
        kind="qbr",
        title=f"{facts.company} and {brief.name}: business review",
        company=facts.company,
        currency=brief.currency,
        as_of=brief.as_of,
        generated=facts.generated,
        sections=sections,
    )


def _together(facts: QbrFacts) -> tuple[Block, ...]:
    brief = facts.brief
    lines: list[Text] = []
    if brief.started:
        lines.append((facts.name, " has been with us since ", brief.started))
    if brief.arr is not None:
        lines.append(
            ("The contract is worth ", money(brief.arr, brief.currency, brief.arr_figure), " a year")
        )
    if brief.renewal and brief.days_to_renewal is not None and brief.days_to_renewal >= 0:
        lines.append(("It renews on ", brief.renewal, f", in {count(brief.days_to_renewal, 'day')}"))
    if brief.owner:
        lines.append((Person(brief.owner), " looks after you"))
    return (Points(tuple(lines)),) if lines else (Paragraph(("Nothing is on record of the contract.",)),)


def _value(facts: QbrFacts) -> tuple[Block, ...]:
    found: list[Block] = []
    if facts.gains:
        columns = (Column("What", wide=True), Column("Kind"), Column("Day", Kind.DAY))
        rows = tuple(((Said(one.text.replace("_", " ")),), (one.kind,), (one.day,)) for one in facts.gains)
        found.append(Table("Value", "Use that grew and milestones that were reached", columns, rows))
    found += [sealed_in(facts.texts.get(one.item, ()), one, facts.name) for one in facts.praise[:_QUOTES]]
    return tuple(found) or (Paragraph(("No growth in use, no milestone and no praise is on record.",)),)


def _peers(facts: QbrFacts) -> tuple[Block, ...]:
    kept = [one for one in facts.peers if one.peers >= LEAST_PEERS]
    if not kept:
        return (
            Paragraph(
                (f"Under {LEAST_PEERS} companies of your segment can be compared, so nothing is shown.",)
            ),
        )
    columns = (
        Column("Use, mean reading of ninety days"),
        Column("You", Kind.NUMBER),
        Column("Median of peers", Kind.NUMBER),
        Column("Peers", Kind.COUNT),
    )
    rows = tuple(
        (
            (one.metric.replace("_", " "),),
            (number(one.own, 0),),
            (number(one.median, 0),),
            (many(one.peers),),
        )
        for one in kept
    )
    caption = (
        f"Beside companies of your segment ({facts.brief.segment or 'all'}); never fewer than {LEAST_PEERS}"
    )
    return (Table("Peers", caption, columns, rows),)


def _heard(facts: QbrFacts) -> tuple[Block, ...]:
    """Its own words and themes; how many others raised them is none of its business."""
    brief = facts.brief
    if not brief.themes:
        return (Paragraph(("Nothing that you told us in the last twelve months is on record.",)),)
    lines: list[Text] = []
    quotes = []
    for theme in brief.themes[:_THEMES]:
        named = ThemeName(theme.id, theme.label, 1)
        lines.append(("“", named, f"” ({theme.kind}, ", many(theme.statements, "statement"), " of yours)"))
        quotes += [one for one in theme.quotes if not one.instructs][:1]
    sealed = tuple(sealed_in(facts.texts.get(one.item, ()), one, facts.name) for one in quotes[:_QUOTES])
    return (Points(tuple(lines)), *sealed)


def _tactics(facts: QbrFacts) -> tuple[Block, ...]:
    """At most three, each from what is on record: a promise that is late, what hurts most, what is not in use."""
    brief = facts.brief
    found: list[Text] = []
    if late := [one for one in brief.owed if one.state == "overdue"]:
        said = ("We settle what we said on ", late[0].said, ": “", Said(late[0].text), "”")
        found.append(said)
    hurts = [one for one in brief.themes if one.kind in ("complaint", "request")]
    found += [("We agree on a way forward on “", ThemeName(one.id, one.label, 1), "”") for one in hurts[:1]]
    if brief.unused:
        names = ", ".join(name.replace("_", " ") for name in brief.unused[:2])
        found.append((f"You try what most companies like yours use and you do not yet: {names}",))
    if brief.milestone:
        found.append((f"We reach the next step of your start together: {brief.milestone.replace('_', ' ')}",))
    if not found:
        return (Paragraph(("Nothing on record calls for a change: keep on as you are.",)), _agreed())
    return (Points(tuple(found[:MOST_TACTICS]), numbered=True), _agreed())


def _agreed() -> Table:
    """Room to write what is agreed."""
    blank: Text = (_BLANK,)
    columns = (
        Column("What we agree", wide=True),
        Column("Who"),
        Column("By when"),
        Column("How we see that it worked"),
    )
    return Table("Agreed", "To fill in", columns, tuple((blank,) * 4 for _ in range(MOST_TACTICS)))


def _roadmap(facts: QbrFacts) -> tuple[Block, ...]:
    """What was mended or released of what it raised, and what we promised it and still owe; nothing else is promised
    here."""
    lines: list[Text] = [
        ("“", ThemeName(key, label, 1), "” is mended since ", day) for key, label, day in facts.mended
    ]
    lines += [("Released on ", day, ": ", Said(text, ours=True)) for text, day in facts.released]
    lines += [
        ("We said on ", one.said, ": “", Said(one.text), "”", *((", by ", one.due) if one.due else ()))
        for one in facts.brief.owed
        if one.state != "overdue"
    ]
    return (
        (Points(tuple(lines)),)
        if lines
        else (Paragraph(("Nothing is promised, released or mended on record.",)),)
    )


def _questions(facts: QbrFacts) -> tuple[Block, ...]:
    brief = facts.brief
    renewal: Text = (" on ", brief.renewal) if brief.renewal else ()
    lines: list[Text] = [("Do you intend to renew", *renewal, "?")]
    theirs: Text = (
        ("Will ", Person(brief.executive.name), " attend from your side?")
        if brief.executive
        else ("Will a senior person attend from your side? We know nobody at executive level.",)
    )
    lines.append(theirs)
    ours: Text = (
        (Person(brief.executive_sponsor), " is your executive sponsor on ours.")
        if brief.executive_sponsor
        else ("An executive sponsor on our side is still to be named.",)
    )
    lines.append(ours)
    lines += [(Said(question),) for question in brief.questions]
    return (Points(tuple(lines)),)
