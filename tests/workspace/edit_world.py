"""A small workspace with themes to edit: four topics over two months, three accounts, no model to load."""

from __future__ import annotations

from pathlib import Path

from cli.main import main

ACCOUNTS = """id,name,domains
K-1,Kestrelwing,kestrelwing.example
N-1,Nordlicht,nordlicht.example
S-2,Solmar,solmar.example
"""
SUBSCRIPTIONS = """account,id,started,mrr,plan
K-1,k,2026-01-01,900,team
N-1,n,2026-01-01,500,team
S-2,s,2026-01-01,700,team
"""
TOPICS = {
    "export": "The spreadsheet export of the {0} report stops half way, the export file is empty",
    "calendar": "Calendar sync drops {0} appointments, the calendar shows them twice",
    "invoice": "The invoice for {0} has the wrong tax rate, our invoice total is off by a cent",
    "login": "Login with the {0} password loops, nobody can pass the login page",
}
THINGS = (
    "weekly",
    "monthly",
    "team",
    "old",
    "new",
    "large",
    "small",
    "north",
    "south",
    "first",
    "second",
    "last",
)
PEOPLE = ("peter@nordlicht.example", "ines@solmar.example", "quillon@kestrelwing.example")


def survey() -> str:
    """Answers of September and October 2026, and one that speaks of something else."""
    lines = ["id,date,score,comment,email"]
    number = 0
    for month in ("09", "10"):
        for topic in TOPICS.values():
            for at, thing in enumerate(THINGS):
                number += 1
                said = topic.format(thing) + (" again" if month == "10" else "")
                person = PEOPLE[number % 3]
                lines.append(f'{number},2026-{month}-{at + 5:02d},{number % 7},"{said}.",{person}')
    lines.append(
        f'{number + 1},2026-10-20,9,"Please plant more oak trees beside your parking lot.",{PEOPLE[0]}'
    )
    return "\n".join(lines) + "\n"


def build(folder: Path) -> Path:
    """The workspace in ``folder``, with the runs of both months."""
    exports = folder.parent / f"{folder.name}-exports"
    exports.mkdir(parents=True)
    assert main(["init", str(folder)]) == 0
    with (folder / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    for kind, text in (("accounts", ACCOUNTS), ("subscriptions", SUBSCRIPTIONS), ("nps", survey())):
        path = exports / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert main(["import", kind, str(path), "-w", str(folder)]) == 0
    for month in ("2026-09", "2026-10"):
        assert main(["synthesize", "--month", month, "-w", str(folder)]) == 0
    return folder
