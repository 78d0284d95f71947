"""What the month's NPS would be without those who raised a theme.

NPS = 100 x (promoters - detractors) / answers; promoters gave 9 or 10, detractors 0 to 6, of 0 to 10. All
answers of the month count, whether they came with words or not; an answer counts once, and is in a theme when
any of its statements is. Too few answers say nothing: under 10 in the month, or under 3 in the theme or outside
it, there is no figure.

An answer that only repeats words of its account counts where its score or the person who gave it is another
one, so that an answer pasted again moves nothing. It says what the answers with the theme have in common, not
what the theme has done to the score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from foundation.months import Month
from foundation.nps import PROMOTER_FROM, is_detractor
from synthesis.figures import NpsImpact
from synthesis.themes import Statement

_LEAST_ANSWERS = 10
_LEAST_IN_THEME = 3
_BEST = 10


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One answer on the NPS scale. ``person`` is an opaque key of who gave it, ``""`` where nobody knows."""

    item_id: str
    account_id: str | None
    day: date
    score: float
    person: str = ""


@dataclass(frozen=True, slots=True)
class MonthAnswers:
    """The month's answers that count, and in which themes they have words (index of theme to item ids)."""

    scores: Mapping[str, float]
    accounts: Mapping[str, str | None]
    in_theme: Mapping[int, frozenset[str]]

    @property
    def score(self) -> float | None:
        """The month's NPS; None with too few answers."""
        return nps(self.scores.values()) if len(self.scores) >= _LEAST_ANSWERS else None

    def impact(self, theme: int) -> NpsImpact | None:
        """The score with and without the theme of that index; None with too few answers to say."""
        inside = self.in_theme.get(theme, frozenset())
        outside = len(self.scores) - len(inside)
        if self.score is None or min(len(inside), outside) < _LEAST_IN_THEME:
            return None
        without = nps(score for item, score in self.scores.items() if item not in inside)
        return NpsImpact(self.score, without, len(self.scores), len(inside))

    def leave_out(self, accounts: Collection[str]) -> MonthAnswers:
        """The same without the answers of these accounts."""
        gone = {item for item, account in self.accounts.items() if account in accounts}
        return MonthAnswers(
            {item: score for item, score in self.scores.items() if item not in gone},
            {item: account for item, account in self.accounts.items() if item not in gone},
            {theme: items - gone for theme, items in self.in_theme.items()},
        )


def month_answers(
    answers: Iterable[SurveyAnswer],
    statements: Iterable[Statement],
    themes: Mapping[str, int],
    echoes: Collection[str],
    month: Month,
) -> MonthAnswers:
    """The answers of ``month``. Scores of statements whose answer is not among ``answers`` count as well;
    ``themes`` leads from statement ids to the index of their theme; ``echoes`` only repeat other words."""
    said = [one for one in statements if one.score is not None and Month.of(one.day) == month]
    known = {answer.item_id: answer for answer in answers}
    for one in said:
        if one.item_id not in known and one.score is not None:
            known[one.item_id] = SurveyAnswer(one.item_id, one.account_id, one.day, one.score)
    wanted = {
        item: answer
        for item, answer in sorted(known.items())
        if Month.of(answer.day) == month and 0 <= answer.score <= _BEST
    }
    kept = _own(wanted, said, frozenset(echoes))
    in_theme: dict[int, set[str]] = {}
    for one in said:
        if one.item_id in kept and one.id in themes:
            in_theme.setdefault(themes[one.id], set()).add(one.item_id)
    return MonthAnswers(
        {item: answer.score for item, answer in kept.items()},
        {item: answer.account_id for item, answer in kept.items()},
        {theme: frozenset(items) for theme, items in in_theme.items()},
    )


def nps(scores: Iterable[float]) -> float:
    """-100 to 100; 0 without scores."""
    given = list(scores)
    promoters = sum(score >= PROMOTER_FROM for score in given)
    detractors = sum(is_detractor(score) for score in given)
    return 100 * (promoters - detractors) / len(given) if given else 0.0


def _own(
    answers: Mapping[str, SurveyAnswer], said: Iterable[Statement], echoes: frozenset[str]
) -> dict[str, SurveyAnswer]:
    """The answers, less those that only paste what their account has said with the same score."""
    spoken: set[str] = set()
    fresh: set[str] = set()
    for one in said:
        spoken.add(one.item_id)
        if one.id not in echoes or one.account_id is None:
            fresh.add(one.item_id)
    pasted = spoken - fresh
    kept = {item: answer for item, answer in answers.items() if item not in pasted}
    seen = {_who(answer) for answer in kept.values()}
    for item in sorted(pasted & answers.keys()):
        if _who(answers[item]) not in seen:
            seen.add(_who(answers[item]))
            kept[item] = answers[item]
    return kept


def _who(answer: SurveyAnswer) -> tuple[str | None, str, float]:
    return answer.account_id, answer.person, answer.score
