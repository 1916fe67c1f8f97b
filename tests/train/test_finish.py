"""The folder that a training ends in."""

from __future__ import annotations

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.spaces.playing import posterior  # noqa: E402
from timbrespace.spaces.trained import folder as folders  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.finish import SettlingBatches, _small, run_id, write_space  # noqa: E402
from timbrespace.train.fit import fit  # noqa: E402

from .tiny import TINY, TinySpace  # noqa: E402
from .world import MACHINE, QUICK, gathered  # noqa: E402


@pytest.fixture(scope="module")
def made(tone_folder, tmp_path_factory):
    run_folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.mktemp("cache")))
        sounds, settings = gathered(tone_folder), resolve(TINY, changes=QUICK)
        fitted = fit(TINY, settings, sounds, run_folder, machine=MACHINE)
        out = tmp_path_factory.mktemp("out") / "tones.space"
        write_space(fitted, TINY, settings, sounds, out, name="tones", seed=0, run="r",
                    run_folder=run_folder)  # fmt: skip
    return out, fitted, sounds


def test_the_folder_says_what_it_is(made):
    out, fitted, sounds = made
    facts = folders.read(out)
    assert (facts.id, facts.sample_rate, facts.hop, len(facts.dims)) == ("tiny:tones", 8000, 16, 8)
    assert facts.training["data"] == sounds.fingerprint()
    assert facts.training["best_epoch"] == fitted.standing.best_epoch + 1
    assert facts.kbit_s == pytest.approx(8 * 8 * 500 / 1000)
    assert (out / "training" / "log.csv").is_file()
    assert not list(out.rglob("*.pt"))
    assert json.loads((out / "metrics.json").read_text())["model"]["n_parameters"] > 0


def test_nothing_in_it_names_a_place_or_a_time(made, tone_folder):
    out, _, _ = made
    text = (out / "config.toml").read_text()
    assert str(tone_folder.parent) not in text and "tone-0" not in text and "second" not in text


def test_weights_come_back(made):
    out, fitted, _ = made
    state = fitted.model.state_dict()
    weights = folders.read_weights(out)
    assert weights.keys() == state.keys()
    assert all(np.array_equal(weights[k], state[k].numpy()) for k in state)


def test_onnx_gives_what_pytorch_gives(made):
    out, fitted, sounds = made
    audio = sounds.test[0].read()[None, : 16 * 100]
    space = TinySpace(out)
    latents = space.encode(audio, 8_000)
    with torch.no_grad():
        z = fitted.model.encode(torch.from_numpy(audio)[None])
        sound = fitted.model.decode(z)
    assert np.abs(latents - z[0].numpy()).max() < 1e-4
    assert np.abs(space.decode(latents) - sound[0].numpy()).max() < 1e-4


def test_frames_of_training_sounds_go_with_it(made):
    out, _, sounds = made
    frames = posterior.read(out, 8)
    space = TinySpace(out)
    heard = np.concatenate([space.encode(s.read()[None], 8_000) for s in sounds.train])
    assert len(frames) == min(len(heard), posterior.N_FRAMES)
    as_kept = {row.tobytes() for row in heard.astype(np.float16)}
    assert all(row.tobytes() in as_kept for row in frames.astype(np.float16))


def test_settling_batches_can_be_gone_through_twice(made):
    _, _, sounds = made
    batches = SettlingBatches(sounds, 512, 4, seed=0)
    first, again = list(batches), list(batches)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert first[0].shape == (4, 1, 512)


def test_what_is_learned_decides_the_run_and_how_long_does_not(made):
    _, _, sounds = made
    first = run_id(TINY, resolve(TINY), sounds, 0)
    assert run_id(TINY, resolve(TINY, changes={"epochs": 9, "patience": 1}), sounds, 0) == first
    for other in ({"noise": 0.5}, {"batch_size": 3}, {"gradient_clip": 1.0}):
        assert run_id(TINY, resolve(TINY, changes=other), sounds, 0) != first
    assert run_id(TINY, resolve(TINY), sounds, 1) != first


def test_weights_that_lose_nothing_are_kept_in_16_bits():
    rounded = torch.randn(9, 7).half().float()
    assert _small(rounded).dtype == np.float16
    assert np.array_equal(_small(rounded).astype(np.float32), rounded.numpy())
    whole = torch.randn(9, 7)
    assert _small(whole).dtype == np.float32 and np.array_equal(_small(whole), whole.numpy())
    assert _small(torch.arange(3)).dtype == np.int64
