"""What was worked out, kept as files beside the store so that it is worked out once.

Disposable: a file that is missing, broken, of another key or cannot be written is made anew, and nobody is told.
Whoever forgets somebody removes them all.
"""

from __future__ import annotations

import json
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from foundation.ids import content_id


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Texts of a ``kind`` by key in ``folder``, the latest of them; see ``accounts.churn.learned.Kept``. Processes may
    use it at once: a file is there whole or not at all, and what two would write under one key is the same."""

    folder: Path
    kind: str
    most_files: int = 48
    most_bytes: int = 64 * 1024

    def get(self, key: str) -> str | None:
        """The text, where its file is whole."""
        try:
            with self._file(key).open("rb") as stream:
                held = json.loads(stream.read(self.most_bytes).decode("utf-8"))
            text = held["text"]
            return text if held["check"] == content_id(key, text, length=64) else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep it, where the folder can be written; the oldest beyond a few dozen go."""
        file = self._file(key)
        part = file.with_name(f".{file.name}.{uuid.uuid4().hex}.part")
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            held = {"check": content_id(key, text, length=64), "text": text}
            part.write_text(json.dumps(held), encoding="utf-8")
            part.replace(file)
            self._remove_old()

    def _file(self, key: str) -> Path:
        return self.folder / f"{self.kind}-{key}.json"

    def _remove_old(self) -> None:
        files = sorted(
            self.folder.glob(f"{self.kind}-*.json"), key=lambda one: (-one.stat().st_mtime_ns, one.name)
        )
        for one in (*files[self.most_files :], *self.folder.glob(f".{self.kind}-*.part")):
            one.unlink(missing_ok=True)


def remove_kept(folder: Path) -> str:
    """Remove all that is kept in ``folder``, of every kind; returns what could not be done, in words, empty where it
    could."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"what was worked out before still lies in {folder.name}: {error.strerror}; remove it"
    return ""
