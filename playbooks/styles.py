"""How a message is to sound: its tone and its language."""

from __future__ import annotations

from dataclasses import dataclass

from playbooks.languages import Language
from playbooks.tones import Tone


@dataclass(frozen=True, slots=True)
class Style:
    """Of what the account reads; what stays with the team is plain English."""

    tone: Tone = Tone.PLAIN
    language: Language = Language.EN
