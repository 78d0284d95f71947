"""What a month costs when little of it is new: standing themes extended against everything grouped anew.

    python -m bench.increment ../shared/data/real-text --month 2026-10 --share 0.05

Imports all but the last ``--share`` of tickets and answers and synthesizes, cold: the full run. Imports the rest and
synthesizes twice, extended and with ``--refit``. Prints the seconds of each by the clock and of all cores, the
shares of the full run, and how far both agree on the statements (adjusted Rand index, what is in no theme as one
class).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench.main_job import Measured, measure, stages
from foundation.months import Month
from synthesis.themes import SynthesisRun
from workspace.store import runs
from workspace.workspace import open_workspace

_CUT = ("zendesk_tickets.ndjson", "zendesk_comments.ndjson", "nps.csv")


def main() -> int:
    """Prints one figure a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--month", default="2026-10")
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--model", default="default", help="embedding.model of the workspace")
    chosen = parser.parse_args()
    data = chosen.data.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "w"
        measure(["init", str(root)])
        with (root / "nrr.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[embedding]\nmodel = "{chosen.model}"\n')
        _set(root, "refit_up_to", "0")
        part = _without_the_last(data, Path(scratch) / "part", chosen.share)
        full = _month(root, part, chosen.month)
        grown = _month(root, data, chosen.month)
        extended = _run(root, chosen.month)
        refit = measure(["synthesize", "--refit", "--month", chosen.month, "-w", str(root)])
        anew = _run(root, chosen.month)
    for name, one in (("full run, cold", full), ("increment", grown), ("refit, vectors at hand", refit)):
        print(f"{name:<24}{one.seconds:8.1f} s  {one.cpu:8.1f} s of cores  {one.megabytes:6.0f} MB")
    print(f"increment of full run   {grown.seconds / full.seconds:8.1%}  {grown.cpu / full.cpu:8.1%}")
    print(f"how it was grouped      {extended.manifest.params['grouped']}")
    print(f"agreement with refit    {_agreement(extended, anew):8.3f}")
    return 0


def _set(root: Path, name: str, value: str) -> None:
    path = root / "nrr.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[themes]\n", f"[themes]\n{name} = {value}\n"), encoding="utf-8")


def _without_the_last(data: Path, folder: Path, share: float) -> Path:
    """A copy of ``data`` in ``folder`` whose tickets, comments and answers end earlier."""
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns(*_CUT))
    for name in _CUT:
        lines = (data / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[: round(len(lines) * (1 - share))]), encoding="utf-8")
    return folder


def _month(root: Path, data: Path, month: str) -> Measured:
    """The synthesis after everything of ``data`` is imported."""
    *imports, synthesis = [words for _, words in stages(data, month)]
    for words in imports:
        measure([*words, "-w", str(root)])
    return measure([*synthesis, "-w", str(root)])


def _run(root: Path, month: str) -> SynthesisRun:
    with open_workspace(root).store().read() as connection:
        run = runs.load_run(connection, Month.parse(month))
    if run is None:
        raise RuntimeError(f"{month} has no run")
    return run


def _agreement(one: SynthesisRun, other: SynthesisRun) -> float:
    from sklearn.metrics import adjusted_rand_score

    homes = [
        {key: theme.theme.id for theme in run.themes for key in theme.theme.members} for run in (one, other)
    ]
    keys = sorted({*homes[0], *homes[1], *one.unclustered_reasons})
    return float(adjusted_rand_score(*([home.get(key, "") for key in keys] for home in homes)))


if __name__ == "__main__":
    sys.exit(main())
