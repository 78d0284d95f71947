"""The words of a matter: what two sentences about the same thing share."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.words import word_set

_WORD = re.compile(r"[^\W_]{2,}(?:[-'’][^\W_]+)*|\d+")
_LONGEST = 64
_EMPTY = word_set(
    "ll ve re don didn doesn isn won says say whatever "
    "a an the and or but if so then than that this these those it its is are was were be been being am "
    "do does did done have has had having will would shall should can could may might must not no nor "
    "yes of to in on at by for from with without into onto over under up down out off about as again "
    "once when where which who whom what why how all any both each few more most other some such only "
    "own same too very just also still now here there i me my we us our ours you your yours he him his "
    "she her they them their theirs one two next last first week weeks day days month months year today "
    "tomorrow morning afternoon evening noon night monday tuesday wednesday thursday friday saturday "
    "sunday end latest late later soon within until till before after next-week get gets got getting "
    "give gives given make makes made take takes let know like want need please thank thanks sorry okay "
    "ok right sure well good great send sends sent sending write writes wrote ring call calls called "
    "mail promise promised promises commit steps step back come going go goes went put keep see look "
    "looks think thing things way lot bit because since while whether i'll we'll you'll it'll that'll "
    "i've we've you've i'm we're you're it's that's there's don't didn't doesn't can't won't haven't "
    "hasn't isn't aren't wasn't weren't i'd we'd you'd new account able time der die das den dem des "
    "ein eine einen einem einer und oder aber wenn dann ist sind war waren wird werden werde wir ich "
    "sie ihr ihnen ihre ihren ihm uns unser unsere mit ohne für auf aus bei bis zum zur von vor nach im "
    "zu es nicht auch noch schon nur wie wer wo haben hat hatte kann können morgen heute woche freitag "
    "montag le la les un une du de et ou mais si que qui ce cette ces il elle ils elles nous vous je "
    "leur lui son sa ses votre vos notre nos est sont sera avec sans pour sur dans par au aux en ne pas "
    "plus demain semaine vendredi lundi el los las una unos unas y o pero como será con sin para por su "
    "sus nuestro usted ustedes lo se "
)
_ENDING = re.compile(r"(?:['’]s|ings?|ed|es|s|ly)$")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    bare = _ENDING.sub("", word) if len(word) > 4 else word
    bare = bare if len(bare) >= 3 else word
    return bare.rstrip("e") if len(bare) > 4 else bare


def stems(text: str) -> frozenset[str]:
    """The stems of what ``text`` speaks of, without the small words, the times and the sending of it."""
    words = (match[0].casefold().replace("’", "'") for match in _WORD.finditer(text))
    return frozenset(_stem(word) for word in words if word not in _EMPTY and len(word) <= _LONGEST)
