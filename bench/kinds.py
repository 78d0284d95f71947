"""How well kinds, sentiment and severity are judged: ``python -m bench.kinds [--compare] [--train] [--json]``.

Without options: the shipped head (with vectors, and on the form alone) and the rules it replaced on statements that
took no part in training or choosing: the own held-out half, real ones labelled one by one, the demo's themes.
``--compare`` trains each variant anew and measures it on the same, and sentiment by folds on nhs-feedback whose
nearly equal texts never cross a fold; vaderSentiment stands beside them where it is installed. ``--train`` writes
``synthesis/kind_head.json``. Public data are read from $NRR_SHARED_DATA or ../shared/data.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import kinds_data, kinds_measures, kinds_training
from bench.kinds_data import Labelled, Verbatims
from bench.kinds_measures import Found, found_by
from bench.kinds_rules import rule
from synthesis.embedder import Embedder
from synthesis.kind_head import Heads, heads_from, shipped_heads
from synthesis.kinds import judge_with
from synthesis.sentence_embedder import default_embedder
from synthesis.statements import split_text
from synthesis.themes import Vectors

ROOT = Path(__file__).resolve().parents[1]
_HEAD = ROOT / "synthesis" / "kind_head.json"
_LANGUAGES = (" de", " es", " fr")
_VARIANTS = {"form": (True, False), "vectors": (False, True), "form and vectors": (True, True)}


@dataclass(frozen=True, slots=True)
class Part:
    """Statements that are measured together, with their vectors."""

    name: str
    labelled: Sequence[Labelled]
    vectors: Vectors

    def within(self, name: str, endings: tuple[str, ...]) -> Part:
        """The statements whose subject ends so."""
        rows = [row for row, one in enumerate(self.labelled) if one.subject.endswith(endings)]
        return Part(name, [self.labelled[row] for row in rows], self.vectors[rows])


def held_out(data: Path | None, embedder: Embedder) -> list[Part]:
    """The own half, whole and its other languages alone; the real statements, together and by set, where the
    folder of public data is."""
    labelled = kinds_data.read_corpus(kinds_data.HELD_OUT)
    own = Part("own", labelled, embedder.embed([one.text for one in labelled]))
    parts = [own, own.within("own, other languages", _LANGUAGES)]
    if data is not None:
        labelled = kinds_data.read_real(data, "heldout")
        real = Part("real", labelled, embedder.embed([one.text for one in labelled]))
        sets = dict.fromkeys(one.subject for one in labelled)
        parts += [real, *(real.within(f"real, {name}", (name,)) for name in sets)]
    return parts


def judged(heads: Heads, part: Part, model: str) -> list[Found]:
    """What the heads say of a part; without a ``model``, from the form alone."""
    texts = [one.text for one in part.labelled]
    return found_by(judge_with(heads, texts, [None] * len(texts), part.vectors, model))


def ruled(part: Part) -> list[Found]:
    """What the old rules say of a part."""
    return [Found(*said) for said in rule([one.text for one in part.labelled])]


def measure(heads: Heads, parts: Sequence[Part], model: str) -> dict[str, Any]:
    """By part and method: kinds, severity; calibration of the heads."""
    result: dict[str, Any] = {}
    for part in parts:
        methods = {
            "head": judged(heads, part, model),
            "form alone": judged(heads, part, ""),
            "rules": ruled(part),
        }
        result[part.name] = {name: _measured(part, found) for name, found in methods.items()}
    return result


def _measured(part: Part, found: Sequence[Found]) -> dict[str, Any]:
    figures = kinds_measures.score_kinds(part.labelled, found)
    if found[0].probabilities:
        figures["calibration"] = kinds_measures.calibration(part.labelled, found)
    if part.name == "own":
        figures["severity"] = kinds_measures.severity_ranks(part.labelled, found)
    return figures


def measure_themes(heads: Heads, embedder: Embedder) -> dict[str, Any]:
    """The demo's planted themes: share whose kind is found by each rule over their statements, and the misses."""
    themes = kinds_data.read_demo_themes()
    found: list[list[Found]] = []
    for _, _, items in themes:
        pieces = [
            (text[start:end], score)
            for text, score in items
            for start, end in split_text(text, one_matter=score is None).spans
        ]
        texts = [text for text, _ in pieces]
        scores = [score for _, score in pieces]
        found.append(found_by(judge_with(heads, texts, scores, embedder.embed(texts), embedder.name)))
    result: dict[str, Any] = {"n": len(themes)}
    for name, choose in kinds_measures.THEME_RULES.items():
        answers = list(zip(themes, choose(found), strict=True))
        wrong = [
            f"{title}: {kind}, not {planted}" for (planted, title, _), kind in answers if kind is not planted
        ]
        result[name] = {"right": len(themes) - len(wrong), "wrong": wrong}
    return result


def material(data: Path, embedder: Embedder) -> tuple[kinds_training.Material, Verbatims]:
    """What the heads learn from: both development halves and the verbatims."""
    labelled = [*kinds_data.read_corpus(kinds_data.DEVELOPMENT), *kinds_data.read_real(data, "development")]
    verbatims = kinds_data.read_verbatims(data)
    made = kinds_training.Material(
        labelled=labelled,
        labelled_vectors=embedder.embed([one.text for one in labelled]),
        verbatims=verbatims.texts,
        verbatim_vectors=embedder.embed(verbatims.texts),
        tones=(3 - verbatims.sentiment) / 2,
    )
    return made, verbatims


