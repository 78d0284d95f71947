"""Words that a letter to any account may hold: they name no matter that could be somebody else's."""

from __future__ import annotations

import re
from functools import cache

from ingest.recognisers.scan import fold
from playbooks.guardrails.patterns import word_list
from playbooks.languages import Language
from playbooks.play_library import library
from playbooks.translations import in_language

_WORD = re.compile(r"[^\W\d_]+")
_LISTS = ("harmless_en", "leads_en", "links_en", "promised_en", "frame", "greeted", "capitals", "everyday")


@cache
def everyday_words() -> frozenset[str]:
    """Words of contact and courtesy, and those of the shipped plays' messages in every language."""
    held = {fold(word) for name in _LISTS for word in word_list(name)}
    for play in library().values():
        for spoken in (play, *(in_language(play, one) for one in Language if one is not Language.EN)):
            for step in spoken.step if spoken is not None else ():
                if step.message is not None:
                    text = " ".join((step.message.subject, *step.message.blocks))
                    held |= {fold(word) for word in _WORD.findall(text)}
    return frozenset(held)
