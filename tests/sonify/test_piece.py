"""Twin of ``sonify/piece.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.sonify.world import rows
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.sonify.piece import joined, plan_cues, write_piece

RATE_HZ = 8_000


@pytest.fixture
def sounds(tmp_path):
    """Five constant levels of unequal lengths."""
    durations_s = [1.0, 0.5, 0.2, 2.0, 1.0]
    for index, seconds in enumerate(durations_s):
        level = np.full((1, round(seconds * RATE_HZ)), (index + 1) / 10, np.float32)
        write_wav(tmp_path / f"{index}.wav", level, RATE_HZ)
    return tmp_path, [f"{index}.wav" for index in range(5)], durations_s


def test_cues_overlap_as_asked_but_never_by_more_than_half_a_sound():
    cues = plan_cues([0, 2, 1], ["a", "b", "c"], [1.0, 1.0, 0.2], 0.25)
    assert [cue.index for cue in cues] == [0, 2, 1]
    assert cues[1].begin_s == pytest.approx(0.9) and cues[2].begin_s == pytest.approx(1.0)


def test_what_the_sheet_says_is_heard_when_it_says(sounds):
    folder, paths, durations_s = sounds
    cues = plan_cues([3, 0, 1, 4], paths, durations_s, 0.1)
    items = rows()
    write_piece(folder, folder, items, cues, RATE_HZ)
    piece, rate = read(folder / "piece.wav")
    sheet = pd.read_csv(folder / "cues.csv")
    assert sheet["id"].tolist() == ["r3", "r0", "r1", "r4"]
    assert {"title", "file", "kind", "time"} <= set(sheet.columns)
    for row, level in zip(sheet.itertuples(), (0.4, 0.1, 0.2, 0.5), strict=True):
        middle = round((row.begin_s + row.end_s) / 2 * rate)
        assert piece[0, middle] == pytest.approx(level, abs=1e-3)
    assert piece.shape[1] / rate == pytest.approx(sheet["end_s"].iloc[-1], abs=1e-3)
    labels = (folder / "cues.txt").read_text().splitlines()
    assert labels[0].split("\t") == ["0.000000", "2.000000", "row 3"]


def test_where_two_meet_their_powers_add_up(sounds):
    rng = np.random.default_rng(0)
    noise = {str(i): rng.normal(size=(1, RATE_HZ)).astype(np.float32) for i in range(2)}
    cues = plan_cues([0, 1], ["0", "1"], [1.0, 1.0], 0.5)
    piece = np.concatenate(list(joined(cues, noise.__getitem__, RATE_HZ)), axis=1)
    met = piece[0, RATE_HZ // 2 : RATE_HZ]
    assert piece.shape[1] == 1.5 * RATE_HZ and met.std() == pytest.approx(1.0, abs=0.1)


def test_it_can_be_stopped_and_leaves_no_half_a_piece(sounds):
    folder, paths, durations_s = sounds
    job = Job("sonify")
    job.cancel()
    with pytest.raises(Cancelled):
        write_piece(folder, folder, rows(), plan_cues([0, 1], paths, durations_s, 0), RATE_HZ, job)
    assert not (folder / "piece.wav").exists()
