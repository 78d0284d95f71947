"""The live embedder; with `cross_encoder`, the only door to sentence-transformers and torch.

Rules it keeps: the default weights are loaded only when their SHA-256 is the pinned one; nothing is fetched
unless ``allow_download`` says so; remote code is never trusted; a text's vector depends on the text alone.

The last rule needs care, because matrix products round differently for different shapes. Every forward pass
has a canonical shape: a text is padded to the length bucket that its own token count picks, and each batch
has exactly ``_BATCH`` rows, filled up with copies. And every forward pass runs on one thread, several of them
beside each other, for on some processors a product that several threads share rounds by their number. With
that, vectors are byte-equal in any order, in any subset and with any number of threads (a test holds it in
fresh processes).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from foundation.errors import ModelError
from foundation.progress import Progress, silent
from foundation.text import safe_text
from synthesis.embedder import Embedder
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.model_card import ModelCard, cpu_has_bfloat16, find_model, model_card
from synthesis.themes import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["ModelCard", "SentenceEmbedder", "default_embedder", "load_embedder", "model_card"]

_BATCH = 16
_BUCKETS = (*range(8, 33, 4), *range(40, 65, 8), *range(80, 129, 16), *range(160, 257, 32))
_TOKENIZED_AT_ONCE = 2048
_PROBE = (
    "The export to CSV times out for every report over 10,000 rows.",
    "Love the new dashboard!",
    "Can you add single sign-on? Our security team will not let us renew without it.",
    "invoice was wrong AGAIN, third month in a row",
)
_PROBE_FLOOR = 0.9965


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one text's tokens that the model reads in one go."""

    text: int
    tokens: tuple[int, ...]


class SentenceEmbedder:
    """A sentence-transformers model on the CPU behind the ``Embedder`` port. It is loaded when there is a text to
    embed, which takes seconds; most runs find every vector in the store."""

    def __init__(self, card: ModelCard, allow_download: bool = False) -> None:
        self._card = card
        self._allow_download = allow_download

    @cached_property
    def name(self) -> str:
        """Raises ModelError where the CPU's bfloat16 has to be tried and the model cannot be loaded."""
        precision = self._loaded[1] if cpu_has_bfloat16() else "float32"
        return f"{self._card.name}@{self._card.sha256[:12] or 'unhashed'}+{precision}"

    @property
    def dimension(self) -> int:
        """Raises ModelError when the model cannot be loaded."""
        return _dimension(self._loaded[0])

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """One unit row a text, float32, shape (len(texts), dimension).

        Equal texts are embedded once. A text longer than the model reads is cut into windows; its vector is
        the mean of theirs, weighted by tokens, so that texts which differ late do not collide.
        Raises ModelError when the model cannot be loaded.
        """
        cleaned = [safe_text(text) or " " for text in texts]
        unique = sorted(set(cleaned))
        position = {text: index for index, text in enumerate(unique)}
        rows = _embed_unique(self._loaded[0], unique, progress)
        return rows[[position[text] for text in cleaned]] if cleaned else rows

    @cached_property
    def _loaded(self) -> tuple[SentenceTransformer, str]:
        """The model and its precision."""
        model = _load(self._card, self._allow_download)
        halved = cpu_has_bfloat16() and _bfloat16_holds(model)
        return model, "bfloat16" if halved else "float32"


def load_embedder(model: str, allow_download: bool = False) -> Embedder:
    """The embedder that the settings name: ``default``, ``hashing``, a folder, or a hub name.

    Raises SettingsError for a model that is not there or whose pinned weights differ.
    """
    if model == "hashing":
        return HashingEmbedder()
    return SentenceEmbedder(find_model(model, allow_download), allow_download)


def default_embedder() -> SentenceEmbedder:
    """The pinned MiniLM; raises SettingsError when the package is missing or the weights differ."""
    return SentenceEmbedder(find_model("default", allow_download=False))


def be_quiet(allow_download: bool) -> None:
    """What the libraries read of the environment before they are imported."""
    if not allow_download:
        os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


