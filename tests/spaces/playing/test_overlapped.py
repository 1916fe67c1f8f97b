"""Decoders without memory, played in blocks: what the whole gives, late by the context."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing.overlapped import OverlappingPlayer

from .players import SIZES, check_contract, check_independence, pushed

HOP, DIMS = 3, 2


def smeared(reach: int):
    """A decoder whose samples depend on ``reach`` frames to either side, zeros at the ends."""
    kernel = np.random.default_rng(reach).normal(size=2 * reach + 1)

    def decode(latents):
        mixed = np.convolve(np.pad(latents.sum(axis=1), reach), kernel, "valid")
        sound = np.repeat(mixed, HOP).astype(np.float32)
        return np.stack([sound, -sound])

    return decode


@given(reach=st.integers(0, 4), spare=st.integers(0, 2), sizes=SIZES)
@settings(max_examples=60, deadline=None)
def test_blocks_give_the_whole_late_by_the_context(reach, spare, sizes):
    decode, context = smeared(reach), reach + spare
    latents = np.random.default_rng(1).normal(size=(25, DIMS)).astype(np.float32)
    player = OverlappingPlayer(decode, n_dims=DIMS, hop=HOP, channels=2, context=context)
    made, whole = pushed(player, latents, sizes), decode(latents)
    late = context * HOP
    assert made.shape == whole.shape
    assert not made[:, :late].any()
    assert np.abs(made[:, late:] - whole[:, : 25 * HOP - late]).max() < 1e-5


def test_what_it_keeps_does_not_grow():
    seen = []

    def decode(latents):
        seen.append(len(latents))
        return np.zeros((1, len(latents) * HOP), np.float32)

    player = OverlappingPlayer(decode, n_dims=DIMS, hop=HOP, channels=1, context=2)
    for _ in range(50):
        player.push(np.zeros((1, DIMS), np.float32))
    assert max(seen) == 2 + 1 + 2


def test_other_dims_are_refused():
    player = OverlappingPlayer(smeared(0), n_dims=DIMS, hop=HOP, channels=2, context=0)
    with pytest.raises(TimbrespaceError, match="2"):
        player.push(np.zeros((1, 3), np.float32))


@pytest.fixture(scope="module")
def waveform_voice(tmp_path_factory):
    """With dilated units, so that its context is wide."""
    torch = pytest.importorskip("torch")
    from tests.train.tones import tones, written
    from tests.train.waveform.tiny import RESIDUAL
    from timbrespace.spaces.playing.trained import open_trained
    from timbrespace.train.waveform.kind import KIND

    torch.manual_seed(0)
    model = KIND.build(RESIDUAL)
    for unit in model.modules():
        if isinstance(unit, torch.nn.Conv1d) and not unit.weight.any():
            torch.nn.init.normal_(unit.weight, std=0.1)
    batch = torch.from_numpy(tones(4, RESIDUAL.segment, RESIDUAL.sample_rate))
    folder = tmp_path_factory.mktemp("waveform") / "w.space"
    return open_trained(written(folder, KIND, model, RESIDUAL, batch))


def test_a_waveform_space_is_a_voice(waveform_voice):
    check_contract(waveform_voice, [1, 0, 4, 7], n_frames=40)
    check_independence(waveform_voice)


def test_a_waveform_space_plays_what_it_decodes_late_as_it_says(waveform_voice):
    voice = waveform_voice
    latents = np.random.default_rng(3).normal(size=(60, len(voice.dims))).astype(np.float32)
    made, late = pushed(voice.open_player(), latents, [5, 1, 20]), voice.delay_samples
    offline = voice.space.decode(latents)[:, : made.shape[1] - late]
    assert 0 < late < made.shape[1] // 2
    assert np.abs(made[:, late:] - offline).max() <= 1e-5
