"""What the data cannot answer, told before an answer is made: another account, a time that it does not reach, a thing
that no table keeps. The nearest other thing is never given for it.
"""

from __future__ import annotations

from difflib import get_close_matches

from assistant.matters import stems
from assistant.offline.entities import Entities
from assistant.offline.intents import Asked, Intent
from assistant.offline.spelling import folded
from assistant.offline.vocabulary import Vocabulary
from assistant.offline.words import day, listed
from assistant.offline.writing import Writing
from foundation.text import one_line

_OF_ONE = (
    Intent.WHY_AT_RISK,
    Intent.AT_RISK,
    Intent.WHY_LEFT,
    Intent.HAPPY,
    Intent.HEALTH,
    Intent.FACTS,
    Intent.CONTACTS,
    Intent.RENEWALS,
    Intent.HOW_MUCH,
    Intent.NEXT,
    Intent.DRAFT,
    Intent.COMPARE,
)
"""Of which a word that is written small may stand for an account."""
_OF_WORDS = (Intent.WHO_SAID, Intent.ABOUT, Intent.UNKNOWN, Intent.NOT_HELD)


def refused(writing: Writing) -> bool:
    """Whether the data cannot hold the answer; it is then said."""
    asked, named, vocabulary = writing.asked, writing.named, writing.vocabulary
    ends = f"it ends on {day(vocabulary.day.isoformat())}, and nothing in it tells of {named.times.future}"
    if asked.intent is Intent.NOT_HELD:
        beyond = f" Also, {ends}." if named.times.future else ""
        writing.absent(
            "Not in the data: this workspace holds customers' feedback, revenue, health, contacts and use, and nothing "
            f"of {asked.missing}.{beyond}"
        )
        return True
    if named.ambiguous and not named.accounts:
        said, held = named.ambiguous[0]
        names = [f"{one.name} ({one.id})" for one in held[:6]]
        more = f", among {len(held)}" if len(held) > 6 else ""
        writing.absent(
            f"Not in the data as asked: which account is meant by {said}: {' or '.join(names)}{more}?"
        )
        return True
    if _lacks_account(writing):
        return True
    if named.times.future and asked.intent is not Intent.RENEWALS:
        writing.absent(f"Not in the data: {ends}.")
        return True
    return _before_all(writing, asked, named, vocabulary)


def _lacks_account(writing: Writing) -> bool:
    """Whether an account is asked about that is not there."""
    asked, named, vocabulary = writing.asked, writing.named, writing.vocabulary
    asked_of_one = not named.accounts or asked.intent is Intent.COMPARE
    subject = named.subject if asked_of_one else ""
    if not subject[:1].isupper() and (asked.intent not in _OF_ONE or len(named.accounts) > 1):
        subject = ""
    if asked.intent in _OF_WORDS:
        wanted = subject if subject[:1].isupper() and asked.intent is not Intent.WHO_SAID else ""
    else:
        wanted = (
            next((one for one in named.unknown if not named.accounts or asked.intent is Intent.COMPARE), "")
            or subject
        )
    if not wanted:
        return False
    if not wanted[:1].isupper() and asked.intent is not Intent.COMPARE and _is_a_matter(writing, wanted):
        return True
    if vocabulary.scope is not None:
        writing.absent(
            f"Not in the data that this conversation may look at: it is about {vocabulary.scope.name} alone, and "
            "nothing is said here of any other account."
        )
        return True
    near = _near_names(vocabulary, wanted)
    hint = (
        f" Did you mean {listed(near[:-1]) + ' or ' + near[-1] if len(near) > 1 else near[0]}?"
        if near
        else ""
    )
    writing.absent(f"Not in the data: it holds no account called {one_line(wanted, 80)}.{hint}")
    return True


def _is_a_matter(writing: Writing, wanted: str) -> bool:
    """Whether customers speak of ``wanted``; what they say is then the answer."""
    if not stems(wanted):
        return False
    found = writing.call("search_feedback", words=wanted, limit=5)
    if found.empty:
        return False
    writing.say(
        f"{wanted} is no account; customers made {found.data['statements']} statements that speak of it"
    )
    writing.quote(found.evidence, 5)
    return True


def _near_names(vocabulary: Vocabulary, wanted: str) -> list[str]:
    by_name = {folded(one.name): one for one in vocabulary.accounts}
    near = get_close_matches(folded(wanted), list(by_name), n=3, cutoff=0.65)
    return [f"{by_name[name].name} ({by_name[name].id})" for name in near]


def _before_all(writing: Writing, asked: Asked, named: Entities, vocabulary: Vocabulary) -> bool:
    """Whether the times asked about lie before everything that is known; it is then said."""
    if not named.times.periods or asked.intent in (Intent.LEFT, Intent.WHY_LEFT):
        return False
    begins = [
        one for one in (vocabulary.window[0] if vocabulary.window else None, vocabulary.first_revenue) if one
    ]
    if asked.intent in (Intent.TOP_THEMES, *_OF_WORDS) and vocabulary.window:
        begins = [vocabulary.window[0]]
    last = max(one.until for one in named.times.periods)
    if begins and last < min(begins):
        said = named.times.periods[0].said
        writing.absent(
            f"Not in the data: it begins with {min(begins).title}, and nothing in it tells of {said}."
        )
        return True
    return False
