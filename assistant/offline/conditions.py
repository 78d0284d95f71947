"""The conditions that a question sets on accounts: limits of health and ARR, a band, a renewal, a mark, a matter.

Keeps the rule that a condition is read whole or not at all: one that is negated in a way that no rule knows stays in
what is left, which is then said not to be read.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

_BELOW = (
    r"no more than|not more than|at most|up to|below|under|less than|lower than|smaller than|beneath|<=|<"
)
_ABOVE = (
    r"no less than|not less than|at least|above|over|more than|higher than|greater than|bigger than|larger than|"
    r"exceeding|>=|>"
)
_WITHIN = ("no more than", "not more than", "at most", "up to", "<=")
_AT_LEAST = ("no less than", "not less than", "at least", ">=")
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_AMOUNT = rf"(?:[$€£]|usd |eur |gbp )?\s?{_NUMBER}(?:\s?(k|m|thousand|million))?\b"
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_PAID = r"pay(?:s|ing)?|spend(?:s|ing)?|worth|arr|mrr|revenue|bring(?:s|ing)?(?: in)?"
_GAP = r"(?:\W+(?:us|is|are|of|that|score|scores|a|an|now|currently)\b)*\W+"
_MONTHLY = r"(?P<monthly>\s+(?:a|per|each) month|\s+monthly|\s+(?:of |in )?mrr)?"
_SCORED = rf"\b(?:health(?: scores?)?|scores?)\b{_GAP}"
_ENDS = (
    r"(?=[?.!,;:]|$|\s+(?:and|or|but|that|which|who|have|has|do|pay|pays|bring|are|is|with|renew\w*|represent\w*)"
    r"\b)"
)

_HEALTH = (
    re.compile(rf"{_SCORED}(?P<how>{_BELOW}|{_ABOVE})\s*{_NUMBER}(?: points?)?"),
    re.compile(
        rf"\b(?P<how>{_BELOW}|{_ABOVE})\s*{_NUMBER}(?: points?)?\s+(?:of |in |on )?health\b(?: score)?"
    ),
)
_BETWEEN = re.compile(rf"{_SCORED}between\s+{_NUMBER}\s+and\s+{_NUMBER}")
_ARR = (
    re.compile(
        rf"\b(?:{_PAID})\b{_GAP}(?P<how>{_BELOW}|{_ABOVE})\s*{_AMOUNT}{_MONTHLY}(?: a year| per year| of arr| in arr)?"
    ),
    re.compile(
        rf"\b(?P<how>{_BELOW}|{_ABOVE})\s*(?=[$€£]|usd |eur |gbp ){_AMOUNT}{_MONTHLY}"
        r"(?: a year| per year| of arr| in arr| of revenue)?"
    ),
    re.compile(
        rf"\b(?P<how>{_BELOW}|{_ABOVE})\s*{_AMOUNT}(?P<monthly>\s+(?:a|per|each) month)?\s+"
        r"(?:of |in )?(?:arr|mrr|revenue|dollars|euros)\b"
    ),
)
_BANDS = (
    (
        "healthy or thriving",
        r"\b(?:not|n['’]t) (?:be )?(?:at[ -]risk|in danger|in trouble|unhealthy)\b|\bout of danger\b",
    ),
    (
        "critical or at risk",
        r"\bat[ -]risk\b|\bin danger\b|\bunhealthy\b|\b(?:poor|bad|low) health\b|"
        r"\bhealth (?:is )?(?:poor|bad|low)\b|\bin trouble\b",
    ),
    ("critical", r"\bcritical\b|\bin the red\b"),
    ("thriving", r"\bthriving\b"),
    ("healthy", r"\bhealthy\b"),
)
_MARKS = (
    (
        "silent",
        r"\bsilent\b|\b(?:went|gone|been|gotten|are|is) quiet\b|\bstopped (?:talking|responding|answering)\b",
    ),
    ("single champion", r"\b(?:a |one |only one )?single champion\b|\bonly one champion\b|\bone champion\b"),
    ("payment", r"\boverdue(?: payments?| invoices?)?\b|\b(?:late|missed) payments?\b|\bpayments? overdue\b"),
    ("poor fit", r"\bpoor fits?\b|\bbad fits?\b"),
)
_STAGES = (
    ("stalled", r"\bstalled(?: in(?: their| its)? onboarding)?\b"),
    (
        "onboarding",
        r"\b(?:still |now |currently )?(?:in|being) onboard\w*(?: now)?\b|\bonboarding accounts\b",
    ),
)
_RENEWING = re.compile(
    r"\brenew(?:s|ing|als?)?\b(?: (?:is |are )?due)?|\bup for renewal\b|"
    r"\bcontracts? (?:end|expire|run out)\w*|\bexpir(?:e|es|ing)\b"
)
_KIND_OF = (
    ("complaint", r"complain(?:s|ed|ing)?(?: about| of| over)?|"
                  r"(?:are |were )?(?:unhappy|angry|frustrated) (?:with|about|over|by)"),
    ("request", r"(?:ask(?:s|ed|ing)? for|request(?:s|ed|ing)?|want(?:s|ed|ing)?)"),
    ("praise", r"prais(?:e|es|ed|ing)|lov(?:e|es|ed|ing)"),
    ("", r"mention(?:s|ed|ing)?|talk(?:s|ed|ing)? (?:about|of)|sp(?:eak|eaks|oke|eaking) (?:about|of)|"
         r"report(?:s|ed|ing)?|rais(?:e|es|ed|ing)|"
         r"(?:are |were )?(?:hit|affected) by|suffer(?:s|ed|ing)? from|"
         r"(?:have |had |has )?(?:problems?|issues?|trouble) with|(?:is |are )?behind|exposed to"),
)  # fmt: skip
_SPOKE = {"complaint": "complained of", "request": "asked for", "praise": "praised", "": "spoke of"}
_NEVER = r"(?:never|not|(?:have|has|did|do|does)n['’]?t)\s+(?:yet |ever |once )?"
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bno|\bnever|\bwithout|\bexcept(?: for)?|\bexcluding|\bother than|\bnone)\b(?: \w+){0,2} ?$"
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What accounts must fulfil, all of it. ``limits``: as the tool takes them; ``spoke_not``: those who did
    not speak of it; ``words``: each condition in words; ``rest``: the question without them, in small letters."""

    limits: tuple[tuple[str, float], ...] = ()
    band: str = ""
    renewing: bool = False
    mark: str = ""
    stage: str = ""
    spoke_of: str = ""
    spoke_kind: str = ""
    spoke_not: bool = False
    rest: str = ""
    words: tuple[str, ...] = field(default=())

    @property
    def many(self) -> int:
        """How many they are."""
        return len(self.words) + self.renewing

    @property
    def numeric(self) -> bool:
        """Whether one is a limit."""
        return bool(self.limits)


