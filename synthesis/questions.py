"""Questions as vectors that can be held against the statements', with as little to load as the model allows."""

from __future__ import annotations

import threading
from functools import cached_property

from synthesis.calm_threads import one_thread
from synthesis.embedder import Embedder
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.model_card import ModelCard, find_model
from synthesis.question_encoder import QuestionEncoder, read_encoder
from synthesis.themes import Vectors

_KEPT = 256
LONGEST = 4000  # characters of a question that are read; what stands behind them is cut off


class QuestionReader:
    """Reads questions with the model that the settings name. It is loaded at the first question, and safe to use
    from several threads."""

    def __init__(self, model: str, allow_download: bool = False) -> None:
        self._model = model
        self._allow_download = allow_download
        self._loading = threading.RLock()
        self._kept: dict[str, Vectors] = {}

    def vectors_name(self, made_with: str) -> str:
        """Which stored vectors a question can be held against: those of the run made ``with`` the same weights, in
        whatever precision, else those of the embedder itself. Raises SettingsError for a model that is not there."""
        if self._model == "hashing":
            return HashingEmbedder().name
        card = self._card
        if made_with.startswith(f"{card.name}@{card.sha256[:12] or 'unhashed'}+"):
            return made_with
        return self._embedder.name

    def vector(self, text: str) -> Vectors:
        """The question as a unit row, float32, shape (dimension,); the last few are kept, as the same question is
        often asked again of other accounts or months. Raises ModelError where the model cannot be loaded,
        SettingsError where it is not there."""
        with self._loading:
            row = self._kept.pop(text, None)
        if row is None:
            row = self._read(text)
        with self._loading:
            self._kept[text] = row
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return row

    def _read(self, text: str) -> Vectors:
        with self._loading:
            quick = None if self._model == "hashing" else self._quick
            if quick is None:
                row: Vectors = self._embedder.embed([text[:LONGEST]])[0]
                return row
        with one_thread():
            return quick.encode(text[:LONGEST])

    @cached_property
    def _card(self) -> ModelCard:
        return find_model(self._model, self._allow_download)

    @cached_property
    def _quick(self) -> QuestionEncoder | None:
        return read_encoder(self._card.folder)

    @cached_property
    def _embedder(self) -> Embedder:
        from synthesis.sentence_embedder import load_embedder

        return load_embedder(self._model, self._allow_download)
