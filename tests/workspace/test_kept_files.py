"""Files of what was worked out: whole or not there, few, and never in anybody's way."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from workspace.kept_files import KeptFiles, remove_kept

KEY, OTHER = "ab" * 20, "cd" * 20


def test_a_text_comes_back_under_its_own_key_alone(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept", "churn")
    assert files.get(KEY) is None
    files.put(KEY, "Grüße\n")
    assert (files.get(KEY), files.get(OTHER)) == ("Grüße\n", None)
    (one,) = files.folder.iterdir()
    one.rename(files.folder / f"churn-{OTHER}.json")
    assert files.get(OTHER) is None


def _edited(text: str) -> str:
    held = json.loads(text)
    return json.dumps(held | {"text": held["text"].replace("0.1", "0.9")})


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        _edited,
        lambda text: "[1]",
        lambda text: json.dumps({"text": 4, "check": 4}),
        lambda text: "[" * 60_000,
        lambda text: "\ud800",
    ],
)
def test_a_broken_file_is_as_good_as_none_and_is_replaced(
    tmp_path: Path, broken: Callable[[str], str]
) -> None:
    files = KeptFiles(tmp_path / "kept", "churn")
    files.put(KEY, "risk 0.1")
    (one,) = files.folder.iterdir()
    one.write_bytes(broken(one.read_text("utf-8")).encode("utf-8", "surrogatepass"))
    assert files.get(KEY) is None
    files.put(KEY, "risk 0.1")
    assert files.get(KEY) == "risk 0.1"


def test_where_nothing_can_be_written_nothing_is_kept_and_nobody_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "missing" / "kept", tmp_path / "file"):
        (tmp_path / "file").write_text("in the way")
        files = KeptFiles(folder, "churn")
        files.put(KEY, "x")
        assert files.get(KEY) is None


def test_the_latest_stay_and_what_a_killed_process_left_goes(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept", "churn")
    files.put(KEY, "first")
    (files.folder / f".churn-{OTHER}.json.77.part").write_text("half")
    for number in range(60):
        files.put(f"{number:040x}", str(number))
    assert len(list(files.folder.iterdir())) == 48
    assert (files.get(KEY), files.get(f"{59:040x}")) == (None, "59")


def test_many_at_once_read_whole_texts_or_none(tmp_path: Path) -> None:
    files, seen = KeptFiles(tmp_path / "kept", "churn"), set[str | None]()

    def work() -> None:
        for _ in range(40):
            files.put(KEY, "whole " * 500)
            seen.add(files.get(KEY))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert seen <= {None, "whole " * 500}
    assert files.get(KEY) == "whole " * 500


def test_all_can_be_removed_also_where_there_are_none(tmp_path: Path) -> None:
    files = KeptFiles(tmp_path / "kept", "churn")
    assert remove_kept(files.folder) == ""
    files.put(KEY, "x")
    assert remove_kept(files.folder) == ""
    assert not files.folder.exists()
