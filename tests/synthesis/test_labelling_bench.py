"""The labels bench counts what it says it counts."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from bench import labels as bench
from synthesis.themes import Cluster, ThemeLabel


def test_figures_of_one_good_and_one_poor_label() -> None:
    texts = {"a": "The card is late.", "b": "My card, late again", "c": "no signal", "d": "offline"}
    centre = np.ones(2, dtype=np.float32)
    named = [
        (
            "card_arrives_late",
            Cluster(("a", "b"), centre, 1.0),
            ThemeLabel("Card is late", "The card is late.", ()),
        ),
        ("LostJobs", Cluster(("c", "d"), centre, 1.0), ThemeLabel("Office", "Nobody said this.", ())),
    ]
    figures = bench.measure(named, texts)
    assert figures["themes"] == figures["distinct"] == 2
    assert figures["shares_a_word_with_the_name"] == 0.5
    assert figures["one_word"] == 0.5
    assert figures["stands_in_a_text"] == 0.5
    assert figures["members_with_all_its_words"] == 0.5
    assert figures["summary_stands_in_a_text"] == 0.5


@pytest.mark.parametrize("name", ["ResetPassword", "reset_password", "Reset my password"])
def test_names_are_read_however_they_are_written(name: str) -> None:
    assert bench.stems_in(name) & bench.stems_in("Resetting a password")


def test_every_name_is_in_one_half() -> None:
    halves = [bench.half_of(f"name {number}") for number in range(200)]
    assert set(halves) == {"A", "B"}
    assert 70 < halves.count("A") < 130
    assert halves == [bench.half_of(f"name {number}") for number in range(200)]


def test_a_file_is_named_class_by_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Flat:
        def embed(self, texts: list[str]) -> object:
            return np.ones((len(texts), 3), dtype=np.float32) / np.sqrt(np.float32(3))

    monkeypatch.setattr(bench, "load_embedder", lambda model: Flat())
    path = tmp_path / "said.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["text", "intent"])
        rows.writerows([f"How do I reset my password on day {day}?", "reset_password"] for day in range(6))
        rows.writerows([f"The van is late on day {day}.", "late_van"] for day in range(6))
        rows.writerow(["alone", "too_few"])
    assert bench.main(["--data", str(path), "--text", "text", "--label", "intent", "--show", "--json"]) == 0
    printed = capsys.readouterr().out
    assert "Reset my password" in printed
    assert '"themes": 2' in printed
    assert '"shares_a_word_with_the_name": 1.0' in printed


def test_without_input_the_bench_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([]) != 0
    assert "--data" in capsys.readouterr().err
