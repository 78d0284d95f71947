"""Who solved what hurts somebody else now.

    hurting    a pain, wish or question within a theme in the last 90 days
    helper     pays, does not hurt from it, and, the strongest first: gave a template or an answer on the theme's
               topic within a year; praises it within the recent days; or had it, then said nothing of it for 180
               days or more while it went on speaking of other things (one that fell silent solved nothing we know of)

Each hurting account gets a few helpers a theme: the strongest, then those of its own segment, of its industry, the
newest. Nobody is asked to help more than five others; those with the most ARR at stake come first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.community.figures import Help, PeerMatch, ThemeWords, Voice
from accounts.community.members import Members, since
from accounts.community.people import speaks_of
from foundation.outcome_settings import CommunitySettings

_HURTS_DAYS = 90
_QUIET_DAYS = 180
_GAVE_DAYS = 365
_MOST_ASKED = 5
_SHOWN_ITEMS = 3
_STRENGTH = {Help.GAVE: 0, Help.PRAISES: 1, Help.QUIET: 2}


@dataclass(frozen=True, slots=True)
class _Helper:
    account: str
    help: Help
    why: str
    person: str
    day: date


def peer_matches(
    members: Members, themes: Sequence[ThemeWords], voices: Sequence[Voice], params: CommunitySettings
) -> tuple[PeerMatch, ...]:
    """Matches by theme in the order given, then the hurting account with the largest ARR first."""
    heard = [voice for voice in voices if voice.day <= members.as_of and voice.account in members.arr]
    by_theme: dict[str, list[Voice]] = defaultdict(list)
    spoke: dict[str, date] = {}
    for voice in sorted(heard, key=lambda one: (one.day, one.item, one.account)):
        by_theme[voice.theme].append(voice)
        spoke[voice.account] = voice.day
    asked: Counter[str] = Counter()
    found: list[PeerMatch] = []
    for theme in themes:
        own = by_theme.get(theme.theme, [])
        hurting = _hurting(own, members.as_of)
        helpers = _helpers(members, theme, own, spoke, params)
        able = [one for one in helpers.values() if one.account not in hurting]
        for account in sorted(hurting, key=lambda one: (-members.arr[one], one)):
            fit = sorted(able, key=lambda one: _fit(members, account, one))
            for helper in [one for one in fit if asked[one.account] < _MOST_ASKED][: params.peers_each]:
                asked[helper.account] += 1
                found.append(_match(theme, hurting[account], helper))
    return tuple(found)


def _hurting(voices: Sequence[Voice], as_of: date) -> dict[str, list[Voice]]:
    """By account what it said of its pain lately, oldest first."""
    start = as_of - timedelta(days=_HURTS_DAYS)
    found: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if not voice.praise and voice.day > start:
            found[voice.account].append(voice)
    return dict(found)


def _helpers(
    members: Members,
    theme: ThemeWords,
    voices: Sequence[Voice],
    spoke: Mapping[str, date],
    params: CommunitySettings,
) -> dict[str, _Helper]:
    """The strongest reason why each account can help, by account."""
    as_of = members.as_of
    found: dict[str, _Helper] = {}
    pains = {voice.account: voice.day for voice in voices if not voice.praise}
    for account, day in pains.items():
        quiet = (as_of - day).days
        if quiet >= _QUIET_DAYS and (spoke[account] - day).days >= _HURTS_DAYS:
            why = f"is quiet on it since {day}, spoke on {spoke[account]}"
            found[account] = _Helper(account, Help.QUIET, why, _first(members, account), day)
    for voice in voices:
        if voice.praise and (as_of - voice.day).days < params.recent_days:
            why = f"praised it on {voice.day}"
            found[voice.account] = _Helper(
                voice.account, Help.PRAISES, why, _first(members, voice.account), voice.day
            )
    gave = since(members.community, as_of, _GAVE_DAYS).sort_values(["date", "who"])
    for row in gave[gave["account"].isin(list(members.arr))].to_dict("records"):
        kind = str(row["activity"]).casefold()
        if ("answer" in kind or "template" in kind) and speaks_of(str(row["topic"]), theme):
            day, account = row["date"].date(), str(row["account"])
            why = f"gave {'a template' if 'template' in kind else 'an answer'} on {row['topic']} on {day}"
            found[account] = _Helper(account, Help.GAVE, why, str(row["who"]), day)
    return found


def _first(members: Members, account: str) -> str:
    return next(iter(sorted(members.champions.get(account, ()))), "")


def _fit(members: Members, account: str, helper: _Helper) -> tuple[object, ...]:
    segment = members.segments.get(account, "") or None
    industry = members.industries.get(account, "") or None
    return (
        _STRENGTH[helper.help],
        members.segments.get(helper.account) != segment,
        members.industries.get(helper.account) != industry,
        -helper.day.toordinal(),
        helper.account,
    )


def _match(theme: ThemeWords, pain: Sequence[Voice], helper: _Helper) -> PeerMatch:
    newest = pain[::-1]
    return PeerMatch(
        theme=theme.theme,
        label=theme.label,
        hurting=newest[0].account,
        hurt_on=newest[0].day,
        items=tuple(dict.fromkeys(voice.item for voice in newest))[:_SHOWN_ITEMS],
        helper=helper.account,
        person=helper.person,
        help=helper.help,
        why=helper.why,
        since=helper.day,
    )
