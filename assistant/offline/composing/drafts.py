"""Answers that are a draft: the play that is asked for, or the one that is due, for one account."""

from __future__ import annotations

import re

from assistant.offline.words import counted, day
from assistant.offline.writing import Writing

_MESSAGE = re.compile(r"\b(?:message|e-?mails?|mail|note|letter|reply|answer)\b", re.IGNORECASE)


def draft_for(writing: Writing) -> None:
    """What is drafted, by whom it begins and when; the draft itself stands below the answer."""
    account = writing.named.account
    if account is None:
        writing.say("A draft is for one account: name it, as in “draft a win-back message for ACCOUNT”")
        return
    asked = writing.question.casefold().replace("winback", "win-back").replace("win back", "win-back")
    play = next(
        (name for name in sorted(writing.vocabulary.plays, key=len, reverse=True) if name in asked), ""
    )
    if not play and re.search(r"\brenewals?\b", asked):
        play = "renewal talk"
    tool = "draft_message" if _MESSAGE.search(asked) else "draft_playbook"
    found = writing.call(tool, account=account.id, play=play)
    if found.draft is None:
        writing.say(f"No play is due for {account.name}; name one to have it drafted all the same")
        return
    data = found.data
    steps = f" of {counted(data['steps'], 'step')}, from {day(data['first_day'])} to {day(data['last_day'])}"
    what = "Its messages are" if tool == "draft_message" else f"The play{steps} is"
    writing.say(f"{account.name}: {data['play']}")
    writing.say(f"{what} drafted below from its facts and its own words; nothing is sent")
    if data["left_out_because_not_known"]:
        writing.leave_out(f"what is not known of it: {', '.join(data['left_out_because_not_known'])}")
