"""Fields of generic feedback tables and of the call manifest, with the headers that exports use for them.

Declared like the product's plain tables, so that the same mapping and the same errors serve both.
"""

from __future__ import annotations

from accounts.tables import Column, ColumnType, Table

_T, _N, _D = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE

_ACCOUNT = (
    Column("account", _T, ("account id", "customer id", "company id")),
    Column(
        "organization", _T, ("company", "company name", "account name", "organisation", "primary company")
    ),
    Column(
        "email",
        _T,
        ("e-mail", "email address", "requester email", "respondent", "respondent email", "person"),
    ),
    Column("name", _T, ("full name", "requester", "contact", "contact name", "respondent name")),
)

NPS = Table(
    "nps",
    (
        Column("id", _T, ("response id", "survey response id", "answer id")),
        Column(
            "date",
            _D,
            ("created at", "created", "responded at", "response date", "submitted at", "timestamp"),
            True,
        ),
        Column("score", _N, ("nps", "nps score", "rating", "csat", "csat score", "likelihood to recommend")),
        Column("comment", _T, ("verbatim", "feedback", "reason", "comments", "answer", "response", "text")),
        *_ACCOUNT,
        Column("updated", _D, ("updated at", "last modified")),
    ),
    ("id",),
    "account",
)

TICKETS = Table(
    "tickets",
    (
        Column("id", _T, ("ticket id", "case id", "case number", "number", "record id"), True),
        Column(
            "date",
            _D,
            ("created at", "created", "created time", "create date", "opened", "created date"),
            True,
        ),
        Column(
            "text",
            _T,
            ("description", "ticket description", "body", "message", "content", "comment", "details"),
            True,
        ),
        Column("subject", _T, ("title", "ticket name", "summary")),
        *_ACCOUNT,
        Column("status", _T, ("ticket status", "state")),
        Column("priority", _T, ("severity", "urgency")),
        Column("updated", _D, ("updated at", "last update time", "last modified date", "modified")),
        Column("tags", ColumnType.LIST, ("labels",)),
        Column("agent", _T, ("assignee", "ticket owner", "owner")),
    ),
    ("id",),
    "account",
)

MANIFEST = Table(
    "calls",
    (
        Column("file", _T, ("filename", "file name", "path", "transcript", "recording"), True),
        Column("account", _T, ("account id", "customer id", "company id")),
        Column("organization", _T, ("company", "company name", "account name", "organisation", "customer")),
        Column("email", _T, ("e-mail", "customer email", "attendee")),
        Column("date", _D, ("started", "start time", "created at", "when", "timestamp")),
        Column("title", _T, ("subject", "name", "topic")),
    ),
    ("file",),
    "account",
)
