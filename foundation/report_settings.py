"""Settings of reports: which sections stand in which order, and what a masked copy leaves out."""

from __future__ import annotations

from pydantic import Field

from foundation.sections import _Section


class ReportSettings(_Section):
    """``sections`` of the monthly report in their order, by key; empty for all. ``min_accounts``: in a masked copy a
    theme that fewer accounts raised is left out. ``quotes``: how many a theme shows at most."""

    sections: tuple[str, ...] = ()
    min_accounts: int = Field(default=5, ge=2, le=1000)
    quotes: int = Field(default=3, ge=0, le=10)
