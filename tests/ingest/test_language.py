"""The language of a text is kept with it; a text too short to tell has none, and none is lost for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The export stops after ten thousand rows.", "en"),
        ("Billing team is unresponsive", "en"),
        ("Der Export bricht nach jeder Aktualisierung ab.", "de"),
        ("El informe no carga desde la última actualización.", "es"),
        ("Nous n'avons pas reçu de réponse depuis lundi.", "fr"),
        ("Não conseguimos exportar as faturas do mês.", "pt"),
        ("Het dashboard laadt sinds gisteren niet meer.", "nl"),
        ("L'integrazione con il nostro CRM non funziona.", "it"),
        ("Faktura się nie zgadza z zamówieniem.", "pl"),
        ("Raportti ei ole latautunut maanantain jälkeen.", "fi"),
        ("レポートが開けません", "ja"),
        ("导出失败", "zh"),
        ("보고서가 열리지 않습니다", "ko"),
        ("отчет не открывается", "ru"),
        ("لا يمكن فتح التقرير", "ar"),
    ],
)
def test_the_language_of_a_sentence(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "ok", "Slow", "great tool", "12345 / 77", "<EMAIL_1> <PHONE_1>", "🎉🎉🎉", "A-1"]
)
def test_what_is_too_short_to_tell_has_none(text: str) -> None:
    assert language_of(text) == ""


def test_addresses_placeholders_and_numbers_do_not_count_as_words() -> None:
    assert language_of("https://exemple.fr/bonjour <EMAIL_1> 12 13 14") == ""


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert len(language_of(text)) in (0, 2)


def test_real_english_answers_are_english(shared_data: Path) -> None:
    with (shared_data / "real-text" / "nps.csv").open(encoding="utf-8", newline="") as stream:
        found = [language_of(row["comment"]) for row in csv.DictReader(stream)]
    told = [code for code in found if code]
    assert len(told) > 0.75 * len(found)
    assert told.count("en") >= 0.998 * len(told)
