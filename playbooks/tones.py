"""How a message begins and ends, by tone and language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from foundation.text import one_line
from playbooks.languages import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "dr prof professor doctor mr mrs ms mx miss sir dame lord lady rev herr frau ing dipl mag m mme mlle monsieur "
    "madame mademoiselle maître sr sra srta don doña señor señora ingeniero"
)
_DESKS = _words(
    "team support accounts account office admin administrator info billing finance sales service services helpdesk "
    "desk customer it hr procurement purchasing operations accounting payable user users manager contact unknown none "
    "null n/a test reception buchhaltung einkauf vertrieb comptabilité contabilidad compras soporte"
)
_BEHIND = re.compile(
    r",?\s+(?:jr|sr|ii|iii|phd|ph\.d|md|m\.d|mba|msc|bsc|cpa|esq|m\.?a|b\.?a)\.?$", re.IGNORECASE
)
_IN_NO_NAME = frozenset('@=<>{}|\\/"')
_BESIDE = re.compile(r"\s*[(\[].*?[)\]]\s*")
_GIVEN = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")


class Tone(StrEnum):
    """``plain`` and ``warm`` use the first name where which it is can be told and the language allows it; ``formal``
    the whole name."""

    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"

    def hello(self, name: str, language: Language = Language.EN) -> str:
        """The first line to ``name``; without one where it is empty or names no person."""
        words = _HELLO[language][self]
        shown = shown_name(name)
        if not shown:
            return words[1]
        return words[0].format(first=_first(shown), whole=shown)

    @property
    def regards(self) -> str:
        """The line above the signature, in English."""
        return self.regards_in(Language.EN)

    def regards_in(self, language: Language) -> str:
        """The line above the signature."""
        return _REGARDS[language][self]


def shown_name(name: str) -> str:
    """``name`` as a greeting writes it, the given name first; empty where it names no person: a desk, an address."""
    shown = _BESIDE.sub(" ", one_line(name)).strip(" ,;")
    shown = _BEHIND.sub("", shown)
    if any(char.isdigit() or char in _IN_NO_NAME for char in shown):
        return ""
    family, comma, given = (part.strip() for part in shown.partition(","))
    shown = f"{given} {family}" if comma and given else family
    words = shown.split()
    if not words or any(word.strip(".").casefold() in _DESKS for word in words):
        return ""
    if all(_bare(word) in _TITLES for word in words):
        return ""
    if shown.isupper() or shown.islower():
        shown = " ".join(word if len(_bare(word)) < 2 else word.title() for word in words)
    return shown


def _first(shown: str) -> str:
    """The first name in ``shown``; all of it where that cannot be told."""
    words = shown.split()
    plain = 2 <= len(words) <= 3 and all(word[0].isupper() for word in words)
    if plain and _bare(words[0]) not in _TITLES and _GIVEN.fullmatch(words[0]):
        middle = words[1:-1]
        if all(len(word.strip(".")) == 1 for word in middle):
            return words[0]
    return shown


def _bare(word: str) -> str:
    return word.strip(".").casefold()


_HELLO: Mapping[Language, Mapping[Tone, tuple[str, str]]] = {
    Language.EN: {
        Tone.PLAIN: ("Hello {first},", "Hello,"),
        Tone.WARM: ("Hi {first},", "Hi,"),
        Tone.FORMAL: ("Dear {whole},", "Hello,"),
    },
    Language.DE: {
        Tone.PLAIN: ("Guten Tag {whole},", "Guten Tag,"),
        Tone.WARM: ("Hallo {first},", "Hallo,"),
        Tone.FORMAL: ("Sehr geehrte/r {whole},", "Sehr geehrte Damen und Herren,"),
    },
    Language.FR: {
        Tone.PLAIN: ("Bonjour {whole},", "Bonjour,"),
        Tone.WARM: ("Bonjour {first},", "Bonjour,"),
        Tone.FORMAL: ("Madame, Monsieur,", "Madame, Monsieur,"),
    },
    Language.ES: {
        Tone.PLAIN: ("Buenos días, {whole}:", "Buenos días:"),
        Tone.WARM: ("Hola, {first}:", "Hola:"),
        Tone.FORMAL: ("Estimado/a {whole}:", "Estimados señores:"),
    },
}
"""With a name, and without one. Where a language would have to know whether a man or a woman is greeted, it is left
open."""
_REGARDS: Mapping[Language, Mapping[Tone, str]] = {
    Language.EN: {
        Tone.PLAIN: "Best regards,",
        Tone.WARM: "Thank you, and warm regards,",
        Tone.FORMAL: "Yours sincerely,",
    },
    Language.DE: {
        Tone.PLAIN: "Freundliche Grüße",
        Tone.WARM: "Vielen Dank und herzliche Grüße",
        Tone.FORMAL: "Mit freundlichen Grüßen",
    },
    Language.FR: {
        Tone.PLAIN: "Cordialement,",
        Tone.WARM: "Merci, et bien à vous,",
        Tone.FORMAL: "Veuillez agréer nos salutations distinguées,",
    },
    Language.ES: {
        Tone.PLAIN: "Un saludo,",
        Tone.WARM: "Gracias y un saludo cordial,",
        Tone.FORMAL: "Atentamente,",
    },
}
