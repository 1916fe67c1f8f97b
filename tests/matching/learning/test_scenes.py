from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, hiss
from timbrespace.audio.write import write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.matching.learning.scenes import (
    Clip,
    Scenes,
    faded,
    part_groups,
    read_clips,
    strung,
)


def clips(n_groups=4):
    long = [Clip(hiss(i, 3.0), f"voice {i % n_groups}", "speech") for i in range(8)]
    return long + [Clip(hiss(20 + i, 0.2), f"kit {i % n_groups}", "drums") for i in range(8)]


def test_pairs_are_of_one_length_at_one_peak_and_differ():
    scenes = Scenes(clips(), RATE_HZ, 1.0)
    for i in range(12):
        one, other = scenes.pair((0, i))
        assert one.shape == other.shape == (RATE_HZ,)
        assert np.abs(one).max() == pytest.approx(10 ** (-12 / 20), rel=1e-4)
        assert not np.allclose(one, other)


def test_the_same_seed_draws_the_same_pair():
    one, other = (Scenes(clips(), RATE_HZ, 0.5).pair((3, 1)) for _ in range(2))
    assert (one[0] == other[0]).all() and (one[1] == other[1]).all()


def test_no_group_is_learned_from_and_judged_by():
    learn, judge = part_groups(clips(), 0)
    assert judge and not {c.group for c in learn} & {c.group for c in judge}
    assert len(learn) + len(judge) == 16


def test_a_few_sounds_of_one_group_are_parted_themselves():
    learn, judge = part_groups(clips(1)[:4], 0)
    assert len(learn) == len(judge) == 2


def test_short_sounds_are_strung_on_a_grid():
    out = strung([np.ones(10, np.float32)], 1_000, 100, np.random.default_rng(0))
    onsets = np.flatnonzero(np.diff(np.r_[0, out > 0].astype(int)) > 0)
    assert len(onsets) > 3 and not (onsets % 100).any()


def test_a_cut_sound_ends_softly():
    assert faded(np.ones(100, np.float32), 40)[-1] == 0
    assert len(faded(np.ones(100, np.float32), 400)) == 100


def test_files_are_read_at_one_rate_and_silent_ones_left_out(tmp_path):
    write_wav(tmp_path / "a.wav", hiss(0)[None, :22_050], 22_050)
    write_wav(tmp_path / "b.wav", np.zeros((1, 800), np.float32), 22_050)
    (clip,) = read_clips([(tmp_path / f"{n}.wav", n, "x") for n in "ab"], RATE_HZ)
    assert len(clip.samples) == pytest.approx(44_100, abs=2)
    with pytest.raises(TimbrespaceError, match="no sound"):
        read_clips([(tmp_path / "b.wav", "b", "x")], RATE_HZ)
