"""The encoder: blocks, threads, padding, pooling, errors; and the release's own checks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Encoder
from timbrespace.spaces.yamnet.space import BATCH, YamNet, row_shares
from timbrespace.spaces.yamnet.table import LAYERS, TAPS
from timbrespace.spaces.yamnet.taps import parse_taps
from timbrespace.spaces.yamnet.weights import Weights


@pytest.fixture(scope="module")
def space(random_weights: Weights) -> YamNet:
    return YamNet(random_weights, parse_taps(["all", "8:flat"]), "cpu")


def streamed(space: YamNet, sound: np.ndarray, block: int) -> list[np.ndarray]:
    stream = space.open_stream(16_000)
    for start in range(0, len(sound), block):
        stream.push(sound[None, start : start + block])
    return stream.finish()


def test_it_is_an_encoder_with_a_record_per_output(space: YamNet, noise: np.ndarray) -> None:
    assert isinstance(space, Encoder)
    assert [record.id for record in space.records] == [
        *(f"yamnet-random:{tap}" for tap in TAPS),
        "yamnet-random:8:flat",
    ]
    for record, latents in zip(space.records, streamed(space, noise, 1000), strict=True):
        assert latents.dtype == np.float32
        assert latents.shape[-1] == len(record.dims)
        assert latents.ndim == (2 if record.framed else 1)
        assert record.hop == (7680 if record.framed else None)
        assert record.model_hash == space.weights.sha256


@pytest.mark.parametrize("block", [997, 7680, 16_000, 10**9])
def test_blocks_do_not_change_a_bit(space: YamNet, block: int) -> None:
    # Long enough for several runs of the network, and a last one that is not full.
    sound = np.random.default_rng(0).standard_normal((BATCH * 2 + 3) * 7680).astype(np.float32)
    whole = streamed(space, 0.1 * sound, len(sound))
    for one, other in zip(whole, streamed(space, 0.1 * sound, block), strict=True):
        assert np.array_equal(one, other)


def test_threads_do_not_change_a_bit(space: YamNet) -> None:
    rng = np.random.default_rng(0)
    sounds = [rng.standard_normal(n).astype(np.float32) for n in rng.integers(800, 40_000, 12)]
    alone = [streamed(space, sound, 5000) for sound in sounds]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda sound: streamed(space, sound, 5000), sounds))
    for one, other in zip(alone, together, strict=True):
        assert all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


def test_pooled_is_the_mean_of_flat_where_nothing_is_padded(space: YamNet) -> None:
    sound = np.random.default_rng(0).standard_normal(15_600 + 2 * 7680).astype(np.float32)
    found = space.encode(sound, 16_000)
    mean = found["8:flat"].reshape(-1, 6, 4, 512).mean(axis=(0, 1, 2))
    assert np.allclose(found["8"], mean, atol=1e-5)


def test_embedding_and_scores_are_means_over_patches(
    random_weights: Weights, noise: np.ndarray
) -> None:
    taps = parse_taps(["embedding", "scores", "embedding:flat", "scores:flat"])
    found = YamNet(random_weights, taps, "cpu").encode(noise, 16_000)
    for name in ("embedding", "scores"):
        assert np.allclose(found[name], found[f"{name}:flat"].mean(axis=0), atol=1e-5)


def test_rows_of_padding_are_left_out(random_weights: Weights) -> None:
    """A short sound pools only the rows that hear it."""
    taps = parse_taps(["logmel", "1", "logmel:flat", "1:flat"])
    sound = np.random.default_rng(0).standard_normal(4000).astype(np.float32)  # 0.25 s
    found = YamNet(random_weights, taps, "cpu").encode(sound, 16_000)
    real = 24  # frames centred within 4000 samples
    logmel = found["logmel:flat"].reshape(96, 64)
    assert np.allclose(found["logmel"], logmel[:real].mean(axis=0), atol=1e-5)
    assert np.abs(found["logmel"] - logmel.mean(axis=0)).max() > 1
    rows = found["1:flat"].reshape(48, 32, 64)
    assert np.allclose(found["1"], rows[: real // 2].mean(axis=(0, 1)), atol=1e-5)


def test_at_least_one_row_counts_whatever_the_length() -> None:
    for layer in LAYERS:
        shares = row_shares(np.array([1, 5, 48, 96]), layer.shape[0])
        assert (shares.sum(axis=1) > 0).all() and (np.diff(shares, axis=1) <= 0).all()
        assert (shares[-1] == 1).all()


def test_short_sounds_are_counted(random_weights: Weights) -> None:
    space = YamNet(random_weights, parse_taps("0"), "cpu")
    for n_samples in (160, 15_599, 15_600, 40_000):
        space.encode(np.ones(n_samples, np.float32), 16_000)
    assert space.padded == 2


def test_other_rates_and_channels_are_brought_over(random_weights: Weights) -> None:
    space = YamNet(random_weights, parse_taps("logmel"), "cpu")
    seconds = np.arange(48_000) / 48_000
    tone = np.sin(2 * np.pi * 1000 * seconds).astype(np.float32)
    stereo = np.stack([1.5 * tone, 0.5 * tone])
    at_48 = space.encode(stereo, 48_000)["logmel"]
    at_16 = space.encode(tone[::3], 16_000)["logmel"]
    assert abs(int(at_48.argmax()) - int(at_16.argmax())) == 0
    assert np.abs(at_48 - at_16).max() < 0.5


def test_resume_takes_flat_or_shaped_latents(space: YamNet, noise: np.ndarray) -> None:
    flat = space.encode(noise, 16_000)["8:flat"]
    logits = space.resume(flat, 8)
    assert logits.shape == (len(flat), 521)
    assert np.array_equal(logits, space.resume(flat.reshape(-1, 6, 4, 512), "8"))


def test_what_cannot_be_is_said(space: YamNet) -> None:
    with pytest.raises(TimbrespaceError, match="48000 Hz"):
        space.open_stream(48_000)
    with pytest.raises(TimbrespaceError, match=":flat"):
        space.resume(np.zeros((2, 512), np.float32), 8)
    with pytest.raises(TimbrespaceError, match="before the scores"):
        space.resume(np.zeros((2, 521), np.float32), "scores")
    with pytest.raises(TimbrespaceError, match="layers 0 to 13"):
        YamNet.open(taps="99")


def release_checks() -> list[tuple[str, np.ndarray]]:
    """The three signals of the release's own test, 3 s each."""
    seconds = np.arange(48_000) / 16_000
    return [
        ("Silence", np.zeros(48_000)),
        ("White noise", np.random.default_rng(0).uniform(-1, 1, 48_000)),
        ("Sine wave", np.sin(2 * np.pi * 440 * seconds)),
    ]