def _load(card: ModelCard, allow_download: bool) -> SentenceTransformer:
    be_quiet(allow_download)
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            "sentence-transformers is not installed", hint='Install it, or set embedding.model = "hashing".'
        ) from error
    try:
        model = SentenceTransformer(
            str(card.folder or card.name),
            device="cpu",
            trust_remote_code=False,
            local_files_only=card.folder is not None or not allow_download,
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            f"the embedding model cannot be loaded: {str(error).splitlines()[0]}",
            where=card.name,
            hint="Check the folder, or set embedding.allow_download = true for a hub name.",
        ) from error
    return model.eval()


def _embed_unique(model: SentenceTransformer, texts: list[str], progress: Progress) -> Vectors:
    windows = _windows(model, texts)
    sums = np.zeros((len(texts), _dimension(model)), dtype=np.float64)
    done = 0
    progress("embed", 0, len(windows))
    for batch, vectors in _forwarded(model, _batches(windows)):
        for window, vector in zip(batch, vectors, strict=False):
            sums[window.text] += vector.astype(np.float64) * len(window.tokens)
        done += len(batch)
        progress("embed", done, len(windows))
    norms = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
    if not bool(np.isfinite(norms).all()) or bool((norms == 0).any()):
        raise ModelError("the embedding model gave a vector without length")
    unit: Vectors = (sums / norms).astype(np.float32)
    return unit


def _dimension(model: SentenceTransformer) -> int:
    return int(model.get_embedding_dimension() or 0)


def _windows(model: SentenceTransformer, texts: list[str]) -> list[_Window]:
    windows: list[_Window] = []
    limit = min(int(model.max_seq_length or _BUCKETS[-1]), _BUCKETS[-1])
    for start in range(0, len(texts), _TOKENIZED_AT_ONCE):
        encoded = model.tokenizer(
            texts[start : start + _TOKENIZED_AT_ONCE],
            truncation=True,
            max_length=limit,
            return_overflowing_tokens=True,
            return_attention_mask=False,
        )
        owners = encoded["overflow_to_sample_mapping"]
        windows.extend(
            _Window(start + int(owner), tuple(ids))
            for owner, ids in zip(owners, encoded["input_ids"], strict=True)
        )
    return windows


def _forwarded(
    model: SentenceTransformer, batches: Iterable[tuple[int, list[_Window]]]
) -> Iterator[tuple[list[_Window], Vectors]]:
    """Each batch with its vectors, in the batches' order, as many at a time as torch has threads."""
    import torch

    def of_one(length: int, batch: list[_Window]) -> Vectors:
        return _forward(model, [window.tokens for window in batch], length)

    pool = ThreadPoolExecutor(torch.get_num_threads(), initializer=torch.set_num_threads, initargs=(1,))
    try:
        begun = [(batch, pool.submit(of_one, length, batch)) for length, batch in batches]
        for batch, vectors in begun:
            yield batch, vectors.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _forward(model: SentenceTransformer, rows: list[tuple[int, ...]], length: int) -> Vectors:
    import torch

    filled = [rows[min(index, len(rows) - 1)] for index in range(_BATCH)]
    padding = int(model.tokenizer.pad_token_id or 0)
    ids = torch.tensor([[*row, *[padding] * (length - len(row))] for row in filled])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in filled])
    with torch.inference_mode():
        output: Any = model({"input_ids": ids, "attention_mask": mask})
    vectors: Vectors = output["sentence_embedding"].float().numpy()
    return vectors


def _bfloat16_holds(model: SentenceTransformer) -> bool:
    """Switch to bfloat16 and stay there when the probe's vectors keep their direction."""
    import torch

    exact = _embed_unique(model, list(_PROBE), silent)
    model.to(torch.bfloat16)
    rough = _embed_unique(model, list(_PROBE), silent)
    holds = bool(((exact * rough).sum(axis=1) >= _PROBE_FLOOR).all())
    if not holds:
        model.to(torch.float32)
    return holds


def _batches(windows: list[_Window]) -> Iterator[tuple[int, list[_Window]]]:
    by_length: dict[int, list[_Window]] = {}
    for window in windows:
        size = len(window.tokens)
        length = next((bucket for bucket in _BUCKETS if bucket >= size), size)
        by_length.setdefault(length, []).append(window)
    for length in sorted(by_length):
        group = by_length[length]
        for start in range(0, len(group), _BATCH):
            yield length, group[start : start + _BATCH]
