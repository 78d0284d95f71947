"""A month with something in every section, whose names and words can be whatever a test wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from accounts.figures import Movement, MovementKind
from foundation.months import Month
from reports.facts import (
    AccountLine,
    ActionFact,
    BandFact,
    BandMove,
    Comparison,
    HealthFact,
    ImportFact,
    LeftFact,
    LoopFact,
    LoopLine,
    Mover,
    PromiseFact,
    ReportFacts,
    RetentionPoint,
    ReturnsFact,
    ThemeShift,
)
from synthesis.themes import SynthesisRun
from tests.tui.samples import MONTH, NAMES, make_metrics, make_run, weighted

SAID = "The export to CSV times out for every report over 10,000 rows."
OWNER, STAFF, CONTACT = "Dario Fontana", "Imani Clarke", "Aisha Demir"
DOMAIN = "northwind.example"
AS_OF = date(2026, 10, 31)


def facts(run: SynthesisRun, **changes: object) -> ReportFacts:
    """The least that a report is made of: a run, revenue and names."""
    made = ReportFacts(
        company="Tallyfield",
        currency="USD",
        month=run.month,
        as_of=AS_OF,
        generated=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
        run=run,
        metrics=make_metrics(),
        accounts={key: AccountLine(key, name, "Tier 1", OWNER) for key, name in NAMES.items()},
        part_texts=stored(run),
        external_ids={quote.item_id: "48123" for theme in run.themes for quote in theme.quotes},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def stored(run: SynthesisRun) -> dict[str, str]:
    """The stored text of every part that the run quotes, more than is quoted."""
    found: dict[str, str] = {}
    for quote in (quote for theme in run.themes for quote in theme.quotes):
        found[quote.part_id] = f"{found.get(quote.part_id, 'Hello,')} {quote.text} Thanks!"
    return found


def full(words: str = SAID, name: str = NAMES["a0"], label: str = "Export to CSV times out") -> ReportFacts:
    """Something in every section: ``words`` wherever somebody's words stand, ``name`` for the first account, its
    owner and who promised, ``label`` for the first theme."""
    themes = [weighted(0, label, (words,)), *(weighted(at, f"Matter {at}") for at in range(1, 6))]
    run = make_run(themes)
    first = run.themes[0].theme.id
    quote = run.themes[0].quotes[0]
    moves = (
        Movement("a0", MovementKind.CHURN, 2_500.0, 0.0),
        Movement("a1", MovementKind.EXPANSION, 1_000.0, 10_000.0),
        Movement("a2", MovementKind.REACTIVATION, 0.0, 800.0),
    )
    metrics = replace(make_metrics(), movements=moves)
    names = dict(NAMES) | {"a0": name}
    return facts(
        run,
        metrics=metrics,
        accounts={
            key: AccountLine(key, held, "Tier 1", name if key == "a0" else OWNER)
            for key, held in names.items()
        },
        trend=tuple(
            RetentionPoint(month, 1.0 - at / 500, 0.98, 1.05 - at / 100, 0.95 - at / 200)
            for at, month in enumerate(MONTH.trailing(12))
        ),
        comparison=_comparison(run, first, label),
        movers={"a0": Mover("a0", words, ((first, label, 9),), "critical", 41.5)},
        health=HealthFact(
            AS_OF,
            date(2026, 9, 30),
            (BandFact("critical", 1, 30_000.0, 0), BandFact("healthy", 120, 6e6, 121)),
            (BandMove("a0", "healthy", "critical", 74.0, 41.5, "sentiment", 30_000.0),),
        ),
        left=(LeftFact("a0", date(2026, 10, 12), words, 30_000.0, False),),
        returns=ReturnsFact(24, 40, 5, 4_000.0, 3),
        actions=(
            ActionFact(
                "a0", "executive save", name, date(2026, 11, 1), True, words, 30_000.0, "arr:a0@2026-10"
            ),
            ActionFact(
                "a1", "renewal talk", OWNER, date(2026, 11, 4), False, "it renews", 1e5, "arr:a1@2026-10"
            ),
        ),
        promises=(
            PromiseFact("p" * 16, "a0", name, words, date(2026, 10, 20), "overdue"),
            PromiseFact("q" * 16, "a1", STAFF, "we will", date(2026, 11, 9), "open"),
        ),
        loop=(
            LoopFact(
                first,
                label,
                date(2026, 10, 20),
                1,
                (
                    LoopLine(
                        "a0", 3e4, None, "", words, date(2026, 10, 2), quote.item_id, quote.part_id, "ticket"
                    ),
                ),
            ),
        ),
        imports=(ImportFact("tickets", 2, 120, 100, {"duplicate": 20}),),
    )


def _comparison(run: SynthesisRun, theme: str, label: str) -> Comparison:
    month: Month = MONTH.plus(-1)
    shift = ThemeShift(theme, label, 9, 3, 21, 1e5, 4e5, 1.4, 1, 3)
    return Comparison(month, replace(run, month=month), make_metrics(month), (shift,), ("t1",), ())
