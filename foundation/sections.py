"""What every section of the settings is: read-only, and strict, so that a typo never silently means "default"."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
