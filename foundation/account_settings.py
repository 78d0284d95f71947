"""Settings of the account book: which accounts count together, and what foreign money is worth."""

from __future__ import annotations

from foundation.sections import _Section


class AccountSettings(_Section):
    """``roll_up_subsidiaries``: whether an account with a parent counts for the topmost one of its family."""

    roll_up_subsidiaries: bool = False
