"""What an account that left had left for, and that was mended since: themes that a person resolved.

Keeps the rule that a theme counts only where the reason on record is about it: the reason shares a word with the
theme's name, or with what the account itself said in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbooks.account_brief import BriefChange
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from workspace.tools.session import Session


def mended_for(session: Session, account: str) -> tuple[BriefChange, ...]:
    """What ``account`` (an id) left for that was mended after it left; none for one that is here."""
    left = session.departures.get(account)
    if left is None or not session.months:
        return ()
    reason = matter(left.reason)
    own: dict[str, set[str]] = {}
    for said in session.by_account.get(account, ()):
        theme = session.theme_of.get(said.id)
        if theme is not None:
            own.setdefault(theme.theme.id, set()).update(matter(said.text))
    found = []
    for theme in session.run().themes:
        mended = theme.resolved
        if mended is None or not left.day < mended.on <= session.day:
            continue
        if reason & (matter(theme.theme.label) | own.get(theme.theme.id, set())):
            found.append(BriefChange(theme.theme.label, mended.on))
    return tuple(found)


def matter(text: str) -> set[str]:
    """Stems of the words that could name what a text is about."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {stem_of(word) for word in words if word not in STOP_WORDS}
