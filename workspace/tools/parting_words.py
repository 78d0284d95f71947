"""Words by which a customer says that it may go: they stand first among what an account said of its risk.

Keeps the rule that the gravest words are not hidden behind newer ones; nothing is computed from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from synthesis.themes import Statement

_GOING = (
    r"\b(?:will|would|shall|may|might|must|going to|have to|plan(?:ning)? to|decided to|want to|about to|we['’]ll)\s+"
    r"(?:cancel|leave|quit|terminate|churn|switch|move (?:to|away|on))\b"
    r"(?!\s+(?:(?:a|an|the|our|my|your|this)\s+)?(?:appointment|visit|order|meeting|job|booking|message|call)s?\b)",
    r"\b(?:cancel|terminate|end)\w*\s+(?:our|the|my)\s+(?:contract|subscription|account|plan|agreement)\b",
    r"\b(?:not|won['’]t|n['’]t) (?:be )?renew\w*\b",
    r"\b(?:looking|look|shopping) (?:at|for|around for) (?:an? |other )?(?:alternatives?|competitors?|vendors?)\b",
    r"\b(?:kündig(?:en|ung)|wechseln (?:zu|den anbieter)|résili\w+|changer de (?:fournisseur|prestataire|logiciel))\b",
    r"\b(?:cancelar(?:emos)? (?:el|nuestro) contrato|cambiar(?:emos)? de proveedor|no renovar\w*)\b",
)
_PARTING = re.compile("|".join(_GOING), re.IGNORECASE)


def parting_first(said: Iterable[Statement]) -> list[Statement]:
    """``said`` in its order, but what speaks of going before the rest."""
    return sorted(said, key=lambda one: _PARTING.search(one.text) is None)
