"""A brief, its sheet and its draft, for tests of the guardrails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from playbooks.account_brief import (
    AccountBrief,
    BriefContacts,
    BriefFeedback,
    BriefPerson,
    BriefQuote,
    BriefTheme,
)
from playbooks.draft_parts import rewritten
from playbooks.drafting import PlayDraft, draft_play
from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.other_accounts import Others, by_first_word, told_ids
from playbooks.guardrails.said_runs import SaidRuns
from playbooks.guardrails.sheet import FactsSheet, Given, ReleasedFact, sheet_of
from playbooks.play_library import library

DAY = date(2026, 10, 31)
COMPLAINT = BriefQuote(
    "t1",
    date(2026, 7, 3),
    "ticket",
    "complaint",
    "The export of all invoices fails. It is not usable when we are busy.",
)
PRAISE = BriefQuote(
    "n1", date(2026, 8, 9), "nps", "praise", "Your support people are patient with our 14 drivers."
)
THEIRS = "Our night shift lost every second delivery note in the cold store"

BRIEF = AccountBrief(
    account="TF-0001",
    name="Kestrel Robotics",
    as_of=DAY,
    currency="USD",
    tier="Tier 1",
    segment="mid-market",
    industry="robotics",
    owner="Ruth Abara",
    executive_sponsor="",
    started=date(2024, 2, 1),
    arr=12_000.0,
    arr_year_ago=9_600.0,
    arr_year_ago_figure="",
    arr_before=None,
    arr_figure="",
    renewal=date(2026, 12, 7),
    days_to_renewal=37,
    departure=None,
    health=None,
    risk=None,
    feedback=BriefFeedback(2, {}, date(2026, 8, 9), 83, ((date(2026, 6, 2), 3.0),), 2, date(2026, 7, 3)),
    themes=(BriefTheme("th1", "invoice export", "complaint", "steady", 3, 4, (COMPLAINT,)),),
    loose=(PRAISE,),
    contacts=BriefContacts(2, 2, 1, (), (("Otto Brand", date(2026, 5, 1)),), None, ""),
    use=(),
    unused=("Route planner",),
    onboarding="",
    expansion=None,
    promises=(),
    plays=(),
    questions=(),
    unknown=(),
    champion=BriefPerson("Maria Lund", "maria@kestrel.example", "operations"),
    executive=BriefPerson("Jonas Weber", "jonas@kestrel.example", "management"),
)
OTHERS = Others(
    names=by_first_word(("Pennant Heating", "Umber", "Linden Climate GmbH")),
    people=by_first_word(("Gernot Pichler",)),
    ids=told_ids(("TF-0002", "17", "Umber")) | {"gernot@pennant.example"},
    domains=frozenset(("pennant.example",)),
    said=SaidRuns([THEIRS]),
)


def sheet(play: str = "save talk", *released: ReleasedFact) -> FactsSheet:
    """The sheet of ``BRIEF`` for a play that ships."""
    return sheet_of(BRIEF, Given("Tally", DAY, play=library()[play], released=released, others=OTHERS))


def draft(play: str = "save talk") -> PlayDraft:
    """The play as it is composed."""
    return draft_play(library()[play], BRIEF, "Tally", DAY)


def with_line(line: str, name: str = "step 2 message") -> PlayDraft:
    """The save talk with ``line`` before its signature."""
    made = draft()
    blocks = made.steps[1].body.split("\n\n")
    return rewritten(made, {name: "\n\n".join((*blocks[:-1], line, blocks[-1]))})


def against(line: str, *released: ReleasedFact) -> tuple[Finding, ...]:
    """What stands against the save talk with ``line`` in its e-mail."""
    return findings_of(with_line(line), sheet("save talk", *released))


def rules_against(line: str, *released: ReleasedFact) -> set[str]:
    """The rules that find something in ``line``."""
    return {one.rule for one in against(line, *released)}


def without_play() -> FactsSheet:
    """A sheet that holds no play's words."""
    return replace(sheet(), own=(), lines=frozenset(), phrases=frozenset())
