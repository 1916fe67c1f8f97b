"""Frames that a voice's folder brings: kept in 16 bits, checked when read, drawn evenly."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import save_file

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing import posterior
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.installed import VOICES

FRAMES = np.random.default_rng(0).normal(size=(5_000, 3)).astype(np.float32)


def test_frames_come_back_in_16_bits(tmp_path):
    posterior.write(tmp_path, FRAMES[:7])
    back = posterior.read(tmp_path, 3)
    assert back.dtype == np.float32
    assert np.array_equal(back, FRAMES[:7].astype(np.float16))


def test_a_folder_without_has_none(tmp_path):
    assert posterior.read(tmp_path, 3) is None


@pytest.mark.parametrize(
    "content",
    [{"frames": FRAMES[:4, :2]}, {"other": FRAMES}, {"frames": np.full((2, 3), np.nan)}],
    ids=["other dims", "other name", "not numbers"],
)
def test_what_is_damaged_is_refused(tmp_path, content):
    save_file(content, tmp_path / posterior.FILE)
    with pytest.raises(TimbrespaceError, match="posterior"):
        posterior.read(tmp_path, 3)


def test_a_cut_file_is_refused(tmp_path):
    posterior.write(tmp_path, FRAMES)
    path = tmp_path / posterior.FILE
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(TimbrespaceError, match="can't be read"):
        posterior.read(tmp_path, 3)


def test_draws_keep_order_come_once_and_repeat():
    numbered = np.arange(5_000, dtype=np.float32)[:, None]
    some = posterior.chosen(numbered, 100)[:, 0]
    assert len(np.unique(some)) == 100 and np.all(np.diff(some) > 0)
    assert np.array_equal(some, posterior.chosen(numbered, 100)[:, 0])
    assert not np.array_equal(some, posterior.chosen(numbered, 100, seed=1)[:, 0])
    assert 2_000 < some.mean() < 3_000
    assert posterior.chosen(FRAMES[:5], 100) is not None and len(posterior.chosen(FRAMES[:5])) == 5


def test_the_shipped_voice_brings_frames_that_fit_its_dims():
    folder = VOICES / "bells"
    facts = folders.read(folder)
    frames = posterior.read(folder, len(facts.dims))
    assert len(frames) == posterior.N_FRAMES
    assert (folder / posterior.FILE).stat().st_size < 200_000
    inside = [(frames[:, i] >= d.low) & (frames[:, i] <= d.high) for i, d in enumerate(facts.dims)]
    assert np.mean(inside) > 0.9
