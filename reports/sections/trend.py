"""NRR and GRR of the twelve months that end with this one, always side by side: NRR alone hides a leaky bucket."""

from __future__ import annotations

from reports.document import Block, Chart, Column, Drawing, Kind, Paragraph, Table
from reports.facts import ReportFacts, RetentionPoint
from reports.sections.bridge import NOTHING
from reports.words import Text, share


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """Trailing-twelve-month NRR and GRR as lines, the months beside them in the table."""
    known = [one for one in facts.trend if one.nrr is not None]
    if not known:
        return (Paragraph((NOTHING,)),)
    rows = tuple(_row(one) for one in known)
    table = Table(
        "NRR and GRR by month",
        "Net and gross revenue retention: the month, and the twelve months that end with it",
        (
            Column("Month"),
            Column("NRR, 12 months", Kind.PERCENT),
            Column("GRR, 12 months", Kind.PERCENT),
            Column("NRR", Kind.PERCENT),
            Column("GRR", Kind.PERCENT),
        ),
        rows,
    )
    full = [one for one in known if one.nrr_12 is not None]
    return (Chart(Drawing.LINES, _point(full or known, bool(full)), table, (1, 2) if full else (3, 4)),)


def _row(one: RetentionPoint) -> tuple[Text, ...]:
    return (
        (str(one.month),),
        *(
            ("n/a",) if value is None else (share(value, f"{family}:{one.month}"),)
            for value, family in (
                (one.nrr_12, "nrr_12"),
                (one.grr_12, "grr_12"),
                (one.nrr, "nrr"),
                (one.grr, "grr"),
            )
        ),
    )


def _point(points: list[RetentionPoint], yearly: bool) -> Text:
    """From where to where NRR went, and how far GRR lies below."""
    first, last = points[0], points[-1]
    start, end, gross = (
        (first.nrr_12, last.nrr_12, last.grr_12) if yearly else (first.nrr, last.nrr, last.grr)
    )
    family = "_12" if yearly else ""
    if start is None or end is None or gross is None:
        return ("Too few months are known to speak of a trend.",)
    over = "over twelve months " if yearly else ""
    from_there: Text = (share(start, f"nrr{family}:{first.month}"), " to ")
    stayed = round(start, 3) == round(end, 3)
    return (
        f"NRR {over}{'stayed at' if stayed else 'went from'} ",
        *(() if stayed else from_there),
        share(end, f"nrr{family}:{last.month}"),
        f" since {first.month.title}; GRR is ",
        share(gross, f"grr{family}:{last.month}"),
        ".",
    )
