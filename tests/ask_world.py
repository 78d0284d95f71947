"""A small workspace with two themes, praise, a silent account and one that left, for what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cli.main import main

ACCOUNTS = (
    "A1,Alder Works,enterprise,Ruth Abara,2026-12-20,active,",
    "B1,Birch Labs,enterprise,Ruth Abara,2027-05-01,active,",
    "C1,Cedar House,smb,Ben Osei,2026-11-15,active,",
    "D1,Dogwood,smb,Ben Osei,,active,",
    "E1,Elder & Sons,smb,Ben Osei,2027-01-10,active,",
    "G1,Gorse Rail,smb,Ben Osei,2026-09-01,churned,2026-09-01",
)
MRR = {"A1": 5000, "B1": 2000, "C1": 300, "D1": 200, "E1": 100, "G1": 250}
EXPORT = "The export of reports to csv fails every {} and we have to start it again by hand for hours."
LOGIN = "The login page asks for my password {} since single sign on was switched on for us."
OFTEN = ("again", "hourly", "constantly", "twice", "forever", "repeatedly", "daily")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PRAISE = "We love how quick the export of reports is on our side, great work by your team."
MONTH = "2026-10"


def build_world(base: Path) -> Path:
    """The workspace, synthesized for October 2026."""
    home = base / "w"
    assert main(["init", str(home)]) == 0
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    files = {
        "accounts": "id,name,segment,owner,renewal,status,churned\n" + "\n".join(ACCOUNTS) + "\n",
        "subscriptions": "account,started,ended,mrr\n"
        + "".join(
            f"{one},2025-01-01,{'2026-09-01' if one == 'G1' else ''},{mrr}\n" for one, mrr in MRR.items()
        ),
        "contacts": "account,name,email,level,function\nA1,Ann Lee,ann@alder.example,executive,finance\n",
        "tickets": "id,date,account,text\n" + "".join(_tickets()),
        "nps": "id,date,account,score,comment\n"
        + "".join(f'm{at},2026-10-2{at},C1,1,"{EXPORT.format(DAYS[at])}"\n' for at in range(3))
        + f'p1,2026-10-24,B1,10,"{PRAISE}"\n',
    }
    for kind, text in files.items():
        (base / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert main(["import", kind, str(base / f"{kind}.csv"), "-w", str(home)]) == 0
    assert main(["synthesize", "--month", MONTH, "-w", str(home)]) == 0
    return home


def _tickets() -> Iterator[str]:
    names = ("A1", "B1", "C1", "D1")
    for at, day in enumerate(DAYS):
        yield f'x{at},2026-10-{at + 1:02d},{names[at % 4]},"{EXPORT.format(day)}"\n'
        yield f'y{at},2026-10-{at + 1:02d},{names[at % 2 + 2]},"{LOGIN.format(OFTEN[at])}"\n'
