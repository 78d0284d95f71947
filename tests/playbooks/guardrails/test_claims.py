"""What a changed sentence claims is judged by its shape, in words that no list of the rules holds."""

from __future__ import annotations

import pytest

from playbooks.guardrails.english_claims import english_claims
from playbooks.guardrails.foreign_claims import french_claims, german_claims, spanish_claims
from playbooks.guardrails.own_words import is_own_words
from tests.playbooks.guardrails.sheets import rules_against, sheet


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("We will polish every screen of yours.", "promise"),
        ("Our engineers could retrofit it for you.", "promise"),
        ("I'm upholstering your office chairs.", "promise"),
        ("I have earmarked a room for your drivers.", "promise"),
        ("I will listen and then waive it.", "promise"),
        ("You will inherit our whole catalogue.", "promise"),
        ("Next year the trucks will load themselves.", "promise"),
        ("Happy to paint your warehouse.", "promise"),
        ("Unsere Techniker werden alles neu verkabeln.", "promise"),
        ("Nos ingénieurs vont tout recâbler.", "promise"),
        ("Le repintaremos el almacén.", "promise"),
        ("Nothing of this shows on your bill.", "offer"),
        ("Sie sehen das auf keiner Rechnung.", "offer"),
        ("Our procedure is in accordance with the law.", "legal"),
        ("The export is twice as fast.", "release"),
        ("Your people have to log in more.", "tone"),
        ("You should have trained your drivers.", "tone"),
        ("Unless you sign, this stops.", "tone"),
        ("Your team never reads the guide.", "tone"),
        ("Ihre Leute müssen sich mehr anmelden.", "tone"),
        ("Vous devez trancher.", "tone"),
        ("Ustedes tienen que firmar.", "tone"),
        ("The date is (please add the date).", "placeholder"),
        ("It has been XX weeks.", "placeholder"),
    ],
)
def test_a_claim_is_refused_by_its_shape(line: str, rule: str) -> None:
    assert rule in rules_against(line)


@pytest.mark.parametrize(
    "line",
    [
        "I will call whenever it suits you.",
        "I can give you a ring instead.",
        "You need not reply.",
        "You should not have to write to us twice.",
        "My colleague will listen too.",
        "It will only take a few minutes.",
        "We have not reached the bottom of it.",
        "What could we do better?",
        "I do not know whether we can change it.",
        "I will set a time for our talk.",
        "Ich werde gut zuhören.",
        "Sie müssen nichts vorbereiten.",
        "Je vais vous écouter.",
        "Vous ne devez rien préparer.",
        "Le llamaremos con gusto.",
        "No tiene que preparar nada.",
    ],
)
def test_contact_and_courtesy_pass(line: str) -> None:
    assert rules_against(line) == set()


def test_a_reworded_sentence_of_the_play_keeps_its_words() -> None:
    held = sheet("payment recovery")
    reworded = "According to our own records, an invoice to Kestrel Robotics is open."
    found = reworded.index("invoice")
    assert is_own_words(reworded, found, found + len("invoice"), held)
    assert not is_own_words("We will tear the invoice up.", 17, 24, held)


def test_the_shapes_are_each_language_s_own() -> None:
    assert list(english_claims("We will whitewash it."))
    assert list(german_claims("Wir werden es streichen."))
    assert list(french_claims("Nous allons le blanchir."))
    assert list(spanish_claims("Vamos a encalar la pared."))
