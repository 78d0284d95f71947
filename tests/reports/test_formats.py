"""Every format of a report: the same figures, hostile words that stay words, and pages that ask nobody for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from foundation.errors import EvidenceError, SettingsError
from foundation.text import one_line
from reports.document import Block, Group, QuoteBlock, Report
from reports.glyphs import printable
from reports.monthly import REPORT_SECTIONS, build_monthly_report, chosen_sections
from reports.xml_text import xml_text
from tests.reports.reading import Page, everything, words_in
from tests.reports.samples import SAID, facts, full
from tests.tui.samples import make_run, weighted
from workspace.report import FORMATS, rendered

FORMULA = "=cmd|' /C calc'!A0"
HOSTILE = (
    FORMULA,
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "](http://evil.example) ![x](http://evil.example/p.png)",
    "| a | b |\n|---|\n# head",
    '#panic("boom") $x$ #include "/etc/passwd" \\ *b* _i_ `r` <l> @ref // c',
    "\u202egnirts desrever\u202c",
    "x" * 300,
    "日本物流株式会社 안녕하세요 مرحبا بالعالم שלום ไทย हिन्दी 😀👩‍👩‍👧",
    "]]> <!-- --> </style></svg>",
    "no \ufffe character \uffff at all",
    "\x00\x07\x1b[31mred\x1b]0;title\x07",
)


def flat(text: str) -> str:
    """Words without the white space and the breaks that a format puts between them."""
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.fixture(scope="module")
def report() -> Report:
    return build_monthly_report(full())


def test_every_format_tells_the_headline_and_the_quote(report: Report) -> None:
    for form, text in everything(report).items():
        for words in ("100.5%", "$2.50k", flat(SAID)):
            assert words in flat(text), (form, words)


def test_equal_reports_give_equal_bytes(report: Report) -> None:
    again = build_monthly_report(full())
    for form in FORMATS:
        assert rendered(report, form) == rendered(again, form), form


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_and_words_stay_words_in_every_format(words: str, report: Report) -> None:
    made = build_monthly_report(full(words, words, words))
    shown = one_line(words)
    json.loads(rendered(made, "json"))
    page = Page(rendered(made, "html").decode("utf-8"))
    assert {tag for tag, _ in page.elements} == {
        tag for tag, _ in Page(rendered(report, "html").decode()).elements
    }
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert shown in one_line(page.text)
    text = rendered(made, "md").decode("utf-8")
    assert len(re.findall(r"^#+ ", text, re.MULTILINE)) == len(
        re.findall(r"^#+ ", rendered(report, "md").decode("utf-8"), re.MULTILINE)
    )
    assert not re.search(r"(?<!\\)(?:\]\(|<script|<img)", text)
    _no_formula(rendered(made, "xlsx"), xml_text(shown))


def test_hostile_words_are_printed_on_paper_as_they_are() -> None:
    run = make_run([weighted(at, one_line(words), (words,)) for at, words in enumerate(HOSTILE)])
    made = build_monthly_report(facts(run), ("themes",))
    text = flat(words_in(rendered(made, "pdf"), "pdf"))
    for words in HOSTILE:
        if one_line(words).isascii():
            assert flat(one_line(words)) in text, words
    for words in ("日本物流株式会社", "안녕하세요", "[grinningface]"):
        assert words in text, words


def test_an_emoji_is_printed_by_its_name_without_the_tone_of_its_skin() -> None:
    assert printable("👍🏽 from us ✅") == "[thumbs up sign] from us [white heavy check mark]"


def _no_formula(made: bytes, shown: str) -> None:
    """Whatever a cell begins with, it is text; and what looks like a formula is marked as text for other programs."""
    found = 0
    for sheet in load_workbook(BytesIO(made)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.coordinate
            if isinstance(cell.value, str):
                found += shown in one_line(cell.value)
                assert cell.quotePrefix or not cell.value.startswith(("=", "+", "-", "@", "\t"))
    assert found


def test_naughty_strings_break_no_format(shared_data: Path) -> None:
    """All of them at once: as names of accounts in one table, and as quotes."""
    naughty = [
        one for one in json.loads((shared_data / "hostile" / "blns.json").read_text("utf-8")) if one.strip()
    ]
    run = make_run([weighted(at, one[:60], (one,)) for at, one in enumerate(naughty)])
    parts = {quote.part_id: "\n".join(naughty) for theme in run.themes for quote in theme.quotes}
    made = build_monthly_report(facts(run, part_texts=parts))
    page = Page(rendered(made, "html").decode("utf-8"))
    allowed = {tag for tag, _ in Page(rendered(build_monthly_report(full()), "html").decode()).elements}
    assert {tag for tag, _ in page.elements} <= allowed | {"h4"}
    assert len(PdfReader(BytesIO(rendered(made, "pdf"))).pages) > 3
    assert load_workbook(BytesIO(rendered(made, "xlsx")))["Themes"].max_row == len(naughty) + 1


def test_the_page_asks_nobody_for_anything(report: Report) -> None:
    text = rendered(report, "html").decode("utf-8")
    page = Page(text)
    assert not page.all("script")
    assert not page.all("link")
    assert all(str(one["href"]).startswith("#") for one in page.all("a"))
    assert not re.search(r"url\(|@import|(?:src|href)=[\"']?https?:", text)
    assert "default-src 'none'" in text
    assert len(text.encode("utf-8")) < 2_000_000


def test_the_page_can_be_read_without_seeing_it(report: Report) -> None:
    page = Page(rendered(report, "html").decode("utf-8"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(one.get("aria-label") for one in page.all("svg"))
    assert all(one.get("scope") in ("col", "row") for one in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert page.all("html")[0]["lang"] == "en"


def test_the_workbook_has_types_widths_and_filters(report: Report) -> None:
    book = load_workbook(BytesIO(rendered(report, "xlsx")))
    sheet = book["Movements"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert row["change (USD)"].value == -2500
    assert row["change (USD)"].number_format == "#,##0"
    assert book["Left"]["B2"].is_date
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 8
    assert book.properties.creator == "nrr"


def test_the_document_has_pages_bookmarks_and_a_title(report: Report) -> None:
    read = PdfReader(BytesIO(rendered(report, "pdf")))
    assert read.metadata is not None
    assert read.metadata.title == "Tallyfield: what customers told us in October 2026"
    titles = [one.title for one in read.outline if not isinstance(one, list)]
    assert titles[:2] == ["In short", "Revenue"]
    assert f"1 / {len(read.pages)}" in read.pages[0].extract_text()


def test_a_table_over_pages_repeats_its_head() -> None:
    run = make_run([replace(weighted(at % 9, f"Matter {at}"), quotes=()) for at in range(90)])
    pages = PdfReader(BytesIO(rendered(build_monthly_report(facts(run), ("themes",)), "pdf"))).pages
    heads = [page for page in pages if "Priority" in page.extract_text() and "Status" in page.extract_text()]
    assert len(heads) >= 1
    assert len(pages) > 1


def test_figures_carry_what_opens_them(report: Report) -> None:
    shape = json.loads(rendered(report, "json"))
    found = set(_explained(shape))
    assert {"nrr:2026-10", "grr_12:2026-10", "change:a0@2026-10", "health:a0@2026-10-31"} <= found
    page = Page(rendered(report, "html").decode("utf-8"))
    assert "nrr explain nrr:2026-10" in {one.get("title") for one in page.all("data")}


def _explained(shape: object) -> Iterator[str]:
    if isinstance(shape, dict):
        if "explain" in shape:
            yield shape["explain"]
        for held in shape.values():
            yield from _explained(held)
    elif isinstance(shape, list):
        for held in shape:
            yield from _explained(held)


def test_a_quote_that_was_changed_after_it_was_found_stops_every_format(report: Report) -> None:
    def changed(block: Block) -> Block:
        if isinstance(block, QuoteBlock):
            return replace(block, text="Something nobody said.")
        return replace(block, blocks=tuple(map(changed, block.blocks))) if isinstance(block, Group) else block

    sections = tuple(replace(one, blocks=tuple(map(changed, one.blocks))) for one in report.sections)
    forged = replace(report, sections=sections)
    for form in FORMATS:
        with pytest.raises(EvidenceError, match="item0"):
            rendered(forged, form)


def test_sections_stand_as_they_were_asked_for() -> None:
    made = build_monthly_report(full(), ("method", "headline"))
    assert [one.key for one in made.sections] == ["method", "headline"]
    assert chosen_sections(()) == tuple(key for key, _ in REPORT_SECTIONS)
    with pytest.raises(SettingsError, match="no section 'headlin'"):
        chosen_sections(("headlin",))


def test_a_month_without_anything_is_told_in_every_format() -> None:
    empty = facts(replace(make_run(), themes=()), metrics=None, accounts={}, part_texts={})
    for form, text in everything(build_monthly_report(empty)).items():
        assert flat("No theme was raised this month") in flat(text), form


def test_one_theme_and_six_hundred() -> None:
    many = make_run([replace(weighted(at % 9, f"Matter {at}"), quotes=()) for at in range(600)])
    for run in (make_run([weighted(0, "One")]), many):
        made = build_monthly_report(facts(run))
        for form in FORMATS:
            assert rendered(made, form)
        sheet = load_workbook(BytesIO(rendered(made, "xlsx")))["Themes"]
        assert sheet.max_row == len(run.themes) + 1
    assert len(rendered(made, "html")) < 2_000_000
    assert "560 more rows" in rendered(made, "md").decode("utf-8")
