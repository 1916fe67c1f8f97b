"""What is learned from and what is held out."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.audio.write import write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.train.sounds import PARTS, gather
from timbrespace.train.sources import corpus_of

from .world import RATE, gathered, write_sounds


def in_groups(folder, groups):
    rows = "".join(f"tone-{i:02}.wav,{group}\n" for i, group in enumerate(groups))
    (folder / "labels.csv").write_text("file,group\n" + rows)
    return folder


@pytest.mark.parametrize("seed", range(4))
def test_no_group_is_in_two_parts_and_nothing_is_lost(tmp_path, seed):
    folder = in_groups(write_sounds(tmp_path), [i // 3 for i in range(12)])
    sounds = gathered(folder, seed=seed)
    groups = [{sound.group for sound in sounds.part(part)} for part in PARTS]
    assert all(groups) and sum(map(len, groups)) == len(set().union(*groups)) == 4
    assert sum(len(sounds.part(part)) for part in PARTS) == 12


def test_the_fingerprint_follows_content_and_split_not_names(tmp_path):
    first = gathered(write_sounds(tmp_path / "a"))
    folder = write_sounds(tmp_path / "b")
    assert gathered(folder).fingerprint() == first.fingerprint()
    assert gathered(folder, seed=1).fingerprint() != first.fingerprint()
    (folder / "tone-03.wav").unlink()
    assert gathered(folder).fingerprint() != first.fingerprint()


def test_two_groups_are_split_by_file_and_it_is_said(tmp_path):
    sounds = gathered(in_groups(write_sounds(tmp_path), ["a", "b"] * 6))
    assert all(sounds.part(part) for part in PARTS)
    assert any("too good" in note for note in sounds.notes)


def test_one_long_sound_is_cut_in_time_without_overlap(tmp_path):
    sounds = gathered(write_sounds(tmp_path, 1, seconds=4.0))
    (train,), (validation,), (test,) = (sounds.part(part) for part in PARTS)
    assert (train.start, test.stop) == (0, 4 * RATE)
    assert train.stop == validation.start and validation.stop == test.start
    assert any("cut in time" in note for note in sounds.notes)


def test_too_little_says_how_much_is_needed(tmp_path):
    with pytest.raises(TimbrespaceError, match="at least 3 sounds"):
        gathered(write_sounds(tmp_path, 2, seconds=0.2))


def test_too_short_says_how_long_a_segment_is(tmp_path):
    with pytest.raises(TimbrespaceError, match=r"too short: the longest has 0.020 s.* 6.400 s"):
        gather(corpus_of(write_sounds(tmp_path, seconds=0.02)), RATE, 51_200)


def test_nothing_usable_counts_the_reasons(tmp_path):
    write_wav(tmp_path / "a.wav", np.zeros((1, RATE), np.float32), RATE)
    with pytest.raises(TimbrespaceError, match="1 x silent"):
        gathered(tmp_path)


def test_everything_that_was_done_is_said(tmp_path):
    folder = write_sounds(tmp_path, 6)
    write_wav(folder / "silent.wav", np.zeros((1, RATE), np.float32), RATE)
    stereo = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 16_000)).astype(np.float32)
    write_wav(folder / "stereo.wav", stereo, 16_000)
    write_wav(folder / "short.wav", stereo[:1, :400], RATE)
    (folder / "tone-copy.wav").write_bytes((folder / "tone-00.wav").read_bytes())
    said = " ".join(gathered(folder).notes)
    for words in ("1 of 8 sounds were resampled from 16000 Hz", "1 of 8 were mixed down",
                  "1 of 8 are shorter", "1 copies", "1 left out: silent"):  # fmt: skip
        assert words in said


def test_a_label_can_say_the_parts(tmp_path):
    folder = write_sounds(tmp_path, 6)
    parts = ["train", "training", "train", "val", "test", "test"]
    rows = "".join(f"tone-{i:02}.wav,{part}\n" for i, part in enumerate(parts))
    (folder / "labels.csv").write_text("file,part\n" + rows)
    sounds = gathered(folder, split="part")
    assert [len(sounds.part(part)) for part in PARTS] == [3, 1, 2]
    with pytest.raises(TimbrespaceError, match="names no part"):
        gathered(folder, split="parts")
