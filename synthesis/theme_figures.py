"""The ids by which ``nrr explain`` opens what is printed of a theme: ``theme:ID/arr@2026-10``.

Keeps the rule that a printed figure and its id are made in one place, whoever prints it. A cut by segment or tier
stands behind a question mark, as in an address: ``theme:ID/arr@2026-10?tier=Tier+1``.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from foundation.months import Month

FAMILY = "theme"
SAID_FAMILY = "said"

OPENED = ("statements", "accounts", "arr", "at_risk", "at_risk_low", "at_risk_high", "largest_share")
"""What of a theme opens: counts of the month, ARR once an account, ARR at risk with both ends of its interval, the
largest account's share of the ARR."""


def theme_figure(theme: str, what: str, month: Month, cut: Mapping[str, str] | None = None) -> str:
    """The id of one of ``OPENED`` of the theme in ``month``, among the accounts of ``cut`` (``segment``, ``tier``)."""
    narrowed = urlencode(sorted((cut or {}).items()))
    return f"{FAMILY}:{theme}/{what}@{month}" + (f"?{narrowed}" if narrowed else "")


def said_figure(account: str, month: Month, theme: str = "") -> str:
    """The id of how many statements of an account the window of ``month`` holds, in one ``theme`` or in all."""
    return f"{SAID_FAMILY}:{account}{f'/{theme}' if theme else ''}@{month}"
