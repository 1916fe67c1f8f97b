"""The runtime computes what the model computes, for any sound, in chunks without seams."""

from __future__ import annotations

import numpy as np
import pytest

from tests.train.tones import tones, written
from tests.train.waveform.tiny import ALL, PLAIN, RESIDUAL
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.waveform import WaveformSpace, bits_per_frame, open_folder

torch = pytest.importorskip("torch")

from timbrespace.train.waveform.kind import KIND  # noqa: E402
from timbrespace.train.waveform.model import Waveform  # noqa: E402


@pytest.fixture(scope="module", params=ALL)
def pair(request, tmp_path_factory) -> tuple[WaveformSpace, Waveform]:
    """A space and the model that it was exported from."""
    torch.manual_seed(0)
    config = ALL[request.param]
    model = KIND.build(config)
    assert isinstance(model, Waveform)
    for unit in model.modules():
        # Units start as nothing; here they should have a part in what is compared.
        if isinstance(unit, torch.nn.Conv1d) and not unit.weight.any():
            torch.nn.init.normal_(unit.weight, std=0.1)
    batch = torch.from_numpy(tones(4, config.segment, config.sample_rate))
    folder = tmp_path_factory.mktemp("waveform") / request.param
    return open_folder(written(folder, KIND, model, config, batch)), model


def melody(n_samples: int, channels: int = 1) -> np.ndarray:
    return np.concatenate([tones(1, n_samples, 8_000, seed=c)[0] for c in range(channels)])


def test_it_computes_what_the_model_computes(pair):
    space, model = pair
    sound = melody(3_000)
    latents = space.encode(sound, 8_000)
    with torch.no_grad():
        of_model = model.encode(torch.from_numpy(sound)[None])
        made = model.decode(of_model)
    np.testing.assert_allclose(latents, of_model[0], atol=1e-4)
    np.testing.assert_allclose(space.decode(latents), made[0], atol=1e-4)


def test_chunks_leave_no_seam(pair):
    space, _ = pair
    sound = melody(20_000)
    whole = space.encode(sound, 8_000)
    made = space.decode(whole)
    space.chunk_samples = 1_000
    try:
        np.testing.assert_allclose(space.encode(sound, 8_000), whole, atol=1e-5)
        np.testing.assert_allclose(space.decode(whole), made, atol=1e-5)
    finally:
        space.chunk_samples = 2**18


@pytest.mark.parametrize("n_samples", [1, 31, 500, 8_001])
def test_a_sound_of_any_length_comes_back_as_long(pair, n_samples):
    space, _ = pair
    latents = space.encode(melody(n_samples), 8_000)
    assert latents.dtype == np.float32 and latents.shape[1] == len(space.dims)
    assert space.decode(latents).shape[1] >= n_samples
    assert space.decode(latents, n_samples).shape == (1, n_samples)


def test_any_rate_and_channels_are_heard(pair):
    space, _ = pair
    stereo = melody(44_100, channels=2)
    latents = space.encode(stereo, 44_100)
    assert len(latents) == space.strides.n_frames(8_000)
    np.testing.assert_array_equal(latents, space.encode(stereo, 44_100))


def test_silence_is_finite_and_nothing_is_nothing(pair):
    space, _ = pair
    assert np.isfinite(space.decode(space.encode(np.zeros((1, 4_000), np.float32), 8_000))).all()
    nothing = space.encode(np.zeros((1, 0), np.float32), 8_000)
    assert nothing.shape == (0, len(space.dims))
    assert space.decode(nothing).shape == (1, 0)


def test_latents_of_another_width_are_refused(pair):
    space, _ = pair
    with pytest.raises(TimbrespaceError, match="Expected latents"):
        space.decode(np.zeros((5, len(space.dims) + 1), np.float32))


def test_a_quantised_frame_costs_its_levels_and_takes_no_others(pair):
    space, model = pair
    assert space.bits_per_frame == model.bits_per_frame
    if space.bits_per_frame is not None:
        levels = (space.encode(melody(5_000), 8_000) + 1) * (RESIDUAL.levels - 1) / 2
        np.testing.assert_allclose(levels, np.round(levels), atol=1e-4)


def test_floats_have_no_price():
    assert bits_per_frame(8, 0) is None
    assert bits_per_frame(4, 16) == 16


def test_settings_that_say_nothing_are_refused(tmp_path):
    model = KIND.build(PLAIN)
    batch = torch.from_numpy(tones(2, PLAIN.segment, 8_000))
    folder = written(tmp_path / "bad", KIND, model, PLAIN, batch)
    config = folder / folders.CONFIG
    config.write_text(config.read_text().replace("kernels", "colonels"))
    with pytest.raises(TimbrespaceError, match="does not describe a waveform autoencoder"):
        open_folder(folder)
