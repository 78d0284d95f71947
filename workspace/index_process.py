"""Runs the vector index's builder and its health check in processes of their own, with a time limit.

The index's library can crash natively or hang on a damaged folder; a process that does so is a sentence
here, and never takes the program with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import synthesis
from foundation.progress import Progress
from foundation.text import one_line
from synthesis.chroma_index import save_corpus
from synthesis.corpus import Corpus

_MODULE = "synthesis.chroma_index"


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", _MODULE, *arguments]


def _environment() -> dict[str, str]:
    """Ours, with the program's own place first, so that the child finds it from any working folder."""
    root = str(Path(str(synthesis.__file__)).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def check_apart(place: Path, count: int, probes: Sequence[str], timeout: float) -> str:
    """What is wrong with the index at ``place``, in words; empty when nothing is."""
    try:
        found = subprocess.run(
            _command("check", str(place), str(count), *probes),
            capture_output=True,
            timeout=timeout,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the search index did not answer within {timeout:.0f} s"
    except OSError as error:
        return f"the search index could not be checked: {error.strerror}"
    return "" if found.returncode == 0 else _fault(found.returncode, found.stdout, found.stderr)


def build_apart(place: Path, corpus: Corpus, progress: Progress, timeout: float) -> str:
    """Build an index of ``corpus`` at ``place``. Returns what went wrong in words, or nothing."""
    progress("index", 0, len(corpus))
    with tempfile.TemporaryDirectory(prefix="building-", dir=place.parent) as folder:
        held = Path(folder) / "corpus.npz"
        save_corpus(held, corpus)
        complaints = Path(folder) / "complaints"
        with complaints.open("wb") as errors:
            try:
                process = subprocess.Popen(
                    _command("build", str(place), str(held)),
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    stdin=subprocess.DEVNULL,
                    env=_environment(),
                )
            except OSError as error:
                return f"the search index could not be built: {error.strerror}"
            said = _follow(process, progress, len(corpus), timeout)
        if process.returncode == 0:
            return ""
        return _fault(process.returncode, said, complaints.read_bytes())


def _follow(process: subprocess.Popen[bytes], progress: Progress, total: int, timeout: float) -> bytes:
    """Pass on how far the builder is, and end it at the time limit; returns its last words."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        process.kill()

    limit = threading.Timer(timeout, end)
    limit.start()
    last = b""
    try:
        with process:
            assert process.stdout is not None
            for last in process.stdout:
                if last.strip().isdigit():
                    progress("index", int(last), total)
    finally:
        limit.cancel()
        process.kill()
    if ended.is_set():
        return f"it was not built within {timeout:.0f} s".encode()
    return b"" if last.strip().isdigit() else last


def _fault(code: int, said: bytes, complaints: bytes) -> str:
    lines = (said.strip() or complaints.strip()).decode("utf-8", "replace").splitlines()
    if lines:
        return f"the search index is not usable: {one_line(lines[-1], 160)}"
    return f"the search index is not usable: its process ended with {code}"