def read_conditions(matter: str) -> Conditions:
    """The conditions in ``matter``, a question without its names and times."""
    return _Reader(" ".join(matter.casefold().split())).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._limits: dict[str, float] = {}
        self._words: list[str] = []

    def read(self) -> Conditions:
        spoke_of, kind, spoke_not = self._spoken()
        self._between()
        for pattern in _HEALTH:
            self._limit(pattern, "health", 1.0)
        for pattern in _ARR:
            self._limit(pattern, "arr", 12.0)
        band = self._one_of(_BANDS, "health {}")
        mark = self._one_of(_MARKS, "{}")
        stage = self._one_of(_STAGES, "{}")
        renewing = self._take(_RENEWING) is not None
        return Conditions(
            tuple(self._limits.items()),
            band,
            renewing,
            mark,
            stage,
            spoke_of,
            kind,
            spoke_not,
            self._text,
            tuple(self._words),
        )

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place where ``pattern`` stands and is not negated; it is blanked."""
        for found in pattern.finditer(self._text):
            if _NEGATED.search(self._text[: found.start()]):
                continue
            self._text = self._text[: found.start()] + " " * len(found[0]) + self._text[found.end() :]
            return found
        return None

    def _one_of(self, named: tuple[tuple[str, str], ...], said: str) -> str:
        for name, pattern in named:
            if self._take(re.compile(pattern)) is not None:
                self._words.append(said.format(name))
                return name
        return ""

    def _between(self) -> None:
        if (found := self._take(_BETWEEN)) is not None:
            low, high = sorted((_value(found[1]), _value(found[2])))
            self._limits |= {"health_from": low, "health_below": math.nextafter(high, math.inf)}
            self._words.append(f"health between {found[1]} and {found[2]}")

    def _limit(self, pattern: re.Pattern[str], what: str, a_year: float) -> None:
        while (found := self._take(pattern)) is not None:
            groups = found.groups()[1:]
            value = _value(groups[0] or "0")
            if what == "arr":
                value *= _SCALE.get(groups[1] or "", 1.0)
                value *= a_year if found["monthly"] or "mrr" in found[0] else 1.0
            how = found["how"]
            if re.fullmatch(_BELOW, how):
                self._limits[f"{what}_below"] = math.nextafter(value, math.inf) if how in _WITHIN else value
            else:
                self._limits[f"{what}_from"] = value if how in _AT_LEAST else math.nextafter(value, math.inf)
            shown = f"{value:,.0f} a year" if what == "arr" else groups[0]
            self._words.append(f"{'ARR' if what == 'arr' else what} {how} {shown}")

    def _spoken(self) -> tuple[str, str, bool]:
        """The matter that they spoke of, how, and whether it is asked who did not."""
        for kind, verbs in _KIND_OF:
            for lead in (_NEVER, ""):
                found = self._take(
                    re.compile(rf"\b{lead}(?:{verbs})\s+(?:the |our |your |a |an )?(?P<of>\S.*?){_ENDS}")
                )
                if found is None:
                    continue
                of = found["of"].strip()
                self._words.append(f"{'never ' if lead else ''}{_SPOKE[kind]} “{of}”")
                return of, kind, bool(lead)
        return "", "", False


def _value(number: str) -> float:
    return float(number.replace(",", "").rstrip("."))
