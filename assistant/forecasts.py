"""Clauses about what is to come. No result of the tools foretells anything but a renewal's day and a play's, so a
sentence that says what "will" happen is backed by those, or by evidence that says the same, and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.wording import clauses, stems_in
from playbooks.citations import without_quotes


def _split(words: str) -> list[str]:
    return words.split()


_SURE = (
    r"certainly|surely|definitely|undoubtedly|inevitabl[ey]|guaranteed|no doubt|without doubt|bound to|sure to|"
    r"certain to|"
    r"sicher(?:lich)?|bestimmt|zweifellos|unweigerlich|garantiert|certainement|sûrement|sans (?:aucun )?doute|"
    r"inévitablement|seguramente|ciertamente|sin duda|inevitablemente|con seguridad"
)
_TO_COME = (
    r"will|won['’]t|shall|\w+['’]ll|going to|gonna|about to|set to|expected to|destined to|on course to|soon|shortly|"
    r"before long|tomorrow|next (?:week|month|quarter|year)|"
    r"bald|demnächst|in kürze|künftig|morgen|"
    r"bientôt|prochainement|sous peu|demain|(?:va|vont) (?:\w+ )?\w+(?:er|ir|re)|"
    r"pronto|próximamente|mañana|(?:va|van) a \w+"
)
_ROMANCE = (
    r"\w{2,}(?:erai?|eront|irai?|iront|ndrai?|ndront|ttrai?|ttront|ará|erá|irá|arán|erán|irán|drá|drán)"
)
_GERMAN = re.compile(r"\b(?:wird|werden)\b(?!\s+(?:von|als|durch)\b)(?P<rest>.*)", re.IGNORECASE)
_INFINITIVE = re.compile(r"\b(?!ge\w+(?:t|en)\b)[a-zäöüß]{2,}(?:en|ern|eln)\W*$")
_PASSIVE = re.compile(r"\b\w*ge\w+(?:t|en)\W*$|\b(?:ver|be|er|ent|zer)\w+t\W*$")
_SURELY = re.compile(rf"\b(?:{_SURE})\b", re.IGNORECASE)
_FUTURE = re.compile(rf"\b(?:{_TO_COME})\b|\b(?:{_ROMANCE})\b", re.IGNORECASE)
_NO_VERB = frozenset(
    _split(
        "opéra caméra sera camera opera fuera primera tercera manera cualquiera espera genera supera considera "
        "libera tolera"
    )
)
_CALENDAR = re.compile(
    r"\b(?:renew\w*|due|expir\w*|contract|plays?|steps?|term|verläng\w*|fällig\w*|vertrag\w*|renouvel\w*|échéan\w*|contrat|"
    r"renov\w*|renuev\w*|venc\w*|contrato)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no|won['’]t|cannot|nicht|nie|kein\w*|pas|jamais|nunca)\b|\bn['’]|n['’]t\b", re.IGNORECASE
)
_STOPS = re.compile(r"(?<=[.!?;\n])\s+")


def foretells(text: str) -> bool:
    """Whether a clause of ``text``, quotes left out, says what is to come."""
    return bool(_foretelling(without_quotes(text)))


def unbacked_forecast(text: str, days: Sequence[str], timed: bool, sources: Sequence[str]) -> bool:
    """Whether ``text`` says something of what is to come that neither a day of a renewal or a play (``days`` that the
    results hold and the text names; ``timed``: a number of days or weeks does) nor one of ``sources`` says."""
    told = [part for source in sources for part in _foretelling(source)]
    return any(
        not (_is_calendar(clause, days, timed) or any(_says(part, clause) for part in told))
        for clause in _foretelling(without_quotes(text))
    )


def _foretelling(text: str) -> list[str]:
    return [part for one in _STOPS.split(text) for part in clauses(one) if _is_future(part)]


def _is_future(clause: str) -> bool:
    if _SURELY.search(clause):
        return True
    if any(found[0].casefold() not in _NO_VERB for found in _FUTURE.finditer(clause)):
        return True
    german = _GERMAN.search(clause)
    return (
        german is not None
        and bool(_INFINITIVE.search(german["rest"]))
        and not _PASSIVE.search(german["rest"])
    )


def _is_calendar(clause: str, days: Sequence[str], timed: bool) -> bool:
    """Whether the clause says no more than the day on which something is due."""
    if _SURELY.search(clause) or _NOT.search(clause) or not _CALENDAR.search(clause):
        return False
    return any(day in clause for day in days) or (timed and any(char.isdigit() for char in clause))


def _says(source: str, clause: str) -> bool:
    """Whether a clause of the evidence foretells the same: it shares a word, and both deny or neither does."""
    shared = frozenset(stems_in(source)) & frozenset(stems_in(clause))
    return bool(shared) and bool(_NOT.search(source)) == bool(_NOT.search(clause))
