"""Tells whether anything was written to a workspace since it was last looked at, without opening it."""

from __future__ import annotations

from pathlib import Path

from workspace.finding import SETTINGS_FILE

Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(root: Path) -> Stamp:
    """Every file that figures are read from, with the moment it was last changed (ns) and its size (bytes); another
    value once anything was written, by whomever."""
    store = root / "data" / "nrr.db"
    files = [root / SETTINGS_FILE, store, store.with_name(f"{store.name}-wal")]
    files += sorted(root.glob("*.toml")) + sorted(root.glob("*/*.toml"))
    marks = []
    for path in files:
        try:
            seen = path.stat()
        except OSError:
            continue
        if seen.st_size or path.suffix == ".toml":  # a reader leaves an empty log behind for a moment
            marks.append((str(path), seen.st_mtime_ns, seen.st_size))
    return tuple(marks)
