"""``nrr winback`` and ``nrr loop`` over the demo: who is listed, why, and what a mended theme changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Ran
from tests.end_to_end.figures_of import opens

Nrr = Callable[..., Ran]


def _accounts(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["account"]: one for one in found["accounts"]}


def test_everybody_who_left_is_listed_with_reasons_and_every_figure_opens(
    nrr: Nrr, demo_copy: Path, truth: dict[str, Any]
) -> None:
    found = nrr("winback", "--json", "-w", demo_copy).json()
    listed = _accounts(found)
    assert len(listed) == found["returns"]["stopped"] > 20
    assert all(one["reasons"] for one in listed.values())
    poor = [one for one in listed.values() if one["reason"] == "not our kind of business"]
    assert poor
    assert not any(one["eligible"] for one in poor)
    assert found["eligible"] == sum(one["eligible"] for one in listed.values()) > 0
    for name, figure in found["returns"]["figures"].items():
        opens(nrr("explain", figure, "--json", "-w", demo_copy), figure, found["returns"][name])
    for one in list(listed.values())[:3]:
        figure = one["figures"]["arr"]
        opens(nrr("explain", figure, "--json", "-w", demo_copy), figure, one["arr"])
    assert truth["accounts"]


def test_a_theme_that_is_mended_after_they_left_opens_the_door(nrr: Nrr, demo_copy: Path) -> None:
    before = _accounts(nrr("winback", "--json", "-w", demo_copy).json())
    closed = before["TF-0015"]
    assert (closed["reason"], closed["eligible"]) == ("mobile app unreliable", False)
    refused = nrr("winback", closed["account"], "-w", demo_copy)
    assert refused.code == 1
    assert "nothing that it left for was mended" in refused.err
    label = "Offline sync"
    nrr("theme", "resolve", label, "--on", "2026-10-28", "-w", demo_copy)
    after = _accounts(nrr("winback", "--json", "-w", demo_copy).json())[closed["account"]]
    assert after["eligible"]
    assert after["reasons"] == [f"“{label}” was mended on 28 October 2026, after it left"]
    draft = nrr("winback", closed["account"], "--json", "-w", demo_copy).json()
    told = [one["body"] for one in draft["steps"] if one["body"]]
    assert len(told) == 3
    assert sum(label in body and "28 October 2026" in body for body in told) == 1


def test_nobody_is_asked_back_who_asked_for_silence(nrr: Nrr, demo_copy: Path) -> None:
    may = next(one for one in nrr("winback", "--json", "-w", demo_copy).json()["accounts"] if one["eligible"])
    nrr("no-contact", may["account"], "--why", "their lawyer wrote", "-w", demo_copy)
    after = _accounts(nrr("winback", "--json", "-w", demo_copy).json())[may["account"]]
    assert not after["eligible"]
    assert "asked not to be contacted" in after["reasons"][0]
    due = nrr("plays", "due", "--account", may["account"], "--json", "-w", demo_copy).json()
    assert due["count"] == 0


def test_a_mended_theme_lists_who_raised_it_and_who_was_told(nrr: Nrr, demo_copy: Path) -> None:
    assert "No theme is marked as mended" in nrr("loop", "-w", demo_copy).out
    theme = nrr("themes", "--json", "-w", demo_copy).json()["themes"][0]["id"]
    refused = nrr("loop", theme, "-w", demo_copy)
    assert refused.code == 1
    assert "is not marked as mended" in refused.err
    nrr("theme", "resolve", theme, "--on", "2026-10-20", "-w", demo_copy)
    found = nrr("loop", theme, "--json", "-w", demo_copy).json()
    assert found["waiting"] == len(found["accounts"]) > 5
    for one in found["accounts"]:
        assert one["quote"]["date"] <= "2026-10-20"
        assert one["told"] is None
    first = found["accounts"][0]
    kept = nrr("loop", theme, first["account"], "--keep", "--by", "Ruth", "--json", "-w", demo_copy).json()
    assert kept["about"] == theme
    for words in (("approve", "--by", "Ruth"), ("export", "-o", demo_copy / "note.eml"), ("done",)):
        ran = nrr("drafts", words[0], kept["id"], *words[1:], "-w", demo_copy)
        assert ran.code == 0, ran.err
    again = nrr("loop", theme, "--json", "-w", demo_copy).json()
    told = {one["account"]: one["told"] for one in again["accounts"]}
    assert told[first["account"]]
    assert again["waiting"] == found["waiting"] - 1
    assert nrr("loop", theme, "Nobody at all", "-w", demo_copy).code == 1


def test_what_was_released_since_is_told_from_the_file_of_facts(nrr: Nrr, demo_copy: Path) -> None:
    found = nrr("winback", "--eligible", "--json", "-w", demo_copy).json()["accounts"]
    wanted = next(one["account"] for one in found if one["reason"] == "mobile app unreliable")
    (demo_copy / "facts.toml").write_text(
        '[[fact]]\ntext = "The mobile app works without a network"\ndate = 2026-10-25\n'
        '[[fact]]\ntext = "Invoices can be split"\ndate = 2026-10-25\n'
    )
    draft = nrr("winback", wanted, "--json", "--keep", "-w", demo_copy).json()
    written = " ".join(one["body"] for one in draft["steps"])
    assert "The mobile app works without a network" in written
    assert "25 October 2026" in written
    assert "Invoices" not in written
    assert nrr("drafts", "approve", draft["id"], "--by", "Ruth", "-w", demo_copy).code == 0
    (demo_copy / "facts.toml").write_text('[[fact]]\ntext = "No day"\n')
    refused = nrr("winback", wanted, "-w", demo_copy)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "facts.toml" in refused.err
