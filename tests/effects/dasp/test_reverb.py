"""The room: its noise, its decays, and dasp-pytorch's."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own
from timbrespace.effects.dasp.reverb import BANDS, ROOM_S
from timbrespace.effects.dasp.reverb.noise import TAPS, filters, noise

EFFECT = own("dasp:reverb")


def through(x, rate=16_000, **changed):
    named = {each.name: each.default for each in EFFECT.parameters} | changed
    theta = np.array([each.theta(named[each.name]) for each in EFFECT.parameters])
    return EFFECT.apply(x[None], theta[None], rate)[0]


def click(rate=16_000, seconds=2.0):
    x = np.zeros((2, round(seconds * rate)), np.float32)
    x[:, 0] = 1
    return x


def band(i, **others):
    return {f"band{k}_gain": float(k == i) for k in range(BANDS)} | others


def test_without_mix_it_changes_nothing():
    x = np.random.default_rng(0).normal(0, 0.2, (2, 5_000)).astype(np.float32)
    assert np.allclose(through(x, mix=0.0), x, atol=1e-6)


@pytest.mark.parametrize(("i", "hz"), [(3, 125.0), (6, 1_000.0), (8, 4_000.0)])
def test_a_band_sounds_at_its_octave(i, hz):
    room = through(click(), mix=100.0, **band(i))[0]
    power = np.abs(np.fft.rfft(room)) ** 2
    at = np.fft.rfftfreq(len(room), 1 / 16_000)
    inside = power[(at > hz / 1.6) & (at < hz * 1.6)].sum()
    assert inside > 0.9 * power.sum()


def test_a_higher_decay_is_sooner_gone():
    def lasts_s(decay):
        room = through(click(), mix=100.0, **band(6, band6_decay=decay))[0]
        energy = np.cumsum(room**2)
        return np.searchsorted(energy, 0.9 * energy[-1]) / 16_000

    times = [lasts_s(decay) for decay in (0.0, 0.5, 1.0)]
    assert times == sorted(times, reverse=True) and times[0] > 4 * times[-1]


@pytest.mark.parametrize("rate", [8_000, 16_000])
def test_the_room_lasts_as_long_at_any_rate(rate):
    room = through(click(rate), rate, mix=100.0)
    sounding = np.flatnonzero(np.abs(room).max(axis=0) > 1e-7)
    assert sounding[-1] / rate == pytest.approx(ROOM_S, abs=0.02)


def test_the_noise_is_always_the_same_and_nobody_can_change_it():
    first = noise(8_000).copy()
    noise.cache_clear()
    assert np.array_equal(noise(8_000), first)
    with pytest.raises(ValueError):
        noise(8_000)[0, 0, 0] = 1


def test_bands_above_half_the_rate_are_silent():
    assert not filters(16_000)[-1].any() and not filters(16_000)[-2].any()
    assert filters(48_000).any(axis=1).all()


def test_the_two_sides_differ():
    left, right = through(click(), mix=100.0)
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.2


def test_it_is_the_librarys_room(monkeypatch):
    torch = pytest.importorskip("torch")
    functions = pytest.importorskip("dasp_pytorch").functional
    from timbrespace.effects.dasp.reverb import form

    rate, count = 44_100, 512
    white = np.random.default_rng(0).standard_normal((2, BANDS, count + TAPS - 1))
    shaped = np.array(
        [
            [np.convolve(n, f, "valid") for n, f in zip(w, filters(rate), strict=True)]
            for w in white
        ]
    )
    monkeypatch.setattr(form, "noise", lambda _: shaped)
    monkeypatch.setattr(torch, "randn", lambda *_: torch.tensor(white))
    named = {
        f"band{i}_{what}": torch.rand(1).double()
        for i in range(BANDS)
        for what in ("gain", "decay")
    }
    x = torch.tensor(np.random.default_rng(1).normal(0, 0.2, (1, 2, 900)))
    theirs = functions.noise_shaped_reverberation(
        x, rate, **named, mix=torch.tensor([0.6]).double(), num_samples=count
    )
    ours = form.form(x, rate, mix=torch.tensor([60.0]).double(), **named)
    assert torch.allclose(ours, theirs, atol=1e-6)
