"""Messages in German, French and Spanish: they say what the English ones say, and are letters of that language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from playbooks.account_brief import BriefMended, BriefPerson, BriefPromise
from playbooks.drafting import PlayDraft, draft_play
from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.sheet import Given, sheet_of
from playbooks.languages import Language
from playbooks.play_library import library
from playbooks.plays import Play, alternatives
from playbooks.tones import Tone
from playbooks.translations import file_name, in_language, translated
from synthesis.languages import language_of
from tests.playbooks.test_drafting import quoted, some_brief

_DAY = date(2026, 10, 1)
_LATE = BriefPromise(
    "p1",
    "call:1",
    date(2026, 9, 7),
    "Agent",
    "We will send you the corrected export.",
    "in two weeks",
    date(2026, 9, 21),
    "overdue",
)
_OTHERS = [one for one in Language if one is not Language.EN]
_PLAYS = sorted(library())
_FOLDER = Path(__file__).parents[2] / "playbooks" / "library" / "languages"


def _spoken(name: str, language: Language) -> Play:
    play = in_language(library()[name], language)
    assert play is not None, f"{name} is not translated to {language}"
    return play


def _draft(name: str, language: Language, tone: Tone = Tone.PLAIN) -> PlayDraft:
    brief = replace(some_brief(), name="Kestrel")
    return draft_play(_spoken(name, language), brief, "Tally", _DAY, tone, language)


@pytest.mark.parametrize("language", _OTHERS)
@pytest.mark.parametrize("name", _PLAYS)
def test_every_play_speaks_every_language(name: str, language: Language) -> None:
    english = draft_play(library()[name], replace(some_brief(), name="Kestrel"), "Tally", _DAY)
    for tone in Tone:
        draft = _draft(name, language, tone)
        assert (draft.goal, draft.asks, draft.risks) == (english.goal, english.asks, english.risks)
        for step, plain in zip(draft.steps, english.steps, strict=True):
            assert (step.day, step.do, step.kind) == (plain.day, plain.do, plain.kind)
            assert len(step.body.split("\n\n")) == len(plain.body.split("\n\n"))
            assert not re.search(r"[{}|]", step.body + step.subject)
            if step.kind == "email":
                assert step.subject not in ("", plain.subject)
                assert language_of(step.body) == language.value, step.body
                blocks = step.body.split("\n\n")
                assert blocks[0] == tone.hello("", language)
                assert blocks[-1].startswith(tone.regards_in(language))


def test_there_is_no_file_without_a_play_or_a_language() -> None:
    for language in _FOLDER.iterdir():
        assert Language(language.name) in _OTHERS
        assert {one.name for one in language.iterdir()} == {file_name(one) for one in _PLAYS}


@pytest.mark.parametrize("name", _PLAYS)
def test_a_german_letter_goes_on_in_small_letters_after_its_greeting(name: str) -> None:
    for step in _spoken(name, Language.DE).step:
        if step.message is not None and step.message.kind == "email":
            for text in alternatives(step.message.blocks[1]):
                assert text[0].islower() or text.split()[0] in ("Sie", "Ihr", "Ihre", "Ihnen"), text


def test_french_keeps_its_marks_on_the_line() -> None:
    for name in _PLAYS:
        for step in _spoken(name, Language.FR).step:
            text = " ".join(step.message.blocks) if step.message else ""
            assert not re.search(r" [;:?!»]|« ", text.replace("||", "")), text


@pytest.mark.parametrize(
    ("language", "day", "score", "listed"),
    [
        (Language.EN, "1 October 2026", "3 of 10", "a, b and c"),
        (Language.DE, "1. Oktober 2026", "3 von 10", "a, b und c"),
        (Language.FR, "1er octobre 2026", "3 sur 10", "a, b et c"),
        (Language.ES, "1 de octubre de 2026", "3 de 10", "a, b y c"),
    ],
)
def test_days_and_scores_are_written_as_the_language_does(
    language: Language, day: str, score: str, listed: str
) -> None:
    assert language.day(_DAY) == day
    assert language.score(3.0) == score
    assert language.listed(["a", "b", "c"]) == listed
    assert language.listed(["a"]) == "a"


def test_who_is_greeted_is_no_man_or_woman_by_guess() -> None:
    name = "Anna Weber"
    assert Tone.PLAIN.hello(name, Language.DE) == "Guten Tag Anna Weber,"
    assert Tone.WARM.hello(name, Language.FR) == "Bonjour Anna,"
    assert Tone.FORMAL.hello(name, Language.FR) == "Madame, Monsieur,"
    assert Tone.FORMAL.hello("", Language.DE) == "Sehr geehrte Damen und Herren,"
    assert Tone.PLAIN.hello(name, Language.ES) == "Buenos días, Anna Weber:"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", _PLAYS)
def test_what_is_said_in_any_language_holds_before_the_guardrails(name: str, language: Language) -> None:
    own = quoted("The export of all invoices fails on Mondays.", 3)
    brief = replace(
        some_brief(own),
        name="Kestrel",
        champion=BriefPerson("Anna Weber", "", ""),
        renewal=date(2026, 12, 1),
        days_to_renewal=61,
        owed=(_LATE,),
        mended=BriefMended("Export of invoices", date(2026, 9, 14), own),
    )
    sheet = sheet_of(brief, Given("Tally", _DAY, play=library()[name]))
    for tone in Tone:
        draft = draft_play(_spoken(name, language), brief, "Tally", _DAY, tone, language)
        assert findings_of(draft, sheet) == ()


def test_a_promise_is_told_in_our_own_words_and_days() -> None:
    brief = replace(some_brief(), owed=(_LATE,))
    body = draft_play(library()["overdue promise"], brief, "Tally", _DAY).steps[1].body
    assert "On 7 September 2026 we told you: “We will send you the corrected export”." in body
    assert "It was due on 21 September 2026, and we are late." in body
    undated = replace(brief, owed=(replace(_LATE, due=None),))
    assert (
        "We are late with it."
        in draft_play(library()["overdue promise"], undated, "Tally", _DAY).steps[1].body
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{praise_day}", "{quote_day}"), "message 1: block 2: it holds other facts"),
        (('name = "advocacy"', 'name = "advocate"'), "it is of 'advocate'"),
        (('    "{signature}",\n', ""), "message 1: it has 3 blocks, and the play's has 4"),
        (("[[message]]", '[[message]]\nblocks = ["{hello}"]\n[[message]]'), "it has 2 messages"),
        (("{hello}", "{hello"), "message 1: block 1"),
        (("[[message]]", "[[message"), "the translation does not hold"),
        (("subject", "subjekt"), "subjekt"),
    ],
)
def test_a_translation_that_does_not_hold_is_refused(change: tuple[str, str], said: str) -> None:
    text = (_FOLDER / "de" / "advocacy.toml").read_text("utf-8")
    play = library()["advocacy"]
    assert translated(play, text, "here").name == "advocacy"
    with pytest.raises(SettingsError, match=re.escape(said)):
        translated(play, text.replace(*change, 1), "here")
