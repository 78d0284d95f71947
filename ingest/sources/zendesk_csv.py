"""Zendesk's ticket CSV: who, when, how it stands and how it was rated, but not a word of what was said.

Its tickets are kept as metadata under the ids of the JSON export, which fills them in whenever it comes.
"""

from __future__ import annotations

from ingest.records import Opened
from ingest.sources.ticket_tables import TicketForm, form_table, headed
from ingest.sources.zendesk_tickets import SYSTEM

_OWN = frozenset({"summationcolumn", "requesterid", "satisfactionscore", "assignedat", "reopens"})
FORM = TicketForm(
    SYSTEM,
    form_table(
        {
            "email": ("requester email",),
            "name": ("requester",),
            "external": ("requester external id",),
            "domain": ("requester domain",),
            "requester_key": ("requester id",),
            "score": ("satisfaction score",),
        },
        "external",
        "domain",
        "requester_key",
        "submitter",
        "score",
    ),
    textless="Zendesk's ticket CSV holds no ticket text, so its tickets are kept as metadata only; for what "
    "was said export JSON (Admin Center > Account > Tools > Reports, JSON) or use the incremental API",
    spaced_tags=True,
    scores={"good": 5.0, "good with comment": 5.0, "bad": 1.0, "bad with comment": 1.0},
)


def is_ticket_csv(file: Opened) -> bool:
    """Whether a table is Zendesk's own ticket CSV."""
    return len(headed(file) & _OWN) >= 2
