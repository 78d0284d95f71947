"""Settings of the account book: which accounts count together, and what foreign money is worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from foundation.sections import _Section

CurrencyCode = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Rate = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""What one unit of a currency is worth in the workspace's. One rate for all months: with a rate a month, a
currency that moves would look like customers that pay more or less."""


class AccountSettings(_Section):
    """``roll_up_subsidiaries``: whether an account with a parent counts for the topmost one of its family. ``me``:
    the owner whose accounts the app shows as mine, as the book spells the name."""

    roll_up_subsidiaries: bool = False
    me: str = ""