def ranks(space: YamNet) -> list[int]:
    """Where the expected class comes, 1 the first, for each of the three."""
    found = []
    for name, sound in release_checks():
        scores = space.encode(sound.astype(np.float32), 16_000)["scores"]
        found.append(1 + int((scores > scores[space.classes.index(name)]).sum()))
    return found


@pytest.mark.index
@pytest.mark.parametrize("weights", ["tfhub", "tfhub-int8"])
def test_tfhub_passes_the_releases_checks(tfhub: Weights, weights: str) -> None:
    assert max(ranks(YamNet.open(weights, taps="scores"))) <= 10


@pytest.mark.shared
def test_h5_passes_the_releases_checks_and_gives_gradients(h5_path: Path) -> None:
    torch = pytest.importorskip("torch")
    space = YamNet.open(h5_path, taps="scores")
    assert space.records[0].id == "yamnet-h5:scores"
    assert max(ranks(space)) <= 10
    sine = torch.tensor(release_checks()[2][1], dtype=torch.float32, requires_grad=True)
    score = space.module(sine)["scores"][..., space.classes.index("Sine wave")].mean()
    score.backward()
    assert sine.grad is not None and torch.isfinite(sine.grad).all()
    with torch.no_grad():
        better = sine + 1e-3 * sine.grad / sine.grad.abs().max()
        after = space.module(better)["scores"][..., space.classes.index("Sine wave")].mean()
    assert after > score