def compare(data: Path, embedder: Embedder) -> dict[str, Any]:
    """Each variant, trained on the development halves: kinds on what is held out, sentiment by folds."""
    learnt, verbatims = material(data, embedder)
    groups = verbatims.groups(learnt.verbatim_vectors)
    parts = [part for part in held_out(data, embedder) if part.name in ("own", "real")]
    tones = {"rules": np.array([said.sentiment for said in rule(verbatims.texts)]), **_vader(verbatims.texts)}
    kinds = {"rules": {part.name: _measured(part, ruled(part)) for part in parts}}
    for name, reads in _VARIANTS.items():
        head = kinds_training.learn_head(learnt, *reads)
        heads = heads_from(kinds_training.bound(embedder.name, head, head))
        model = embedder.name if reads[1] else ""
        kinds[name] = {part.name: _measured(part, judged(heads, part, model)) for part in parts}
        tones[name] = _tone_by_folds(learnt, groups, reads, embedder.name)
    return {"kinds": kinds, "sentiment": {name: _toned(verbatims, said) for name, said in tones.items()}}


def _tone_by_folds(
    learnt: kinds_training.Material, groups: NDArray[np.int64], reads: tuple[bool, bool], model: str
) -> NDArray[np.float64]:
    """The sentiment of each verbatim by heads that saw none of its group; five folds."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros(len(groups))
    for train, test in GroupKFold(5).split(groups, groups=groups):
        head = kinds_training.learn_head(kinds_training.fold(learnt, train), *reads)
        left_out = kinds_training.fold(learnt, test)
        heads = heads_from(kinds_training.bound(model, head, head))
        vectors = left_out.verbatim_vectors if reads[1] else None
        said = judge_with(heads, left_out.verbatims, [None] * len(test), vectors, model)
        found[test] = [one.sentiment for one in said]
    return found


def _toned(verbatims: Verbatims, said: NDArray[np.float64]) -> dict[str, float]:
    """Rank correlation with people (5 is very negative, so it is turned round) and positive against negative."""
    clear = verbatims.sentiment != 3
    right = (said[clear] > 0) == (verbatims.sentiment[clear] < 3)
    rho = kinds_measures.rank_correlation(list(said), list(-verbatims.sentiment))
    return {"n": len(said), "rho": rho, "positive_negative": round(float(right.mean()), 3)}


def _vader(texts: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """vaderSentiment's compound score where the package is installed."""
    if importlib.util.find_spec("vaderSentiment") is None:
        return {}
    analyzer = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return {"vaderSentiment": np.array([analyzer.polarity_scores(text)["compound"] for text in texts])}


def train(data: Path, embedder: Embedder, path: Path = _HEAD) -> None:
    """Writes the coefficients, one line a block."""
    learnt, _ = material(data, embedder)
    stored = kinds_training.learn(learnt, embedder.name)
    path.write_text(_compact(stored) + "\n", encoding="utf-8")


def _compact(stored: dict[str, Any]) -> str:
    blocks = [
        f"{json.dumps(name)}: {json.dumps(value, separators=(',', ':'))}" for name, value in stored.items()
    ]
    return "{\n" + ",\n".join(blocks) + "\n}"


def _data() -> Path | None:
    folder = Path(os.environ.get("NRR_SHARED_DATA", ROOT.parent / "shared" / "data"))
    return folder if folder.is_dir() else None


def _print(result: dict[str, Any]) -> None:
    for part, methods in result["held_out"].items():
        for method, figures in methods.items():
            error = figures.get("calibration", {}).get("ece", "")
            print(
                f"{part:22} {method:11} n {figures['n']:4} accuracy {figures['accuracy']:.3f}"
                f" (either label {figures['accuracy_either']:.3f}) macro F1 {figures['macro_f1']:.3f} ECE {error}"
            )
        if part in ("own", "real"):
            print(f"  confusion (rows: label) {methods['head']['confusion']}")
            print(f"  calibration {methods['head']['calibration']['bins']}")
    print(
        "severity, rank correlation:",
        {name: one["severity"] for name, one in result["held_out"]["own"].items()},
    )
    for name, figures in result["themes"].items():
        print(f"demo themes, {name}: {figures}")
    for name, figures in result.get("compare", {}).get("kinds", {}).items():
        for part, one in figures.items():
            print(f"{name:17} {part:5} accuracy {one['accuracy']:.3f} macro F1 {one['macro_f1']:.3f}")
    for name, figures in result.get("compare", {}).get("sentiment", {}).items():
        print(f"sentiment {name:17} {figures}")


def main() -> None:
    """Prints the figures; see the module's head."""
    parser = argparse.ArgumentParser(prog="python -m bench.kinds")
    parser.add_argument("--compare", action="store_true", help="train and measure every variant")
    parser.add_argument("--train", action="store_true", help="write the coefficients")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data, embedder = _data(), default_embedder()
    if (options.train or options.compare) and data is None:
        parser.error("the public data are not there; set NRR_SHARED_DATA")
    if options.train and data is not None:
        train(data, embedder)
        shipped_heads.cache_clear()
    heads = shipped_heads()
    parts = held_out(data, embedder)
    result = {"held_out": measure(heads, parts, embedder.name), "themes": measure_themes(heads, embedder)}
    if options.compare and data is not None:
        result["compare"] = compare(data, embedder)
    print(json.dumps(result, indent=1)) if options.json else _print(result)


if __name__ == "__main__":
    main()
