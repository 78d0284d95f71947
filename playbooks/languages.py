"""The languages that messages are written in, and how a day is written in each."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from foundation.months import day_title


class Language(StrEnum):
    """Of what the account reads; what stays with the team is English."""

    EN = "en"
    DE = "de"
    FR = "fr"
    ES = "es"

    @property
    def named(self) -> str:
        """Its English name."""
        return {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}[self.value]

    def day(self, day: date) -> str:
        """``day`` as a letter writes it."""
        if self is Language.EN:
            return day_title(day)
        month = _MONTHS[self][day.month - 1]
        if self is Language.DE:
            return f"{day.day}. {month} {day.year}"
        if self is Language.ES:
            return f"{day.day} de {month} de {day.year}"
        return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"

    def score(self, score: float) -> str:
        """A survey score."""
        return f"{score:g} {_OF[self]} 10"

    def listed(self, names: list[str]) -> str:
        """``names`` as a sentence lists them."""
        if len(names) < _SEVERAL:
            return "".join(names)
        return f"{', '.join(names[:-1])} {_AND[self]} {names[-1]}"


_SEVERAL = 2
_OF = {Language.EN: "of", Language.DE: "von", Language.FR: "sur", Language.ES: "de"}
_AND = {Language.EN: "and", Language.DE: "und", Language.FR: "et", Language.ES: "y"}
_MONTHS = {
    Language.DE: (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    Language.FR: (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    Language.ES: (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
