from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.clock import FixedClock
from foundation.errors import StoreError
from workspace.lock import hold, holder

_HOLDER = (
    "import sys, time; from pathlib import Path; from workspace.lock import hold\n"
    "with hold(Path(sys.argv[1]), 'import tickets'): print('held', flush=True); time.sleep(60)"
)


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    since = datetime(2026, 10, 5, 10, 2, tzinfo=UTC)
    shown = f"{since.astimezone():%H:%M}"
    with hold(path, "import tickets", clock=FixedClock(since)):
        found = holder(path)
        assert found is not None
        expected = rf"another nrr process is writing \(import tickets, pid {found.pid}, since {shown}\)"
        with pytest.raises(StoreError, match=expected), hold(path, "synthesize", wait=0.1):
            pass
        assert holder(path) == found
    assert holder(path) is None
    with hold(path, "synthesize", wait=0):
        assert holder(path) is not None


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"import tickets, pid {process.pid}"), hold(path, "x", wait=0):
            pass
        process.kill()
    with hold(path, "synthesize", wait=0):
        found = holder(path)
    assert found is not None
    assert found.purpose == "synthesize"


def test_two_threads_exclude_each_other(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    refused: list[str] = []

    def second() -> None:
        try:
            with hold(path, "second", wait=0):
                pass
        except StoreError as error:
            refused.append(str(error))

    with hold(path, "first"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert "first" in refused[0]


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"[]", b'{"pid": "x"}', b'{"pid": 1, "since": 3}'])
def test_a_note_that_is_garbage_names_nobody(tmp_path: Path, note: bytes) -> None:
    path = tmp_path / "store.lock"
    with hold(path, "first"):
        path.with_name("store.lock.note").write_bytes(note)
        assert holder(path) is None
        with pytest.raises(StoreError, match="another nrr process is writing"), hold(path, "second", wait=0):
            pass


def test_a_place_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot write here"), hold(tmp_path / "file" / "store.lock", "x", 0):
        pass
