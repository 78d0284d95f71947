"""The monthly report: figures as they are, quotes that are checked, hostile words that stay words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from foundation.errors import EvidenceError
from reports.document import Points, Report
from reports.facts import AccountLine
from reports.json_form import report_json
from reports.markdown import report_markdown
from reports.monthly import build_monthly_report
from reports.words import plain
from synthesis.themes import ThemeKind, ThemeStatus
from tests.reports.samples import SAID, facts
from tests.tui.samples import make_metrics, make_run, weighted


def report(*quotes: str, **changes: object) -> Report:
    return build_monthly_report(facts(make_run([weighted(0, "Export to CSV times out", quotes)]), **changes))


def headline_of(made: Report) -> list[str]:
    """The sentences of a report's beginning."""
    (points,) = made.sections[0].blocks
    assert isinstance(points, Points)
    return [plain(line) for line in points.lines]


def test_quotes_stand_verbatim_with_their_place() -> None:
    text = report_markdown(report(SAID))
    assert f"> “{SAID}”" in text
    assert "48123, item `" in text


def test_a_quote_that_is_not_stored_stops_the_report() -> None:
    run = make_run([weighted(0, "Export", (SAID,))])
    quote = run.themes[0].quotes[0]
    with pytest.raises(EvidenceError, match=quote.item_id):
        build_monthly_report(facts(run, part_texts={quote.part_id: "Something else was said."}))
    with pytest.raises(EvidenceError):
        build_monthly_report(facts(run, part_texts={}))


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
    text = report_markdown(report(hostile))
    quoted = [line for line in text.split("\n") if line.startswith("> ")]
    for mark in ("<script", "<img", "](http", "> #", "> |", "> ---", "> 1. ", " `code`", "*stars*", "\x1b"):
        assert not any(mark in line.replace("\\" + mark.strip("> "), "") for line in quoted), mark


def test_a_month_without_themes_says_so() -> None:
    silent = replace(make_run(), themes=())
    text = report_markdown(build_monthly_report(facts(silent, metrics=None)))
    assert "No theme was raised this month." in text
    assert "no NRR or GRR to show" in text


def test_the_headline_is_made_of_figures() -> None:
    made = report(SAID)
    metrics = make_metrics()
    assert metrics.retention.nrr is not None
    sentences = headline_of(made)
    assert len(sentences) == 5
    assert f"{metrics.retention.nrr * 100:.1f} %" in sentences[0]
    assert "Export to CSV times out" in sentences[1]


def test_the_theme_to_act_on_first_is_neither_resolved_nor_praise() -> None:
    first, second = (
        replace(weighted(at, name), quotes=()) for at, name in enumerate(("Exports", "Login loops"))
    )
    praise = replace(first, theme=replace(first.theme, kind=ThemeKind.PRAISE))
    for other in (replace(first, status=ThemeStatus.RESOLVED), praise):
        made = build_monthly_report(facts(make_run([other, second])))
        assert "“Login loops”" in headline_of(made)[1]
        alone = build_monthly_report(facts(make_run([other])))
        assert "No theme of the month asks to be acted on" in headline_of(alone)[1]


def test_the_json_form_holds_the_view_model() -> None:
    shape = json.loads(report_json(report(SAID)))
    assert shape["month"] == "2026-10"
    (themes,) = (one for one in shape["sections"] if one["key"] == "themes")
    (told,) = (one for one in themes["blocks"] if one["type"] == "group")
    (quote,) = (one for one in told["blocks"] if one["type"] == "quote")
    assert quote["text"] == SAID
    (ratio, *_) = shape["sections"][0]["blocks"][0]["lines"][0]["figures"]
    assert (ratio["value"], ratio["explain"]) == (1.0049, "nrr:2026-10")


def test_naughty_names_and_quotes_break_nothing(shared_data: Path) -> None:
    headings = report_markdown(report(SAID)).count("\n## ")
    for text in json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8")):
        words = text.strip()
        if not words:
            continue
        made = report(words, accounts={"a0": AccountLine("a0", words)})
        rendered = report_markdown(made)
        assert rendered.count("\n## ") == headings


@pytest.mark.parametrize(
    "words", ["2.5 GB upload fails", "10) opens the report", "3.14 is fine", "C# client"]
)
def test_harmless_marks_stay_as_they_are_or_vanish_when_shown(words: str) -> None:
    line = next(line for line in report_markdown(report(words)).split("\n") if line.startswith("> “"))
    assert line.replace("\\)", ")") == f"> “{words}”"


def test_without_accounts_nothing_is_due_and_that_is_why() -> None:
    run = make_run([weighted(0, "Exports", (SAID,))])
    text = report_markdown(build_monthly_report(facts(run, accounts={}, metrics=None)))
    assert "No accounts are imported, so nothing can be due." in text
    past = report_markdown(build_monthly_report(facts(run, newest=run.month.plus(1))))
    assert "told in the report of November 2026 alone" in past
