"""The account review: who is at risk and who is ripe to grow, one page an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.account_page import ReviewPage, page_of
from reports.document import Block, Column, Kind, Paragraph, Points, Report, Section, Table
from reports.pieces import owner
from reports.words import Command, Text, many, money


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Who is on the list. ``at_risk_in_all`` and ``ripe_in_all``: how many there are in all. ``asked``: accounts that
    were asked for by name; then there are no others."""

    company: str
    currency: str
    as_of: date
    generated: datetime
    at_risk: tuple[ReviewPage, ...]
    ripe: tuple[ReviewPage, ...]
    at_risk_in_all: int
    ripe_in_all: int
    asked: tuple[ReviewPage, ...] = ()


def build_review(facts: ReviewFacts) -> Report:
    """The review. Raises EvidenceError for a quote that is not in the store."""
    sections = (
        (Section("asked", "The account", _pages(facts.asked, "No account was asked for.")),)
        if facts.asked
        else (
            Section("overview", "Who is on the table", _overview(facts)),
            Section("risk", "At risk", _pages(facts.at_risk, "No account is at risk.")),
            Section("ripe", "Ripe to grow", _pages(facts.ripe, "No account is ripe to grow.")),
            Section("method", "How this was made", _method()),
        )
    )
    return Report(
        kind="review",
        title=f"{facts.company}: account review",
        company=facts.company,
        currency=facts.currency,
        as_of=facts.as_of,
        generated=facts.generated,
        sections=sections,
    )


def _overview(facts: ReviewFacts) -> tuple[Block, ...]:
    told: Text = (
        many(facts.at_risk_in_all, "account"),
        " are at risk and ",
        many(facts.ripe_in_all),
        " ripe to grow; the first ",
        many(len(facts.at_risk)),
        " and ",
        many(len(facts.ripe)),
        " have a page each.",
    )
    rows = [("at risk", one) for one in facts.at_risk] + [("ripe to grow", one) for one in facts.ripe]
    if not rows:
        return (Paragraph(told),)
    columns = (
        Column("Account"),
        Column("What"),
        Column("ARR", Kind.MONEY),
        Column("Renewal", Kind.DAY),
        Column("Owner"),
        Column("Why", wide=True),
    )
    table = Table("Review", "Accounts of this review", columns, tuple(_row(what, one) for what, one in rows))
    return (Paragraph(told), table)


def _row(what: str, page: ReviewPage) -> tuple[Text, ...]:
    brief = page.brief
    return (
        (page.name,),
        (what,),
        (money(brief.arr or 0.0, brief.currency, brief.arr_figure),),
        (brief.renewal,) if brief.renewal else ("none on record",),
        owner(brief.owner),
        page.why,
    )


def _pages(pages: tuple[ReviewPage, ...], none: str) -> tuple[Block, ...]:
    return tuple(page_of(one) for one in pages) or (Paragraph((none,)),)


def _method() -> tuple[Block, ...]:
    lines: tuple[Text, ...] = (
        ("At risk: health critical or at risk, or a risk from which an account is flagged; by ARR at risk",),
        (
            "Ripe to grow: signs of growth that no gate holds back (",
            Command("nrr expansion"),
            "), by estimated MRR",
        ),
        ("A page is made of the account's brief: ", Command("nrr brief ACCOUNT")),
        ("Open a figure down to its rows: ", Command("nrr explain FIGURE")),
    )
    return (Points(lines),)
