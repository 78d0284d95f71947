"""Which runs of words read as a label: a thing, what is done with it, or what is wrong with it, whole.

A phrase is judged by its shape (a letter a word, see ``grammar``) and by the words on both sides of the cut.
A shape that is not listed is no label. A clause cannot start behind a verb or an auxiliary, a verb cannot stop
before its object, a compound cannot be cut in two, and a denial cannot be left behind.
"""

from __future__ import annotations

import re
from functools import lru_cache

THING, DEED, DENIAL, CLAUSE, LACK = "thing", "deed", "denial", "clause", "lack"

_NOUN = "[EG]?[NG]{0,2}N"
_OBJECT = f"[DB]?{_NOUN}"
_TAIL = f"(?:[PO]{_OBJECT})?"
_SUBJECT = f"{_NOUN}(?:[PO]{_OBJECT})?"
_SHAPES = (
    (LACK, f"X{_NOUN}{_TAIL}"),
    (LACK, f"{_NOUN}X{_NOUN}"),
    (DENIAL, f"K[BA]?[VEG]T?(?:B?{_OBJECT})?{_TAIL}"),
    (DENIAL, f"{_SUBJECT}[AM]?K[BA]?(?:[VEGNS]T?(?:{_OBJECT})?{_TAIL})"),
    (DENIAL, f"{_SUBJECT}(?:A?[NEGS]?|[AM]{_NOUN})Q[NEGV]?T?"),
    (DENIAL, f"{_SUBJECT}Q?[XK][NEGVS]{{1,2}}Q?"),
    (DENIAL, f"[XK]N(?:{_TAIL}|{_OBJECT})Q?[NEG]?"),
    (CLAUSE, f"{_SUBJECT}M?A{{1,2}}B{{0,2}}[NEG]{{1,2}}T?(?:OV{_OBJECT}|OV|{_TAIL})"),
    (CLAUSE, f"{_SUBJECT}A{{1,2}}B{{0,2}}[NEG]&[NEG]"),
    (CLAUSE, f"{_SUBJECT}AD{_NOUN}{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}MB?VT?(?:{_OBJECT})?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}AO?A?[VE]T?(?:{_OBJECT})?"),
    (CLAUSE, f"{_SUBJECT}B?[SV](?:T|O?V?{_OBJECT}|B?[NE])?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}ST?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}B?[SV]OVT?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}[EG]T?B?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}[SVE]A?[GE]T?(?:{_OBJECT})?{_TAIL}"),
    (CLAUSE, f"{_SUBJECT}[NEG]?T{_TAIL}"),
    (DEED, f"V(?:R?T)?{_OBJECT}{_TAIL}"),
    (DEED, f"V{_OBJECT}[PO]?{_OBJECT}"),
    (DEED, f"V(?:T|[PO]{_OBJECT}|B?[EG])"),
    (DEED, f"[GE]T?(?:D{_NOUN}|[PO]{_OBJECT}){_TAIL}"),
    (DEED, f"[NE]OVT?(?:{_OBJECT})?{_TAIL}"),
    (THING, f"B?{_NOUN}(?:[PO&]{_OBJECT})?(?:[P]{_OBJECT})?"),
    (THING, "[NEG]{1,2}(?:&B?[NEG]{1,2})"),
)
_COMPILED = tuple((kind, re.compile(shape)) for kind, shape in _SHAPES)


@lru_cache(maxsize=100_000)
def kind_of(shape: str) -> str:
    """What a phrase of this shape is, or nothing where it does not read as one."""
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(shape)), "")


@lru_cache(maxsize=100_000)
def cut_quality(before: str, shape: str, after: str) -> float:
    """0 to 1: how naturally a reader starts and stops there. ``before`` and ``after`` are the shapes of the
    three words before and the word behind, empty at the run's ends."""
    kind = kind_of(shape)
    turned = (before.endswith(("MD", "AD")) and before[:-2] in ("", "C", "&", "B")) or (
        before and "AD" in shape
    )
    if turned and kind in (THING, CLAUSE) and after[:1] not in ("A", "V", "S"):
        return 0.5 * _start(kind, before, shape) * _stop(kind, shape, after)  # of a question, which goes on
    return _start(kind, before, shape) * _stop(kind, shape, after)


def _start(kind: str, before: str, shape: str) -> float:
    if not before:
        return 1.0
    bare = before.rstrip("DB#")
    denied = bare.endswith(("K", "X", "Q"))
    if denied:
        return 0.15 if kind is not THING else 0.5
    if before[-1] in "NEG":
        return 0.75 if kind is DEED and shape[0] == "V" else 0.9 if kind in (DENIAL, LACK) else 0.5
    if kind is CLAUSE or (kind is DENIAL and shape[0] in "NEG"):
        if not bare or bare[-1] in "C&":
            return 1.0
        return 0.15 if bare[-1] in "MAPO" else 0.5
    if kind is DEED:
        if before[-1] == "D" or (before[-1] == "A" and shape[0] == "E"):
            return 0.3
        return 0.75 if shape[0] == "E" else 1.0  # what someone did is a story, not yet a matter
    if kind is DENIAL:
        return 0.9
    if bare[-1:] in ("V", "R", "T", "G", "E"):
        return 0.55 if "P" in shape or "O" in shape else 0.85  # what is tied to the verb tells little alone
    return 0.8 if before[-1] == "B" else 1.0  # more, less, too


def _stop(kind: str, shape: str, after: str) -> float:
    if not after:
        return 1.0
    following, last = after[0], shape[-1]
    if following in "NEGVS":
        return 0.7 if following in "EVS" and kind is THING else 0.4
    if following in "DR":
        return 0.25 if last in "VSEG" else 0.85
    if following == "Q":
        return 0.3
    if following in "T#":
        return 0.3 if following == "T" else 0.5
    if following == "O" and kind is DEED:
        return 0.5
    if following in "PO":
        return 0.6 if last in "VSEG" and kind is not THING else 0.85
    if following in "AMKQX":
        return 0.8 if kind is THING else 0.7
    return 0.95
