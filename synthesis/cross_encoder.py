"""A cross-encoder that reranks what a search found, where the settings name one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from foundation.errors import ModelError
from foundation.text import one_line, safe_text
from synthesis.model_card import ModelCard, find_model
from synthesis.sentence_embedder import be_quiet

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 16


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers on the CPU behind the ``Reranker`` port, loaded at its first use."""

    def __init__(self, card: ModelCard, allow_download: bool = False) -> None:
        self._card = card
        self._allow_download = allow_download

    @property
    def name(self) -> str:
        return f"{self._card.name}@{self._card.sha256[:12] or 'unhashed'}"

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One number a text, higher is better. Raises ModelError when the model cannot be loaded or used."""
        if not texts:
            return []
        pairs = [(safe_text(question) or " ", safe_text(text) or " ") for text in texts]
        try:
            found = self._loaded.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        except (ValueError, RuntimeError, IndexError, TypeError) as error:
            raise _unusable(self._card, error) from error
        if np.asarray(found).shape != (len(texts),) or not np.isfinite(found).all():
            raise ModelError(
                "the reranker does not give one number a pair",
                where=self._card.name,
                hint="Name a cross-encoder with one output, or leave search.reranker empty.",
            )
        return [float(one) for one in found]

    @cached_property
    def _loaded(self) -> CrossEncoder:
        be_quiet(self._allow_download)
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise ModelError(
                "sentence-transformers is not installed", hint="Install it, or leave search.reranker empty."
            ) from error
        try:
            loaded: CrossEncoder = CrossEncoder(
                str(self._card.folder or self._card.name),
                device="cpu",
                trust_remote_code=False,
                local_files_only=self._card.folder is not None or not self._allow_download,
            )
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise _unusable(self._card, error) from error
        return loaded


def _unusable(card: ModelCard, error: Exception) -> ModelError:
    return ModelError(
        f"the reranker cannot be used: {one_line(str(error), 160)}",
        where=card.name,
        hint="Name another cross-encoder, or leave search.reranker empty.",
    )


def load_reranker(model: str, allow_download: bool = False) -> CrossEncoderReranker:
    """The cross-encoder that the settings name: a folder or a hub name. Raises SettingsError where it is not there
    and may not be fetched."""
    return CrossEncoderReranker(find_model(model, allow_download), allow_download)
