"""What help desks mean by their words for how urgent a ticket is and where it stands."""

from __future__ import annotations

import re

_SEVERITIES = (
    (re.compile(r"urgent|critical|blocker|highest|emergency|\bp1\b|\bsev(?:erity)?[\s-]?1\b", re.I), 1.0),
    (re.compile(r"high|major|\bp2\b|\bsev(?:erity)?[\s-]?2\b", re.I), 0.6),
    (re.compile(r"low|minor|trivial|\bp[45]\b", re.I), 0.15),
)
_NORMAL = 0.3
_UNSOLVED = re.compile(r"\b(?:un|not |in)(?:re)?(?:solved|closed|done|complete)|re-?opened|to ?do", re.I)
_SOLVED = re.compile(r"solved|closed|done|complete|cancel|spam|deleted|merged|fixed", re.I)


def severity_of(priority: str) -> float:
    """What one ticket of that priority weighs: urgent 1, high 0.6, low 0.15; normal, none or another word 0.3."""
    return next((weight for words, weight in _SEVERITIES if words.search(priority)), _NORMAL)


def is_solved(status: str) -> bool:
    """Whether a ticket of that status needs nothing more; an empty status tells nothing and is not solved."""
    return bool(_SOLVED.search(status)) and not _UNSOLVED.search(status)
