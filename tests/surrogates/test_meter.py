from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.tone_voice import centroid_of
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates.meter import BATCH


def test_reads_what_the_voice_is_known_to_do(tone_meter):
    z = np.array([[0.0, -1.0, 0.0], [0.0, 1.0, 3.0], [1.0, 1.0, 0.0]], np.float32)
    read = tone_meter.read(z)
    loudness, centroid = read.values[:, 0], read.values[:, 1]
    np.testing.assert_allclose(centroid, centroid_of(z), rtol=0.03)
    assert loudness[2] - loudness[1] == pytest.approx(5.0, abs=0.05)
    assert not read.silent.any() and not read.clipped.any()


def test_silence_and_clipping_are_seen_and_of_silence_nothing_is_said(tone_meter):
    read = tone_meter.read(np.array([[-9.0, 0, 0], [7.0, 4, 0], [0, 0, 0]], np.float32))
    assert read.silent.tolist() == [True, False, False]
    assert read.clipped.tolist() == [False, True, False]
    assert np.isnan(read.values[0]).all() and np.isfinite(read.values[2]).all()


def test_threads_change_nothing_and_every_latent_is_counted(tone_meter):
    z = np.random.default_rng(0).standard_normal((BATCH * 2 + 5, 3)).astype(np.float32)
    job = Job("measure")
    job.begin(len(z))
    several = tone_meter.read_all(z, job, n_threads=3)
    np.testing.assert_array_equal(several.values, tone_meter.read(z).values)
    assert job.done == len(z)


def test_none_at_all(tone_meter):
    assert tone_meter.read_all(np.zeros((0, 3), np.float32)).values.shape == (0, 3)


def test_stops_when_asked(tone_meter):
    job = Job("measure")
    job.cancel()
    with pytest.raises(Cancelled):
        tone_meter.read_all(np.zeros((99, 3), np.float32), job)
