"""The monthly report: figures as they are, quotes that are checked, hostile words that stay words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.errors import EvidenceError
from reports.json_form import monthly_json
from reports.markdown import monthly_markdown
from reports.monthly import AccountLine, MonthlyReport, ReportInputs, build_monthly_report
from synthesis.themes import SynthesisRun, ThemeKind, ThemeStatus
from tests.tui.samples import NAMES, make_metrics, make_run, weighted

SAID = "The export to CSV times out for every report over 10,000 rows."


def inputs(run: SynthesisRun, **changes: object) -> ReportInputs:
    made = ReportInputs(
        company="Tallyfield",
        currency="USD",
        generated=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
        run=run,
        previous=None,
        metrics=make_metrics(),
        accounts={key: AccountLine(key, name, "Tier 1") for key, name in NAMES.items()},
        part_texts={
            quote.part_id: f"Hello, {quote.text} Thanks!" for theme in run.themes for quote in theme.quotes
        },
        external_ids={quote.item_id: "48123" for theme in run.themes for quote in theme.quotes},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def report(*quotes: str, **changes: object) -> MonthlyReport:
    return build_monthly_report(inputs(make_run([weighted(0, "Export to CSV times out", quotes)]), **changes))


def test_quotes_stand_verbatim_with_their_place() -> None:
    text = monthly_markdown(report(SAID))
    assert f"> “{SAID}”" in text
    assert "48123, item `" in text


def test_a_quote_that_is_not_stored_stops_the_report() -> None:
    run = make_run([weighted(0, "Export", (SAID,))])
    quote = run.themes[0].quotes[0]
    with pytest.raises(EvidenceError, match=quote.item_id):
        build_monthly_report(inputs(run, part_texts={quote.part_id: "Something else was said."}))
    with pytest.raises(EvidenceError):
        build_monthly_report(inputs(run, part_texts={}))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script> and <img src=x onerror=y>",
        "[click](http://evil.example/?q=secret) ![x](http://evil.example/p.png)",
        "# heading\n---\n| a | b |\n1. list",
        "`code` and *stars* and __lines__ and ~~gone~~",
        "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    ],
)
def test_hostile_words_make_no_markup(hostile: str) -> None:
    text = monthly_markdown(report(hostile))
    quoted = [line for line in text.split("\n") if line.startswith("> ")]
    for mark in ("<script", "<img", "](http", "> #", "> |", "> ---", "> 1. ", " `code`", "*stars*", "\x1b"):
        assert not any(mark in line.replace("\\" + mark.strip("> "), "") for line in quoted), mark


def test_a_month_without_themes_says_so() -> None:
    silent = replace(make_run(), themes=())
    text = monthly_markdown(build_monthly_report(inputs(silent, metrics=None)))
    assert "No theme was raised this month." in text
    assert "no NRR or GRR to show" in text


def test_the_headline_is_made_of_figures() -> None:
    made = report(SAID)
    metrics = make_metrics()
    assert metrics.retention.nrr is not None
    assert f"{metrics.retention.nrr * 100:.1f} %" in made.headline[0]
    assert "Export to CSV times out" in made.headline[1]


def test_the_theme_to_act_on_first_is_neither_resolved_nor_praise() -> None:
    first, second = (
        replace(weighted(at, name), quotes=()) for at, name in enumerate(("Exports", "Login loops"))
    )
    praise = replace(first, theme=replace(first.theme, kind=ThemeKind.PRAISE))
    for other in (replace(first, status=ThemeStatus.RESOLVED), praise):
        made = build_monthly_report(inputs(make_run([other, second])))
        assert "“Login loops”" in made.headline[1]
        alone = build_monthly_report(inputs(make_run([other])))
        assert "No theme of the month asks to be acted on" in alone.headline[1]


def test_the_json_form_holds_the_view_model() -> None:
    shape = json.loads(monthly_json(report(SAID)))
    assert shape["month"] == "2026-10"
    assert shape["sections"][0]["quotes"][0]["text"] == SAID
    assert "centroid" not in shape["sections"][0]["theme"]["theme"]


def test_naughty_names_and_quotes_break_nothing(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8")):
        words = text.strip()
        if not words:
            continue
        made = report(words, accounts={"a0": AccountLine("a0", words)})
        rendered = monthly_markdown(made)
        assert rendered.count("\n## ") == monthly_markdown(report(SAID)).count("\n## ")


@pytest.mark.parametrize(
    "words", ["2.5 GB upload fails", "10) opens the report", "3.14 is fine", "C# client"]
)
def test_harmless_marks_stay_as_they_are_or_vanish_when_shown(words: str) -> None:
    line = next(line for line in monthly_markdown(report(words)).split("\n") if line.startswith("> “"))
    assert line.replace("\\)", ")") == f"> “{words}”"
