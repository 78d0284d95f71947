"""A month that is synthesized after a later one: themes keep the ids, and the names that people gave them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran

Nrr = Callable[..., Ran]

MATTERS = (
    "The export of reports to csv fails {} and we start it again by hand.",
    "The login page asks for my password {} since single sign on is there.",
    "The invoice shows the wrong tax rate {} and finance sends it back to us.",
)
TIMES = ("daily", "weekly", "hourly", "monthly", "on Mondays", "on Fridays", "at noon", "at night", "always")


def test_an_earlier_month_takes_the_ids_of_a_later_one(nrr: Nrr, tmp_path: Path) -> None:
    home = tmp_path / "w"
    nrr("init", home)
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    rows = [
        f'n{month}{kind}{at},2026-{month:02d}-1{at},2,"{matter.format(TIMES[at])}"'
        for month in (8, 9)
        for kind, matter in enumerate(MATTERS)
        for at in range(9)
    ]
    (tmp_path / "nps.csv").write_text("\n".join(["id,date,score,comment", *rows]), encoding="utf-8")
    nrr("import", "nps", tmp_path / "nps.csv", "-w", home)
    nrr("synthesize", "--month", "2026-09", "-w", home)
    later = nrr("themes", "--json", "-w", home).json()["themes"]
    assert len(later) == 3
    assert nrr("theme", "rename", later[0]["id"], "Our own name", "-w", home).code == 0

    nrr("synthesize", "--month", "2026-08", "-w", home)
    earlier = nrr("themes", "--month", "2026-08", "--json", "-w", home).json()["themes"]
    assert {one["id"] for one in earlier} == {one["id"] for one in later}
    nrr("synthesize", "--month", "2026-09", "-w", home)
    again = {one["id"]: one["label"] for one in nrr("themes", "--json", "-w", home).json()["themes"]}
    assert again[later[0]["id"]] == "Our own name"
    assert again.keys() == {one["id"] for one in later}
