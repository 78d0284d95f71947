"""Salesforce cases, from a data export (``CaseNumber``, ``SuppliedEmail``) or a report (``Case Number``)."""

from __future__ import annotations

from ingest.records import Opened
from ingest.sources.feedback_source import FeedbackSource
from ingest.sources.ticket_tables import TicketForm, form_reader, form_table, headed

FORM = TicketForm(
    "salesforce",
    form_table(
        {
            "id": ("case id",),
            "date": ("date/time opened", "opened date"),
            "text": ("case description",),
            "email": ("contact email", "supplied email", "web email"),
            "name": ("supplied name", "web name"),
            "updated": ("case last modified date", "date/time modified"),
            "agent": ("case owner",),
            "deleted": ("is deleted",),
        },
        "deleted",
    ),
    textless="these cases have no Description column, so they are kept as metadata only; export Case with "
    "Description",
)


def _claims(file: Opened) -> bool:
    names = headed(file)
    return "casenumber" in names and not names.isdisjoint({"subject", "description", "status", "origin"})


SOURCE = FeedbackSource("salesforce", _claims, form_reader(FORM), lambda _file: True)
