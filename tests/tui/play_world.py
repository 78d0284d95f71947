"""A small workspace in which plays are due, one account that left may be asked back, promises stand and a theme is
mended: what the rooms of plays and of win-back show."""

from __future__ import annotations

from pathlib import Path

from cli.main import main
from tests.ask_world import build_world

LEFT = (
    "id,name,segment,owner,renewal,status,churned,churn_reason,fit\n"
    "G1,Gorse Rail,smb,Ben Osei,2026-09-01,churned,2026-09-20,reliability,\n"
    "H1,Hazel Mills,smb,Ben Osei,2026-09-01,churned,2026-08-20,not our kind of business,poor\n"
)
CALL = (
    "Eva: The export cost us a day.\nAnn: I'll send you the outage report by Friday.\nEva: Good.\n"
    "Ann: You'll have an answer on the login page by 20 November.\n"
)


def build_play_world(base: Path) -> Path:
    """The workspace. Its data reach 24 October 2026."""
    home = build_world(base)
    settings = (home / "nrr.toml").read_text(encoding="utf-8")
    named = settings.replace("staff_names = []", 'staff_names = ["Ann"]')
    (home / "nrr.toml").write_text(named, encoding="utf-8")
    paid = "account,started,ended,mrr\nG1,2025-01-01,2026-09-20,250\nH1,2025-01-01,2026-08-20,90\n"
    files = {"left.csv": LEFT, "paid.csv": paid, "call.txt": CALL}
    files["calls.csv"] = "file,account,date\ncall.txt,A1,2026-10-14\n"
    for name, text in files.items():
        (base / name).write_text(text, encoding="utf-8")
    for words in (
        ("import", "accounts", str(base / "left.csv")),
        ("import", "subscriptions", str(base / "paid.csv")),
        ("import", "calls", str(base / "call.txt"), "--manifest", str(base / "calls.csv")),
    ):
        assert main([*words, "-w", str(home)]) == 0
    return home
