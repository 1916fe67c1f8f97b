"""The runtime computes what the model computes, finds or takes phases, and keeps loudness."""

from __future__ import annotations

import numpy as np
import pytest

from tests.train.spectrogram.tiny import TINY
from tests.train.tones import tones, written
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.spectrogram import SpectrogramSpace, open_folder

torch = pytest.importorskip("torch")

from timbrespace.train.spectrogram.kind import KIND  # noqa: E402
from timbrespace.train.spectrogram.model import Spectrogram  # noqa: E402


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> tuple[SpectrogramSpace, Spectrogram]:
    """A space and the model that it was exported from."""
    torch.manual_seed(0)
    model = KIND.build(TINY)
    assert isinstance(model, Spectrogram)
    batch = torch.from_numpy(tones(4, TINY.segment, TINY.sample_rate))
    folder = tmp_path_factory.mktemp("spectrogram") / "tiny"
    return open_folder(written(folder, KIND, model, TINY, batch)), model


def melody(n_samples: int, seed: int = 0) -> np.ndarray:
    return tones(1, n_samples, 8_000, seed)[0]


@pytest.mark.parametrize("n_samples", [200, TINY.segment, 3_001])
def test_it_computes_what_the_model_computes(pair, n_samples):
    space, model = pair
    sound = melody(n_samples)
    latents = space.encode(sound, 8_000)
    with torch.no_grad():
        np.testing.assert_allclose(
            latents, model.encode(torch.from_numpy(sound)[None])[0], atol=1e-4
        )
        made = model.decode(torch.from_numpy(latents)[None])[0]
    # The search for phases follows rounding a little, so sounds are compared more loosely.
    np.testing.assert_allclose(space.decode(latents), made, atol=1e-3)


@pytest.mark.parametrize("n_samples", [1, 40, 700, 5_000])
def test_a_sound_of_any_length_comes_back_as_long(pair, n_samples):
    space, _ = pair
    latents = space.encode(melody(n_samples), 8_000)
    assert latents.shape[1] == TINY.dims + 2
    assert space.decode(latents).shape[1] >= n_samples
    assert space.decode(latents, n_samples).shape == (1, n_samples)


def test_segments_are_those_of_the_whole_sound(pair):
    space, _ = pair
    sound = melody(6_000)
    later = 2 * space.hop
    whole, rest = space.encode(sound, 8_000), space.encode(sound[:, later:], 8_000)
    # Segments that do not touch the cut are the same.
    np.testing.assert_allclose(whole[3:], rest[1 : len(whole) - 2], atol=1e-4)


def test_the_same_seed_gives_the_same_sound(pair):
    space, _ = pair
    latents = space.encode(melody(2_000), 8_000)
    assert np.array_equal(space.decode(latents, seed=3), space.decode(latents, seed=3))
    assert not np.array_equal(space.decode(latents, seed=3), space.decode(latents, seed=4))


def test_phases_of_the_source_are_taken(pair):
    space, _ = pair
    sound = melody(4_000)
    latents = space.encode(sound, 8_000)
    taken = space.decode(latents, 4_000, phase_of=(sound, 8_000))
    stft = TINY.stft
    wanted, made = stft.spectrum(sound[0]), stft.spectrum(taken[0])
    loud = np.abs(wanted) > 0.05 * np.abs(wanted).max()
    turned = np.angle(made[loud] / wanted[loud])
    assert np.abs(turned).mean() < 0.5  # at random it would be half of pi
    assert taken.shape == (1, 4_000)


def test_silence_becomes_silence_and_nothing_nothing(pair):
    space, _ = pair
    latents = space.encode(np.zeros((1, 3_000), np.float32), 8_000)
    assert np.isfinite(latents).all()
    assert not space.decode(latents).any()
    nothing = space.encode(np.zeros((1, 0), np.float32), 8_000)
    assert nothing.shape == (0, TINY.dims + 2)
    assert space.decode(nothing).shape == (1, 0)


def test_what_is_twice_as_loud_is_made_twice_as_loud(pair):
    space, _ = pair
    sound = melody(2_000)
    quiet, loud = (space.decode(space.encode(gain * sound, 8_000)) for gain in (0.5, 1.0))
    assert loud.std() / quiet.std() == pytest.approx(2, rel=0.05)


def test_settings_that_say_nothing_are_refused(tmp_path):
    model = KIND.build(TINY)
    batch = torch.from_numpy(tones(2, TINY.segment, 8_000))
    folder = written(tmp_path / "bad", KIND, model, TINY, batch)
    config = folder / folders.CONFIG
    config.write_text(config.read_text().replace("overlap", "overlay"))
    with pytest.raises(TimbrespaceError, match="does not describe a spectrogram VAE"):
        open_folder(folder)
