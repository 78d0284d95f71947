"""One question as a vector without torch, whose import is nearly all that a cold search costs.

Reads a BERT's weights as they lie in the model's folder and does its arithmetic in numpy, for one text at a time:
the same vector as the live embedder's up to rounding (a test holds a cosine of 0.99999). Keeps the rule that
statements are embedded by ``synthesis.sentence_embedder`` alone; a model of another make is left to it as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from foundation.text import safe_text
from synthesis.themes import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MODULES = ("Transformer", "Pooling", "Normalize")
_LONGEST = 256  # tokens that are read in one go, as the live embedder does

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QuestionEncoder:
    """A BERT with mean pooling. Safe to use from several threads: it only reads."""

    weights: dict[str, Rows]
    tokenizer: Tokenizer
    layers: int
    heads: int
    epsilon: float

    def encode(self, text: str) -> Vectors:
        """A unit row, float32, shape (dimension,): the mean of the text's windows, weighted by tokens."""
        encoded = self.tokenizer.encode(safe_text(text) or " ")
        windows = [encoded.ids, *(more.ids for more in encoded.overflowing)]
        total = np.zeros(self.weights["embeddings.LayerNorm.weight"].shape[0], dtype=np.float64)
        for ids in windows:
            pooled = self._read(np.array(ids)).mean(axis=0)
            total += pooled / np.linalg.norm(pooled) * len(ids)
        unit: Vectors = (total / np.linalg.norm(total)).astype(np.float32)
        return unit

    def _read(self, ids: NDArray[np.int64]) -> Rows:
        held = self.weights
        rows = held["embeddings.word_embeddings.weight"][ids]
        rows = rows + held["embeddings.position_embeddings.weight"][: len(ids)]
        rows = self._normal(rows + held["embeddings.token_type_embeddings.weight"][0], "embeddings")
        for layer in range(self.layers):
            at = f"encoder.layer.{layer}"
            heard = self._linear(self._attended(rows, f"{at}.attention.self"), f"{at}.attention.output.dense")
            rows = self._normal(rows + heard, f"{at}.attention.output")
            inner = _gelu(self._linear(rows, f"{at}.intermediate.dense"))
            rows = self._normal(rows + self._linear(inner, f"{at}.output.dense"), f"{at}.output")
        return rows

    def _attended(self, rows: Rows, at: str) -> Rows:
        count, width = rows.shape

        def heads(name: str) -> Rows:
            parted = self._linear(rows, f"{at}.{name}").reshape(count, self.heads, -1)
            return np.ascontiguousarray(parted.transpose(1, 0, 2))

        query, key, value = heads("query"), heads("key"), heads("value")
        weights = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width / self.heads))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        mixed: Rows = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        return mixed.transpose(1, 0, 2).reshape(count, width)

    def _linear(self, rows: Rows, name: str) -> Rows:
        found: Rows = rows @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found

    def _normal(self, rows: Rows, name: str) -> Rows:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        found: Rows = centred / spread * self.weights[f"{name}.LayerNorm.weight"]
        return found + self.weights[f"{name}.LayerNorm.bias"]


def _gelu(rows: Rows) -> Rows:
    """x times the normal distribution's share below x; the error function by Abramowitz and Stegun 7.1.26, whose
    error of 1.5e-7 is that of float32."""
    scaled = np.abs(rows) / np.float32(np.sqrt(2.0))
    step = 1.0 / (1.0 + 0.3275911 * scaled)
    series = ((((1.061405429 * step - 1.453152027) * step) + 1.421413741) * step - 0.284496736) * step
    error = np.sign(rows) * (1.0 - (series + 0.254829592) * step * np.exp(-scaled * scaled))
    found: Rows = (rows * 0.5 * (1.0 + error)).astype(np.float32)
    return found


def read_encoder(folder: Path | None) -> QuestionEncoder | None:
    """The model in ``folder``; None where it is of another make than this module reads, or not there."""
    if folder is None:
        return None
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        made_of = [
            str(one["type"]).rpartition(".")[2]
            for one in json.loads((folder / "modules.json").read_text("utf-8"))
        ]
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if tuple(made_of) != _MODULES or not _is_plain_bert(config) or not _pools_means(pooling):
        return None
    if not ((folder / "tokenizer.json").is_file() and (folder / "model.safetensors").is_file()):
        return None
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=min(_LONGEST, int(config["max_position_embeddings"])))
    weights = {
        name.removeprefix("bert."): rows
        for name, rows in load_file(folder / "model.safetensors").items()
        if rows.dtype == np.float32
    }
    return QuestionEncoder(
        weights,
        tokenizer,
        int(config["num_hidden_layers"]),
        int(config["num_attention_heads"]),
        float(config["layer_norm_eps"]),
    )


def _is_plain_bert(config: dict[str, Any]) -> bool:
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and all(
            name in config
            for name in (
                "num_hidden_layers",
                "num_attention_heads",
                "layer_norm_eps",
                "max_position_embeddings",
            )
        )
    )


def _pools_means(pooling: dict[str, Any]) -> bool:
    means = pooling.get("pooling_mode_mean_tokens")
    others = [value for name, value in pooling.items() if name.startswith("pooling_mode_") and value is True]
    return means is True and len(others) == 1
