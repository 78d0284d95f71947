"""The monthly synthesis as a view model: its sections, the order in which they stand, and how they are chosen.

A quote that is not a verbatim substring of its stored part stops the report with the quote's item id; one whose words
were deleted at their source says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foundation.errors import SettingsError
from reports.document import Block, Report, Section
from reports.facts import ReportFacts
from reports.sections import (
    actions,
    bridge,
    comparison,
    coverage,
    departures,
    headline,
    health,
    lives,
    loop,
    method,
    movers,
    promises,
    themes,
    trend,
    unclustered,
)

_Writer = Callable[[ReportFacts], tuple[Block, ...]]

_SECTIONS: tuple[tuple[str, str, _Writer], ...] = (
    ("headline", "In short", headline.blocks),
    ("bridge", "Revenue", bridge.blocks),
    ("trend", "Retention over twelve months", trend.blocks),
    ("coverage", "Who was heard", coverage.blocks),
    ("themes", "Themes by priority", themes.blocks),
    ("lives", "New, growing, fading, resolved", lives.blocks),
    ("comparison", "Against the month before", comparison.blocks),
    ("unclustered", "In no theme", unclustered.blocks),
    ("movers", "Accounts that moved", movers.blocks),
    ("health", "Health of the accounts", health.blocks),
    ("departures", "Left and came back", departures.blocks),
    ("promises", "What we promised", promises.blocks),
    ("loop", "Close the loop", loop.blocks),
    ("actions", "What to do next", actions.blocks),
    ("method", "How these figures were made", method.blocks),
)

REPORT_SECTIONS: tuple[tuple[str, str], ...] = tuple((key, title) for key, title, _ in _SECTIONS)
"""Key and title of every section, in the order in which they stand unless told otherwise."""


def chosen_sections(keys: Sequence[str]) -> tuple[str, ...]:
    """``keys`` as they were asked for, each once, all for none. Raises SettingsError for one that is not there."""
    known = [key for key, _ in REPORT_SECTIONS]
    asked = tuple(dict.fromkeys(key.strip().casefold() for key in keys if key.strip()))
    for key in asked:
        if key not in known:
            raise SettingsError(f"there is no section {key!r}", hint=f"There are: {', '.join(known)}.")
    return asked or tuple(known)


def build_monthly_report(facts: ReportFacts, sections: Sequence[str] = ()) -> Report:
    """The report of ``facts.month`` with ``sections`` in that order, all where none is named. Raises EvidenceError for
    a quote that is not in the store, SettingsError for an unknown section."""
    writers = {key: (title, write) for key, title, write in _SECTIONS}
    made = []
    for key in chosen_sections(sections):
        title, write = writers[key]
        if key == "comparison" and facts.comparison is not None:
            title = f"Against {facts.comparison.month.title}"
        made.append(Section(key, title, write(facts)))
    return Report(
        kind="monthly",
        title=f"{facts.company}: what customers told us in {facts.month.title}",
        company=facts.company,
        currency=facts.currency,
        month=facts.month,
        as_of=facts.as_of,
        generated=facts.generated,
        run=facts.run.id,
        compared=facts.comparison.month if facts.comparison else None,
        sections=tuple(made),
    )
