"""A masked copy holds no name of an account, a person or a domain, in no format and in no hidden place."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import QuoteBlock, Report, quotes_in, texts_in
from reports.masking import KnownNames, MaskRules, masked
from reports.monthly import build_monthly_report
from reports.words import Figure, ThemeName, plain
from tests.reports.reading import everything
from tests.reports.samples import CONTACT, DOMAIN, OWNER, SAID, STAFF, facts, full
from tests.tui.samples import NAMES, make_run, weighted
from workspace.report import rendered

SECRETS = frozenset({*NAMES.values(), *NAMES, OWNER, STAFF, CONTACT, DOMAIN})
RULES = MaskRules(5, SECRETS)
TELLING = f"{NAMES['a0']} and {CONTACT} of {DOMAIN} say it is broken"


@pytest.fixture(scope="module")
def copy() -> Report:
    return masked(build_monthly_report(full(TELLING, label=f"Export fails for {NAMES['a1']}")), RULES)


def test_no_name_is_in_any_format(copy: Report) -> None:
    names = [one for one in SECRETS if len(one) > 2]
    for form, text in everything(copy).items():
        flat = re.sub(r"[\s\u200b]+", " ", text).casefold()
        found = [one for one in names if re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", flat)]
        assert not found, form
        assert TELLING.casefold() not in flat


def test_the_full_copy_holds_them() -> None:
    """So that the search above can fail."""
    whole = json.dumps(json.loads(rendered(build_monthly_report(full(TELLING)), "json")), ensure_ascii=False)
    for name in (NAMES["a0"], NAMES["a1"], OWNER, STAFF, CONTACT, DOMAIN):
        assert name in whole


def test_quotes_are_left_out_and_never_paraphrased(copy: Report) -> None:
    assert not list(quotes_in(copy))
    assert list(quotes_in(build_monthly_report(full())))


def test_themes_of_few_accounts_are_left_out() -> None:
    few = replace(weighted(0, "Secret matter"), weights=replace(weighted(0, "x").weights, accounts=4))
    enough = replace(weighted(1, "Common matter"), weights=replace(weighted(1, "x").weights, accounts=5))
    copy = masked(build_monthly_report(facts(make_run([few, enough]))), RULES)
    for form, text in everything(copy).items():
        assert "Secret matter" not in text, form
        assert "Common matter" in re.sub(r"\s+", " ", text), form


def test_figures_are_rounded_and_open_nothing(copy: Report) -> None:
    figures = [span for one in copy.sections for text in texts_in(one.blocks) for span in text]
    held = [span for span in figures if isinstance(span, Figure)]
    assert held
    assert not any(one.explain for one in held)
    assert all(round(one.value, 2) == one.value for one in held if one.unit.value == "percent")
    money = [one.value for one in held if one.unit.value == "money" and one.value]
    assert all(len(f"{abs(value):.0f}".rstrip("0")) <= 2 for value in money if abs(value) >= 10)


def test_an_account_has_one_code_throughout(copy: Report) -> None:
    text = rendered(copy, "md").decode("utf-8")
    left = next(line for line in text.split("\n") if line.startswith("| Account") and "| critical" in line)
    code = left.split("|")[1].strip()
    assert len([line for line in text.split("\n") if f"| {code} " in line]) >= 3


def test_masking_again_changes_nothing(copy: Report) -> None:
    assert masked(copy, RULES).sections == copy.sections


def test_days_become_months(copy: Report) -> None:
    assert "12 October 2026" not in rendered(copy, "md").decode("utf-8")
    assert "2026-10-12" not in rendered(copy, "md").decode("utf-8")


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs", "Po", "So")), min_size=1, max_size=24).filter(
        str.strip
    ),
    st.text(max_size=12),
    st.text(max_size=12),
)
def test_a_known_name_is_found_wherever_it_stands(name: str, before: str, after: str) -> None:
    known = KnownNames.of([name])
    assert known.any_in(f"{before} {name} {after}")
    assert known.any_in(f"{name.casefold()}!")


def test_a_name_within_a_word_is_not_one() -> None:
    known = KnownNames.of(["Vega", "日本物流株式会社"])
    assert not known.any_in("Vegans like it")
    assert known.any_in("the VEGA, again")
    assert known.any_in("株式日本物流株式会社です")


def test_a_label_with_a_name_is_left_out_where_the_theme_stays(copy: Report) -> None:
    named = [
        span
        for one in copy.sections
        for text in texts_in(one.blocks)
        for span in text
        if isinstance(span, ThemeName)
    ]
    assert "left out" in {one.label for one in named}
    assert SAID not in "".join(plain(text) for one in copy.sections for text in texts_in(one.blocks))
    assert QuoteBlock not in {type(block) for one in copy.sections for block in one.blocks}
