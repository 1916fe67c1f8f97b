from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates.tone_voice import NAMES, ToneVoice
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates import measuring
from timbrespace.surrogates.holding import Hold
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.sampling import draw_latents


@pytest.fixture
def few(monkeypatch):
    """Sixty latents in chunks of eight, and their meter."""
    monkeypatch.setattr(measuring, "CHUNK", 8)
    voice = ToneVoice()
    return Meter(voice, NAMES, Hold(6, 1)), draw_latents(voice.dims, voice.usual(), 60)


def test_an_interrupted_run_ends_in_the_same_bytes(few, tmp_path):
    meter, drawn = few
    measuring.measure_points(meter, drawn, tmp_path / "whole.parquet", n_threads=2)
    file = tmp_path / "halting.parquet"
    stops = 0
    for stop_after in (9, 30, 60, 10**9):
        job = Job("measure", on_change=lambda j, n=stop_after: j.done >= n and j.cancel())
        try:
            measuring.measure_points(meter, drawn, file, job=job, n_threads=1)
        except Cancelled:
            stops += 1
            assert not file.exists()
    assert stops == 3
    assert file.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert list(tmp_path.glob("*.chunks")) == []


def test_what_was_finished_is_not_decoded_again(few, tmp_path):
    meter, drawn = few
    job = Job("measure", on_change=lambda j: j.done >= 30 and j.cancel())
    with pytest.raises(Cancelled):
        measuring.measure_points(meter, drawn, tmp_path / "p.parquet", job=job, n_threads=1)
    n_read = count_reads(meter)
    measuring.measure_points(meter, drawn, tmp_path / "p.parquet", n_threads=1)
    again = measuring.AGAIN_WHERE_KNOWN[0] * measuring.AGAIN_WHERE_KNOWN[1]
    assert 0 < sum(n_read) <= 60 + again - 30
    n_read.clear()
    points = measuring.measure_points(meter, drawn, tmp_path / "p.parquet")
    assert n_read == [] and len(points.latents) == 60


def test_chunks_of_other_points_are_not_used(few, tmp_path):
    meter, drawn = few
    job = Job("measure", on_change=lambda j: j.done >= 30 and j.cancel())
    with pytest.raises(Cancelled):
        measuring.measure_points(meter, drawn, tmp_path / "p.parquet", job=job, n_threads=1)
    other = replace(drawn, latents=drawn.latents + 1)
    points = measuring.measure_points(meter, other, tmp_path / "p.parquet")
    np.testing.assert_array_equal(points.latents, other.latents)
    np.testing.assert_allclose(points.values, meter.read(other.latents).values, rtol=1e-6)


def test_a_damaged_chunk_is_said_and_measured_again(few, tmp_path):
    from timbrespace.errors import TimbrespaceError

    meter, drawn = few
    job = Job("measure", on_change=lambda j: j.done >= 30 and j.cancel())
    with pytest.raises(Cancelled):
        measuring.measure_points(meter, drawn, tmp_path / "p.parquet", job=job, n_threads=1)
    next((tmp_path / "p.parquet.chunks").glob("*.npz")).write_bytes(b"cut")
    with pytest.raises(TimbrespaceError, match="damaged"):
        measuring.measure_points(meter, drawn, tmp_path / "p.parquet", n_threads=1)
    assert len(measuring.measure_points(meter, drawn, tmp_path / "p.parquet").latents) == 60


def test_repeats_show_a_voice_that_never_says_the_same_twice(tmp_path):
    voice = ToneVoice(hiss=0.01)
    drawn = draw_latents(voice.dims, voice.usual(), 40)
    points = measuring.measure_points(Meter(voice, NAMES, Hold(6, 1)), drawn, tmp_path / "p.pq")
    assert points.repeats.shape == (40, measuring.AGAIN[1], len(NAMES))
    assert (np.nanstd(points.repeats, axis=1) > 0).all()


def test_repeats_of_a_steady_voice_are_its_points(tone_points):
    n = len(tone_points.repeats)
    assert n == measuring.AGAIN_WHERE_KNOWN[0]
    for again in tone_points.repeats.transpose(1, 0, 2):
        np.testing.assert_array_equal(again, tone_points.values[:n])


def test_nothing_is_kept_of_clocks_or_places(tone_points):
    told = json.dumps(dict(tone_points.facts))
    assert set(tone_points.facts) == {"drawn", "made_for"} and "/" not in told


def count_reads(meter):
    read, counted = meter.read, []

    def counting(latents):
        counted.append(len(latents))
        return read(latents)

    meter.read = counting
    return counted


def test_descriptors_of_another_revision_are_other_points(tone_meter, tones, monkeypatch):
    from timbrespace.semantics import further
    from timbrespace.surrogates.measuring import fingerprint

    drawn = draw_latents(tones.dims, tones.usual(), 20)
    before = fingerprint(tone_meter, drawn, {})
    monkeypatch.setattr(further, "REVISION", "another")
    assert fingerprint(tone_meter, drawn, {}) != before
