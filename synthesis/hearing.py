"""What a month is weighed from, and who said what in it: everything that depends on no amount, so that other
weights or another book can be tried on it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from foundation.months import Month
from foundation.settings import PrioritySettings
from synthesis.nps_impact import MonthAnswers, SurveyAnswer, month_answers
from synthesis.themes import Statement, Theme, ThemeStatus, UnclusteredReason
from synthesis.voices import NO_THEME, Voice, echoes_of, theme_index, voices_again, voices_of


@dataclass(frozen=True, slots=True)
class WeighInputs:
    """``statements`` are those of the window; one in no theme is unclustered (``alone`` without a reason).

    ``arr_by_account`` holds paying accounts at the month's end (empty: no revenue data), ``risk_by_account``
    0-1 (empty: not scored). ``statuses`` by theme id win over computed ones. ``active_accounts`` is what
    coverage counts against where there is no revenue data. ``answers`` are the month's survey answers, with
    words or without; ``segments`` and ``tiers`` lead from accounts to the name of theirs. ``same_words`` (see
    ``voices_of``) saves looking for copies, ``echoes``, those of an earlier weighing of the same statements,
    saves it altogether.
    """

    themes: Sequence[Theme]
    statements: Sequence[Statement]
    unclustered: Mapping[str, UnclusteredReason]
    month: Month
    arr_by_account: Mapping[str, float]
    risk_by_account: Mapping[str, float] = field(default_factory=dict)
    params: PrioritySettings = field(default_factory=PrioritySettings)
    window_months: int = 12
    min_quotes: int = 2
    statuses: Mapping[str, ThemeStatus] = field(default_factory=dict)
    active_accounts: Collection[str] = ()
    answers: Sequence[SurveyAnswer] = ()
    segments: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[str, str] = field(default_factory=dict)
    same_words: Mapping[str, str] | None = None
    echoes: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who said what, ready to be weighed: ``themes`` by id, all ``voices``, those of each theme, the month's
    (``now``) and those of each theme, the ids of the statements that only repeat one, the survey answers."""

    themes: tuple[Theme, ...]
    voices: tuple[Voice, ...]
    of_theme: tuple[tuple[Voice, ...], ...]
    now: tuple[Voice, ...]
    now_of_theme: tuple[tuple[Voice, ...], ...]
    echoes: tuple[str, ...]
    answers: MonthAnswers

    def leave_out(self, accounts: Collection[str]) -> Hearing:
        """The same without everything that these accounts said."""
        return replace(
            self,
            voices=_others(self.voices, accounts),
            of_theme=tuple(_others(voices, accounts) for voices in self.of_theme),
            now=_others(self.now, accounts),
            now_of_theme=tuple(_others(voices, accounts) for voices in self.now_of_theme),
            answers=self.answers.leave_out(accounts),
        )


def hear(inputs: WeighInputs) -> Hearing:
    """The statements as they count. This is the slow part of weighing, and depends on no amount."""
    themes = tuple(sorted(inputs.themes, key=lambda theme: theme.id))
    if inputs.echoes is None:
        voices = voices_of(inputs.statements, themes, inputs.same_words)
        echoes = echoes_of(inputs.statements, voices)
    else:
        voices = voices_again(inputs.statements, themes, inputs.echoes)
        echoes = tuple(sorted(inputs.echoes))
    now = tuple(voice for voice in voices if voice.month == inputs.month)
    return Hearing(
        themes=themes,
        voices=voices,
        of_theme=_by_theme(voices, len(themes)),
        now=now,
        now_of_theme=_by_theme(now, len(themes)),
        echoes=echoes,
        answers=month_answers(inputs.answers, inputs.statements, theme_index(themes), echoes, inputs.month),
    )


def _by_theme(voices: Sequence[Voice], themes: int) -> tuple[tuple[Voice, ...], ...]:
    found: list[list[Voice]] = [[] for _ in range(themes)]
    for voice in voices:
        if voice.theme != NO_THEME:
            found[voice.theme].append(voice)
    return tuple(map(tuple, found))


def _others(voices: Sequence[Voice], accounts: Collection[str]) -> tuple[Voice, ...]:
    return tuple(voice for voice in voices if voice.statement.account_id not in accounts)
