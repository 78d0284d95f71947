"""Champions, candidates for the advisory board, and experts.

champion    mean NPS score of the recent days >= 9 and use deeper than the lower half of its segment's
candidate   an executive who is there, of an account that pays and is no detractor (mean score >= 7 or none).
            points of 100 = 50 x share of the book's ARR that is paid by accounts no larger + 20 x score / 10 +
            15 x depth + 15 for taking part in the community lately; an unknown score or depth counts half. A
            board speaks for the revenue, so that size weighs as much as all else: by its rank alone a small
            account that takes part would pass one ten times its size. One seat an account, and no segment
            more than half of the seats while others wait.
expert      two answers or templates on a topic within a year; most of them first, templates before answers
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from accounts.community.figures import BoardCandidate, Champion, Expert, Score, ThemeWords
from accounts.community.members import Members, since
from foundation.nps import is_detractor
from foundation.outcome_settings import CommunitySettings
from foundation.text import folded

if TYPE_CHECKING:
    import pandas as pd

_EXECUTIVE = (
    "executive",
    "exec",
    "c-level",
    "c level",
    "vp",
    "director",
    "chief",
    "ceo",
    "cfo",
    "cto",
    "coo",
    "cio",
)
_UNKNOWN = 0.5
_EXPERT_DAYS = 365
_LEAST_HELPS = 2
_HELPS = ("answer", "template")

BOARD_WANTED = 12

Scores = Mapping[str, Score]
"""What each account that answered lately gave."""


def champions(
    members: Members, scores: Scores, depths: Mapping[str, float], params: CommunitySettings
) -> tuple[Champion, ...]:
    """Promoters with deep use, the largest ARR first."""
    found = [
        Champion(account, scores[account], depths[account], arr, members.champions.get(account, ()))
        for account, arr in members.arr.items()
        if account in scores
        and scores[account].latest >= params.champion_score
        and depths.get(account, 0.0) >= 1 - params.deep_share
    ]
    return tuple(sorted(found, key=lambda one: (-one.arr, one.account)))


def board(
    members: Members, scores: Scores, depths: Mapping[str, float], params: CommunitySettings
) -> tuple[BoardCandidate, ...]:
    """Executives to ask, best first, as many as there are seats; critics stand last."""
    recent = set(since(members.community, members.as_of, params.recent_days)["account"])
    size = _share_up_to(members.arr)
    asked: dict[str, BoardCandidate] = {}
    for row in members.contacts.to_dict("records"):
        account = str(row["account"])
        if account not in size or not _executive(str(row["level"])):
            continue
        score, deep = scores[account].mean if account in scores else None, depths.get(account)
        parts = {
            "arr": params.board_arr * size[account],
            "score": params.board_score * (_UNKNOWN if score is None else score / 10),
            "depth": params.board_depth * (_UNKNOWN if deep is None else deep),
            "taking_part": params.board_taking_part * (account in recent),
        }
        one = BoardCandidate(
            account=account,
            person=str(row["name"]),
            function=str(row["function"]),
            segment=members.segments.get(account, ""),
            arr=members.arr[account],
            points=fsum(parts.values()),
            parts=parts,
            score=score,
            depth=deep,
            took_part=account in recent,
            last_contact=_day_by(row["last_contact"], members.as_of),
            critic=score is not None and is_detractor(score),
        )
        if account not in asked or _met(one) < _met(asked[account]):
            asked[account] = one
    ranked = sorted(asked.values(), key=lambda one: (-one.points, -one.arr, one.account))
    willing = _seated([one for one in ranked if not one.critic], params.board_seats)
    empty = min(BOARD_WANTED, params.board_seats) - len(willing)
    critics = _seated([one for one in ranked if one.critic], max(0, empty))
    return (*willing, *critics)


def _share_up_to(arr: Mapping[str, float]) -> dict[str, float]:
    """By account, the share of all ARR that accounts pay which pay no more than it."""
    order = sorted(arr.values())
    reached, total = list(accumulate(order)), fsum(order)
    return {account: reached[bisect_right(order, paid) - 1] / total for account, paid in arr.items()}


def experts(members: Members, themes: Sequence[ThemeWords]) -> tuple[Expert, ...]:
    """Those who help on each topic, by topic, the most helpful first."""
    rows = helps(members)
    found = []
    for (topic, who, account), own in rows.groupby(["topic", "who", "account"]):
        kinds = Counter(own["kind"])
        if kinds.total() >= _LEAST_HELPS:
            about = tuple(theme.theme for theme in themes if speaks_of(str(topic), theme))
            last = own["date"].max().date()
            found.append(
                Expert(str(topic), str(who), str(account), kinds["answer"], kinds["template"], last, about)
            )
    return tuple(
        sorted(found, key=lambda one: (one.topic, -(one.answers + one.templates), -one.templates, one.person))
    )


def helps(members: Members) -> pd.DataFrame:
    """Answers and templates of a year on a topic, of accounts that pay; ``kind`` says which of the two."""
    rows = since(members.community, members.as_of, _EXPERT_DAYS)
    rows = rows[rows["account"].isin(list(members.arr)) & (rows["topic"] != "")]
    activity = rows["activity"].str.casefold()
    kind = np.where(activity.str.contains("template"), "template", "answer")
    return rows.assign(kind=kind)[activity.str.contains("|".join(_HELPS))]


def speaks_of(topic: str, theme: ThemeWords) -> bool:
    """Whether every word of a community topic is among the words that a theme is known by."""
    words = words_of(topic)
    return bool(words) and words <= theme.words


def words_of(text: str) -> frozenset[str]:
    """The words of a text, lower case, without a plural's s."""
    cleaned = "".join(char if char.isalnum() else " " for char in folded(text))
    return frozenset(_singular(word) for word in cleaned.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _executive(level: str) -> bool:
    words = level.casefold().replace("/", " ").split()
    return any(word in words or word == level.casefold().strip() for word in _EXECUTIVE)


def _day_by(value: pd.Timestamp, as_of: date) -> date | None:
    import pandas as pd

    if pd.isna(value) or value.date() > as_of:
        return None
    day: date = value.date()
    return day


def _met(one: BoardCandidate) -> tuple[int, str]:
    """Whom to ask of one account: the one met last, then by name."""
    return (-(one.last_contact or date.min).toordinal(), one.person)


def _seated(ranked: Sequence[BoardCandidate], seats: int) -> tuple[BoardCandidate, ...]:
    most = max(1, (seats + 1) // 2)
    taken: list[BoardCandidate] = []
    waiting: list[BoardCandidate] = []
    held: Counter[str] = Counter()
    for one in ranked:
        if len(taken) == seats:
            break
        if held[one.segment] < most:
            held[one.segment] += 1
            taken.append(one)
        else:
            waiting.append(one)
    taken += waiting[: seats - len(taken)]
    return tuple(sorted(taken, key=lambda one: (-one.points, -one.arr, one.account)))
