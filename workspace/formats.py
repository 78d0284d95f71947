"""Use case: say what can be imported, with a small file of each that ships with the program and can be run.

A promise without an example is not made here: a test imports every file named below with the command shown.
"""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from accounts.tables import TABLES
from foundation.errors import SettingsError

EXAMPLES = Path(__file__).resolve().parent / "examples"


class Status(StrEnum):
    """How far a format can be trusted.

    ``OWN``: the product's own columns. ``VERIFIED``: checked against the vendor's specification or real
    files. ``CONFIRMED``: as users of the vendor show it. ``MAPPED``: columns differ by vendor or are not
    known for sure, so the operator names them.
    """

    OWN = "own columns"
    VERIFIED = "verified"
    CONFIRMED = "user-verified"
    MAPPED = "by mapping"


@dataclass(frozen=True, slots=True)
class Readable:
    """One thing that can be imported. ``files`` and ``manifest`` are paths below the examples' folder;
    ``options`` is the rest of the command line; ``accounts`` the example accounts that its rows belong to."""

    kind: str
    format: str
    status: Status
    files: tuple[str, ...]
    manifest: str = ""
    options: tuple[str, ...] = ()
    accounts: str = "accounts.csv"

    def paths(self, folder: Path) -> tuple[Path, ...]:
        """The example's files, those of ``files`` first."""
        return tuple(folder / name for name in (*self.files, *([self.manifest] if self.manifest else [])))

    def arguments(self, folder: Path) -> tuple[str, ...]:
        """The arguments of ``nrr`` that import the example from ``folder``."""
        files = [str(folder / name) for name in self.files]
        manifest = ["--manifest", str(folder / self.manifest)] if self.manifest else []
        return ("import", self.kind, *files, *manifest, *self.options)

    def command(self, folder: Path) -> str:
        """The command line, quoted for a shell."""
        return shlex.join(("nrr", *self.arguments(folder)))


_ZENDESK = (
    "zendesk_organizations.json",
    "zendesk_users.json",
    "zendesk_tickets.ndjson",
    "zendesk_comments.ndjson",
)
_TICKETS = (
    Readable("tickets", "Zendesk API pages", Status.VERIFIED, ("zendesk_page_1.json", "zendesk_page_2.json")),
    Readable("tickets", "Zendesk CSV (metadata only)", Status.CONFIRMED, ("zendesk_tickets.csv",)),
    Readable("tickets", "Zendesk warehouse tables", Status.CONFIRMED, ("zendesk_warehouse",)),
    Readable("tickets", "Intercom JSON", Status.VERIFIED, ("intercom.json",)),
    Readable("tickets", "Intercom warehouse tables", Status.CONFIRMED, ("intercom_warehouse",)),
    Readable("tickets", "Freshdesk CSV", Status.CONFIRMED, ("freshdesk.csv",)),
    Readable("tickets", "Freshdesk API JSON", Status.VERIFIED, ("freshdesk.json",)),
    Readable("tickets", "HubSpot CSV", Status.CONFIRMED, ("hubspot.csv",)),
    Readable(
        "tickets", "HubSpot API JSON", Status.VERIFIED, ("hubspot.json", "hubspot_ticket_companies.json")
    ),
    Readable("tickets", "Salesforce cases", Status.VERIFIED, ("salesforce_cases.csv",)),
)
_DELIGHTED_COLUMNS = "score=Rating given,comment=What they said,date=Submitted"
_SURVEYS = (
    Readable("nps", "Delighted API JSON", Status.VERIFIED, ("delighted.json",)),
    Readable(
        "nps",
        "Delighted's CSV, columns as chosen there",
        Status.MAPPED,
        ("delighted.csv",),
        options=("--map", _DELIGHTED_COLUMNS, "--set", "system=delighted"),
    ),
    Readable("nps", "Qualtrics CSV with three header rows", Status.CONFIRMED, ("qualtrics.csv",)),
    Readable("nps", "Qualtrics warehouse tables", Status.CONFIRMED, ("qualtrics_warehouse",)),
)
_TICKET_COLUMNS = "id=Case,date=Opened on,organization=Client,text=What they wrote,status=State"


def _call(name: str, form: str, account: str, day: str) -> Readable:
    options = ("--set", f"account={account}", "--set", f"date={day}")
    return Readable("calls", form, Status.VERIFIED, (f"calls/{name}",), options=options)


_SAID = {"health": ("--set", "direction=higher")}
"""What a person has to say of a plain table, by kind."""

