"""The vendors that can be pulled from, by name."""

from __future__ import annotations

from ingest.pulls import delighted, gong, hubspot, intercom, zendesk
from ingest.pulls.streams import Vendor

VENDORS: dict[str, Vendor] = {
    module.VENDOR.name: module.VENDOR for module in (zendesk, intercom, hubspot, delighted, gong)
}
