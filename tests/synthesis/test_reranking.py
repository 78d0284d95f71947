"""A cross-encoder from a folder, made here and tiny, behind the port."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import ModelError, SettingsError
from synthesis.cross_encoder import load_reranker

_WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "export", "slow", "calendar", "is", "the"]


def _make(folder: Path, outputs: int = 1) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(_WORDS), encoding="utf-8")
    BertTokenizer(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(_WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=64,
    )
    config.num_labels = outputs
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_it_scores_each_text_and_the_same_each_time(tmp_path: Path) -> None:
    reranker = load_reranker(str(_make(tmp_path / "tiny")))
    texts = ["the export is slow", "calendar", "\x1b]0;x\x07", "slow " * 400]
    scores = reranker.scores("export slow", texts)
    assert len(scores) == len(texts)
    assert len(set(scores)) > 1
    assert reranker.scores("export slow", texts) == scores
    assert reranker.scores("export slow", []) == []
    assert reranker.name.startswith("tiny@")


def test_a_model_with_other_outputs_is_refused(tmp_path: Path) -> None:
    reranker = load_reranker(str(_make(tmp_path / "three", outputs=3)))
    with pytest.raises(ModelError, match="one number a pair"):
        reranker.scores("export", ["slow"])


def test_what_is_not_there_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not on this machine"):
        load_reranker("nobody/has-this-cross-encoder")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="the reranker cannot be used"):
        load_reranker(str(tmp_path / "empty")).scores("export", ["slow"])
