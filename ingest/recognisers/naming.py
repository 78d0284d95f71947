"""What a name looks like, and which of the words at a name's place belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.names import GIVEN_NAMES, NOT_NAMES, ORGANISATION_WORDS, WORD_NAMES, name_key
from ingest.recognisers.cue_words import phrases
from ingest.recognisers.finds import Find
from ingest.recognisers.scan import fold
from ingest.words import word_set

CAP = r"[^\W\d_a-zß-öø-ÿ](?:[\w'-]*\w)?"
PARTICLE = (
    r"(?:de la|de los|de las|de|del|della|di|van der|van den|van de|van|von der|von|der|den|da|dos|do|la|"
    r"le|bin|ibn|al|el|ten|ter|af|y|e)"
)
NAME = rf"({CAP}\.?(?:[ \t](?:{PARTICLE} )?{CAP}\.?){{0,3}})"
_PARTICLES = word_set(PARTICLE[3:-1].replace("|", " "))
_STOPS = re.compile(
    r"[ \t]*(?:[.,!;?\n\"<(-]|\Z|(?:and|but|or|from|with|at|here|speaking|calling|i|y|und|et|e)\b)"
)
_NEXT = re.compile(r"[ \t]+([^\W\d_][\w'-]*)(?:[ \t]+([^\W\d_][\w'-]*))?")
_GROUPS = ORGANISATION_WORDS | word_set("team support service services sales customer department office desk")
_FAMOUS = frozenset(
    phrases(
        "levi strauss|tommy hilfiger|john lewis|harvey nichols|laura ashley|charles de gaulle|john deere|jack "
        "daniels|johnnie walker|"
        "calvin klein|ralph lauren|hugo boss|michael kors|vera wang|stella mccartney|jimmy choo|kate spade|marc "
        "jacobs|"
        "charles schwab|morgan stanley|jp morgan|goldman sachs|wells fargo|merrill lynch|philip morris|"
        "sherwin williams|eli lilly|thomas cook|john hancock|johns hopkins|mary kay|estee lauder|elizabeth arden|"
        "oscar mayer|"
        "ben jerry|jim beam|captain morgan|aston martin|harley davidson|alfa romeo|louis vuitton|christian dior|"
        "yves saint laurent|"
        "giorgio armani|santa claus|mickey mouse|donald duck|harry potter|james bond|sherlock holmes|nelson mandela|"
        "thomas edison|albert einstein|isaac newton|nikola tesla|martin luther king|joan of arc|king james|"
        "james cook|"
        "ted baker|fred perry|tiffany co|ethan allen|ann taylor|lord taylor|taylor swift|bed bath"
    )
)
_BUILDINGS = word_set(
    "hospital infirmary clinic university college school academy institute foundation centre center museum library "
    "stadium arena airport hotel theatre theater prize award bridge station"
)
_SAINT = re.compile(r"(?:\bSt\.?|\bSaint|\bSan|\bSanta|\bSte\.?|\bFort|\bPort|\bMount|\bLake)[ -]\Z")


def named(match: re.Match[str], *, firm: bool, low: bool = False) -> Iterator[Find]:
    """The name that a cue's match holds: its words up to the first that is no name. ``firm`` when its place
    alone proves a name; otherwise the words must look like one. ``low`` lets it be in small letters."""
    group = match.lastindex or 1
    yield from name_at(match.string, match.start(group), match[group], firm=firm, low=low)


def name_at(text: str, start: int, value: str, *, firm: bool, low: bool = False) -> Iterator[Find]:
    """The name at the head of ``value``, which stands at ``start``."""
    tokens = list(re.finditer(r"\S+", value))
    kept = 0
    for token in tokens:
        if kept and token[0] in _PARTICLES:
            continue
        if not _is_name(token[0], len(tokens), first=not kept, firm=firm, low=low):
            break
        kept = token.end()
    if _is_group(tokens, kept):
        return
    name = re.sub(r"'s\Z", "", value[:kept].rstrip(".'"))
    if len(name) < 2 or (not firm and _is_organisation(text, start, start + len(name), name)):
        return
    if name[0].islower() and not _STOPS.match(text, start + len(name)):
        return
    yield Find(start, start + len(name), "person", name_key(name))


def _is_name(token: str, of: int, *, first: bool, firm: bool, low: bool) -> bool:
    word = fold(token.rstrip(".,").removesuffix("'s"))
    if len(word) == 1 and token.endswith(".") and of > 1:
        return True
    if word in NOT_NAMES or not word.strip("x") or _acronym(token, word):
        return False
    if not first:
        return firm or word not in ORGANISATION_WORDS
    if not firm and word in WORD_NAMES and of == 1:
        return False
    return len(word) > 1 and (low or _title(token, firm))


def _title(word: str, firm: bool) -> bool:
    return word[0].isupper() and (firm or not (len(word) > 1 and word.isupper()))


def _acronym(word: str, folded: str) -> bool:
    return 2 < len(word) < 6 and word.isupper() and folded not in GIVEN_NAMES


def _is_group(tokens: list[re.Match[str]], kept: int) -> bool:
    """Whether a name of several words ends in one of organisations, or such a word follows it: ``Basalt Freight
    Support``."""
    words = [fold(token[0].rstrip(".,")) for token in tokens]
    taken = sum(token.start() < kept for token in tokens)
    if not taken or words[0] in GIVEN_NAMES:
        return False
    return any(word in ORGANISATION_WORDS for word in words[1:taken]) or (
        taken < len(words) and words[taken] in _GROUPS
    )


def _is_organisation(text: str, start: int, end: int, name: str) -> bool:
    """Whether a name is part of an organisation's, a building's or a thing's: ``James Cook Hospital``."""
    if fold(name) in _FAMOUS:
        return True
    if _SAINT.search(text, max(0, start - 8), start):
        return True
    following = _NEXT.match(text, end)
    if following is None:
        return text[end : end + 3] in (" & ", "&Co")
    words = [word for word in following.groups() if word]
    if not words[0][0].isupper():
        return words[0] in _BUILDINGS
    return any(word[0].isupper() and fold(word) in ORGANISATION_WORDS for word in words)
