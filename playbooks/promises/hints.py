"""Whether a text can hold a promise or a time at all, told by its words alone, so that most are never read closely."""

from __future__ import annotations

import re

from ingest.words import word_set
from playbooks.promises.due_numbers import MONTH_NUMBER, UNIT, WEEKDAY_NUMBER

_WORD = re.compile(r"[^\W_]+")
_TIMES = (
    frozenset((*WEEKDAY_NUMBER, *MONTH_NUMBER, *(unit for unit in UNIT if len(unit) > 1)))
    | word_set(
        "morning afternoon evening "
        "today tonight tomorrow noon midday lunchtime midnight eod eow eom eoq eoy cob end close weekend release "
        "update version sprint patch spring summer autumn fall winter christmas easter holidays heute morgen "
        "übermorgen wochenende aujourd demain hoy mañana month first second third twentieth fifteenth q1 q2 q3 q4 t1 "
        "t2 t3 t4 fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth sixteenth "
        "seventeenth eighteenth nineteenth twenty thirtieth thirty am pm"
    )
) - {"play", "h"}
_BINDING = word_set(
    "ll will shall going gonna about promise promised commit guarantee pledge vow undertake assure word promising "
    "expect leave consider count rest werde werden wird verspreche versprechen garantiere garantieren sichern "
    "vais allons promets promettons garantis engage engageons aurez recevrez voy vamos prometo prometemos garantizo "
    "garantizamos comprometo comprometemos tendrá recibirá tendrán recibirán"
)
_ENDS = word_set(
    "by before until till within than latest end close eod eow eom eoq eoy cob bis spätestens innerhalb binnen "
    "ende ici avant sous fin antes hasta dentro para finales"
)
_LEADS = word_set("by on until till before within in at le am bis el del antes avant sous zum")
_FUTURE = ("rai", "rons", "ré", "remos")


def words_of(text: str) -> frozenset[str]:
    """Its words in small letters."""
    return frozenset(_WORD.findall(text.casefold()))


def may_name_time(words: frozenset[str]) -> bool:
    """Whether any of the words belongs to a time; a number does beside a word that leads to a day."""
    return not _TIMES.isdisjoint(words) or (not _LEADS.isdisjoint(words) and has_number(words))


def has_number(words: frozenset[str]) -> bool:
    """Whether a word begins with a digit."""
    return any(word[0].isdigit() for word in words)


def sets_end(text: str) -> bool:
    """Whether any of its words sets an end."""
    words = words_of(text)
    return not _ENDS.isdisjoint(words) and may_name_time(words)


def may_bind(words: frozenset[str]) -> bool:
    """Whether any of the words binds without a time."""
    return not _BINDING.isdisjoint(words) or any(word.endswith(_FUTURE) for word in words)
