"""A question's vector without torch is the live embedder's; what it cannot read it leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synthesis.model_card import find_model
from synthesis.question_encoder import QuestionEncoder, read_encoder
from synthesis.questions import QuestionReader
from synthesis.sentence_embedder import default_embedder
from tests.conftest import ROOT

QUESTIONS = (
    "why is the export slow?",
    "x",
    "",
    "Unterschrift fehlt im PDF – être où ?",
    "請求書が届きません",
    "a question that goes on " * 90,
    "ÀÉÎ 429 ERR_LEDGER_MAP 🙂 <PERSON_1>",
)


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    found = read_encoder(find_model("default", allow_download=False).folder)
    assert found is not None
    return found


def test_its_vectors_are_those_of_the_embedder(encoder: QuestionEncoder) -> None:
    theirs = default_embedder().embed(QUESTIONS)
    ours = np.stack([encoder.encode(one) for one in QUESTIONS])
    assert ours.dtype == np.float32
    assert ((ours * theirs).sum(axis=1) >= 0.9965).all()  # bfloat16 on machines that have it
    if default_embedder().name.endswith("float32"):
        assert ((ours * theirs).sum(axis=1) >= 0.99999).all()


def test_the_same_question_has_the_same_vector(encoder: QuestionEncoder) -> None:
    assert all(encoder.encode(one).tobytes() == encoder.encode(one).tobytes() for one in QUESTIONS)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
    ],
)
def test_a_model_of_another_make_is_left_alone(tmp_path: Path, file: str, change: dict[str, object]) -> None:
    folder = find_model("default", allow_download=False).folder
    assert folder is not None
    for name in ("config.json", "modules.json", "1_Pooling/config.json"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text((folder / name).read_text("utf-8"), encoding="utf-8")
    held = json.loads((tmp_path / file).read_text("utf-8"))
    (tmp_path / file).write_text(json.dumps(held | change), encoding="utf-8")
    assert read_encoder(tmp_path) is None


def test_no_model_no_encoder(tmp_path: Path) -> None:
    assert read_encoder(None) is None
    assert read_encoder(tmp_path) is None


def test_a_question_is_held_against_vectors_of_the_same_weights() -> None:
    card = find_model("default", allow_download=False)
    made_with = f"{card.name}@{card.sha256[:12]}+bfloat16"
    assert QuestionReader("default").vectors_name(made_with) == made_with
    assert QuestionReader("hashing").vectors_name(made_with) == "hashing-384-v1"


def test_reading_a_question_does_not_import_torch() -> None:
    script = (
        "import sys; from synthesis.questions import QuestionReader; "
        "assert QuestionReader('default').vector('why').shape == (384,); "
        "print([one for one in ('torch', 'transformers', 'sentence_transformers', 'scipy') if one in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout.strip() == "[]"
