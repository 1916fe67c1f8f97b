"""A comparison: every codec hears every sound, at the same rate."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.measure.reconstruction import Sound, measure, rivals

from .fakes import Coarse, Lagging


def corpus(n=4, rate=8000):
    rng = np.random.default_rng(0)
    time_s = np.arange(rate) / rate
    tones = [0.3 * np.sin(2 * np.pi * f * time_s) for f in rng.uniform(100, 900, n)]
    noisy = [tone + 0.01 * rng.normal(size=rate) for tone in tones]
    return [
        Sound(f"{i}.wav", each[None].astype(np.float32), rate, f"take {i // 2}")
        for i, each in enumerate(noisy)
    ]


def mean(made, name, column):
    heard = next(h for h in made.heard if h.codec.name == name)
    return np.nanmean(heard.table()[:, column])


def test_all_baselines_come_at_the_space_s_own_rate():
    sounds = corpus()
    made = measure(Lagging(n_dims=8), sounds[:2], sounds[2:], bits=8)
    names = [heard.codec.name for heard in made.heard]
    assert names == ["space", "space-float32", "pcm", "opus", "dct", "pca", "mel-pca"]
    assert made.groups == ("take 0", "take 0")
    assert made.seconds == 2
    for heard in made.heard:
        if heard.codec.name in ("space", "pcm", "opus", "dct", "pca"):
            assert np.mean(heard.kbit_s) == pytest.approx(32, rel=0.15)


def test_a_space_with_levels_of_its_own_is_met_at_its_own_bits():
    sounds = [each.audio[0] for each in corpus()]
    space = Coarse(n_dims=16)
    codecs = {codec.name: codec for codec in rivals(space, sounds, bits=8)}
    assert "space-float32" not in codecs
    own, dct = (codecs[n].carry(sounds[0], 8000).n_bits for n in ("space", "dct"))
    assert dct == pytest.approx(own, rel=0.1)


def test_sounds_at_other_rates_are_brought_to_that_of_the_space():
    sounds = corpus(rate=16_000)
    made = measure(Lagging(), sounds[:2], sounds[2:], bits=12)
    assert made.sample_rate == 8000
    assert mean(made, "space-float32", 0) > 40


def test_embeddings_are_asked_for_every_arrival():
    sounds = corpus()
    made = measure(
        Lagging(), sounds[:2], sounds[2:], embed=lambda audio, rate: audio[:, :4].repeat(2, axis=0)
    )
    assert all(len(heard.embeddings) == 2 for heard in made.heard)
    np.testing.assert_allclose(made.reference[0][0], sounds[0].audio[0, :4])


def test_nothing_to_fit_on_is_said():
    with pytest.raises(TimbrespaceError, match="fitted"):
        measure(Lagging(), corpus(), [])


def test_it_stops_when_asked():
    job = Job("measure")
    job.cancel()
    with pytest.raises(Cancelled):
        measure(Lagging(), corpus(), corpus(), job=job)


def test_other_spaces_are_measured_on_the_same_sounds():
    sounds = corpus()
    made = measure(Lagging(n_dims=8), sounds[:2], sounds[2:], beside=[Coarse(n_dims=16)])
    assert made.heard[-1].codec.name == "fake:coarse"
    assert len(made.heard[-1].values) == 2