READABLE = (
    *(Readable(kind, "CSV", Status.OWN, (f"{kind}.csv",), options=_SAID.get(kind, ())) for kind in TABLES),
    Readable("accounts", "XLSX", Status.OWN, ("accounts.xlsx",)),
    Readable("subscriptions", "JSON", Status.OWN, ("subscriptions.json",)),
    Readable("usage", "Parquet", Status.OWN, ("usage.parquet",)),
    Readable("accounts", "Salesforce CSV", Status.VERIFIED, ("salesforce_accounts.csv",)),
    Readable("accounts", "Salesforce JSON", Status.VERIFIED, ("salesforce_accounts.json",)),
    Readable("accounts", "HubSpot companies CSV", Status.CONFIRMED, ("hubspot_companies.csv",)),
    Readable("accounts", "HubSpot companies JSON", Status.CONFIRMED, ("hubspot_companies.json",)),
    Readable("accounts", "Intercom companies JSON", Status.VERIFIED, ("intercom_companies.json",)),
    Readable("accounts", "Zendesk organizations JSON", Status.VERIFIED, ("zendesk_accounts.json",)),
    Readable(
        "contacts",
        "Salesforce CSV",
        Status.VERIFIED,
        ("salesforce_contacts.csv",),
        accounts="salesforce_accounts.csv",
    ),
    Readable("subscriptions", "Stripe CSV", Status.CONFIRMED, ("stripe_subscriptions.csv",)),
    Readable("subscriptions", "Stripe JSON", Status.VERIFIED, ("stripe_subscriptions.json",)),
    Readable(
        "mrr",
        "Salesforce CSV, a column you name",
        Status.MAPPED,
        ("salesforce_accounts.csv",),
        options=("--map", "mrr=ARR__c", "--set", "month=2026-10"),
        accounts="salesforce_accounts.csv",
    ),
    Readable(
        "mrr",
        "Intercom companies JSON",
        Status.VERIFIED,
        ("intercom_companies.json",),
        options=("--set", "month=2026-10"),
    ),
    Readable("tickets", "Zendesk JSON and NDJSON", Status.VERIFIED, _ZENDESK),
    *_TICKETS,
    Readable("tickets", "any table", Status.MAPPED, ("tickets.csv",), options=("--map", _TICKET_COLUMNS)),
    Readable("nps", "CSV, scores 0 to 10", Status.OWN, ("nps.csv",)),
    Readable("nps", "CSV, satisfaction 1 to 5", Status.OWN, ("csat.csv",)),
    Readable("nps", "JSONL", Status.OWN, ("nps.jsonl",)),
    *_SURVEYS,
    _call("plain.txt", "transcript, a turn a line", "EX-1", "2026-10-13"),
    _call("inline.md", "transcript, **Name:** inline", "EX-2", "2026-10-14"),
    _call("zoom.vtt", "Zoom VTT", "EX-2", "2026-10-21"),
    _call("captions.srt", "SRT captions", "EX-1", "2026-10-22"),
    _call("segments.json", "JSON segments", "EX-1", "2026-10-27"),
    Readable(
        "calls",
        "Gong transcripts and parties",
        Status.VERIFIED,
        ("gong_transcripts.json", "gong_calls.json"),
    ),
    Readable(
        "calls",
        "Fireflies transcripts",
        Status.VERIFIED,
        ("fireflies.json",),
        options=("--staff", r"@ourcompany\.example"),
    ),
    Readable(
        "calls",
        "interview in Markdown",
        Status.VERIFIED,
        ("interview.md",),
        options=("--set", "account=EX-1"),
    ),
    Readable(
        "calls",
        "JSON with Content",
        Status.VERIFIED,
        ("call_content.json",),
        options=("--set", "account=EX-2"),
    ),
    Readable(
        "calls", "folder and manifest", Status.OWN, ("calls",), "calls.csv", ("--staff", r"\(Support\)")
    ),
)


def copy_examples(folder: Path) -> Path:
    """Copy the examples to ``folder`` and return it; files that are there already are left as they are.

    Raises SettingsError where the folder cannot be written.
    """
    try:
        for source in sorted(EXAMPLES.rglob("*")):
            target = folder / source.relative_to(EXAMPLES)
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    except OSError as error:
        raise SettingsError(
            f"cannot copy the examples: {error.strerror}",
            where=str(folder),
            hint="Choose a folder you may write to.",
        ) from error
    return folder
