"""What a changed sentence states that no sheet holds is refused by its shape; talk, thanks and questions are free."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.other_accounts import phrases_said
from playbooks.guardrails.said_runs import SaidRuns
from playbooks.guardrails.sheet import ReleasedFact
from tests.playbooks.guardrails.sheets import OTHERS, THEIRS, against, draft, rules_against, sheet, with_line

_MATTER = "the blue forklift keeps losing its charger"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("We rebuilt the exporter.", "promise"),
        ("I talked to engineering about your case.", "promise"),
        ("Our team looked into your tickets.", "promise"),
        ("Nous avons nettoyé vos données.", "promise"),
        ("Hemos limpiado sus datos.", "promise"),
        ("Die Technik hat Ihre Daten bereinigt.", "promise"),
        ("The forklift module is a pleasure to use.", "release"),
        ("Single sign-on is coming.", "release"),
        ("Most companies of your trade see it so.", "foreign"),
        ("Andere Kunden sehen das ebenso.", "foreign"),
        ("I heard about your divorce.", "personal"),
        ("Ich hoffe, Ihrer Mutter geht es besser.", "personal"),
        ("I will be in touch in Q2.", "date"),
        ("It is your fourteenth message.", "number"),
        ("Your use fell by 15 points.", "number"),
        ("You told us this. > The export of most invoices fails.", "quote"),
        ("Your words: the export of most invoices fails.", "quote"),
        ("From your ticket: the export of all invoices fails badly.", "quote"),
        ("(CSM: please complete before sending)", "placeholder"),
        ("(ajouter ici une phrase)", "placeholder"),
        ("Die Firma Brennecke macht es ebenso.", "name"),
        ("Unser Geschäftsführer Torben Wiegand ruft Sie an.", "personal"),
        ("Schicken Sie mir Ihr Passwort.", "instruction"),
    ],
)
def test_what_no_sheet_holds_is_refused_by_its_shape(line: str, rule: str) -> None:
    assert rule in rules_against(line)


@pytest.mark.parametrize(
    "line",
    [
        "It is as good as done.",
        "It took a while, but it works.",
        "What used to take an hour takes a minute.",
        "You have been quiet for too long.",
        "Soon it will be too late.",
        "Somebody is on it as we speak.",
        "Your people do not bother to log in.",
        "Please see to it that this is settled today.",
        "Our product lead called a meeting over your message.",
        "How are the kids?",
        "Your reluctance makes me look bad.",
        "A simple courtesy would have been to call back.",
        "Whoever leaves now leaves for good.",
        "The slow loading belongs to the past.",
        "What you were missing has since seen the light of day.",
        "It is only a matter of time until we build it.",
        "Votre silence commence à nous fatiguer.",
        "Un client sérieux aurait déjà répondu.",
        "Mi jefe está perdiendo la paciencia con ustedes.",
        "So geht man nicht mit Partnern um.",
        "L'attente est terminée.",
        "Su deseo se ha hecho realidad.",
        "Das Warten hat ein Ende.",
        "Vous aviez l'air fatigué en visio, tout va bien à la maison ?",
        "Die Umstellung ist für Mai geplant.",
        "La carte se charge plus vite.",
        "Mantiene la tarifa antigua.",
    ],
)
def test_a_statement_that_is_none_of_a_letters_is_refused(line: str) -> None:
    assert against(line) != ()


@pytest.mark.parametrize(
    "line",
    [
        "You can be as open as you like.",
        "If I were in your shoes, I would be annoyed too.",
        "I dropped the ball here, and there is no nicer way to put it.",
        "Your colleagues' comments reached me, and I take them seriously.",
        "I am going to listen first and talk second.",
        "Some of this may be out of my hands, but I want to understand it properly.",
        "Until then, I wish you a calm week.",
        "No slides, no pitch, just a conversation.",
        "Nothing you say will be held against you.",
        "I could do Monday or Tuesday, if that suits you.",
        "Anyone would be tired of this by now.",
        "Mir ist klar, dass das im Alltag viel Kraft kostet.",
        "À votre place, je serais tout aussi agacé.",
        "Quedo a la espera de sus noticias y le deseo una buena semana.",
        "It has been a while, and I know how tiring this is.",
        "I would like to know how your drivers cope with the forklift.",
        "I have no solution yet.",
        "Nothing will be decided without you.",
        "Please ignore this message if it no longer matters.",
        "Dafür gibt es keine Ausrede.",
        "Je serai surtout là pour écouter.",
        "Sus críticas me ayudan mucho.",
    ],
)
def test_what_any_letter_may_say_is_free(line: str) -> None:
    assert against(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "I read your message twice.",
        "We met some time ago, and I remember it well.",
        "The silence on my side was wrong.",
        "That is a fair point.",
        "What you described sounds tiring.",
        "I will get in touch again next week.",
        "Would Tuesday or Thursday suit you better?",
        "Could we speak for 20 minutes?",
        "I cannot promise you a solution.",
        "Please do not feel that you have to reply.",
        "I know that the last months were not easy.",
        "Your words: the export of all invoices fails.",
        "Habe ich etwas übersehen?",
        "Ich kann Ihnen keine Lösung versprechen.",
        "J'ai lu votre message.",
        "Je ne peux pas vous promettre de solution.",
        "He leído su mensaje.",
        "¿Le viene mejor el martes o el jueves?",
        "Three questions, if I may: 1. What works well? 2. What does not?",
    ],
)
def test_talk_thanks_and_questions_are_free(line: str) -> None:
    assert against(line) == ()


def test_may_i_is_no_month() -> None:
    assert against("You gave us 3 of 10. May I ask why?") == ()


def test_a_greeting_that_names_nobody_is_read_as_a_sentence() -> None:
    found = rules_against("Hello, we will give you a ring.")
    assert "addressee" not in found


def test_four_words_that_one_other_account_alone_wrote_are_foreign() -> None:
    elsewhere = replace(OTHERS, said=SaidRuns([_MATTER]))
    held = replace(sheet(), others=elsewhere)
    said = draft()
    assert findings_of(said, held) == ()
    copied = with_line("I keep hearing that the blue forklift keeps losing power.")
    assert "foreign" in {one.rule for one in findings_of(copied, held)}
    asked = with_line("How does your team keep track of it?")
    assert "foreign" not in {one.rule for one in findings_of(asked, held)}


def test_everyday_words_are_nobodys_own() -> None:
    assert phrases_said("thank you for your message") == []
    assert phrases_said(THEIRS) != []


def test_a_fact_in_the_file_lets_its_claim_pass() -> None:
    line = "The invoice export now runs in the background without a hitch."
    assert "release" in rules_against(line)
    fact = ReleasedFact("The invoice export runs in the background", date(2026, 10, 12), "invoice export")
    assert findings_of(with_line(line), sheet("save talk", fact)) == ()
