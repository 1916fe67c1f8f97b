"""Every effect of ours keeps the contract."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.catalogue import ids, own
from timbrespace.errors import TimbrespaceError

RATE = 24_000


def sound(channels=2, n=6_000):
    """Noise that comes and goes."""
    random = np.random.default_rng(3)
    envelope = np.sin(np.linspace(0, 3 * np.pi, n)) ** 2
    return (0.4 * envelope * random.normal(size=(channels, n))).astype(np.float32)


def in_blocks(effect, x, theta, sizes):
    running = effect.stream(RATE, len(x))
    out, at = [], 0
    while at < x.shape[1]:
        size = sizes[len(out) % len(sizes)]
        out.append(running.process(x[:, at : at + size], theta))
        at += size
    running.close()
    return np.concatenate(out, axis=1)


@pytest.mark.parametrize("effect_id", ids())
def test_parameters_make_sense(effect_id):
    effect = own(effect_id)
    assert effect.id == effect_id
    names = [each.name for each in effect.parameters]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.islower() for name in names)
    for each in effect.parameters:
        assert min(each.low, each.high) <= each.default <= max(each.low, each.high)
        assert each.value(each.theta(each.default)) == pytest.approx(each.default, abs=1e-9)
        assert each.identifiable == (not each.why_not)
        assert not (each.changes_only and each.identifiable)
        for low, name in each.choices:
            assert each.choice(low) == each.choice(each.chosen(name)) == name


def rendered(effect, x, theta):
    return np.asarray(effect.apply(x[None], theta[None], RATE)[0], np.float64)


@pytest.mark.parametrize("effect_id", ids())
def test_what_says_that_it_is_linear_is_so_and_nothing_else(effect_id):
    effect, a, b = own(effect_id), 0.5 * sound(), 0.5 * sound()[::-1, ::-1].copy()
    apart = []
    for theta in np.random.default_rng(8).uniform(0.1, 0.9, (4, len(effect.parameters))):
        both = rendered(effect, np.asarray(a - 3 * b, np.float32), theta)
        each = rendered(effect, a, theta) - 3 * rendered(effect, b, theta)
        apart.append(np.abs(both - each).max() / np.abs(each).max())
    assert max(apart) < 1e-5 if effect.linear else max(apart) > 1e-2


@pytest.mark.parametrize("effect_id", ids())
def test_what_says_that_its_mean_follows_the_mean_alone_does_so_and_nothing_else(effect_id):
    effect, x = own(effect_id), sound()
    width = sound()[:1, ::-1]
    wide = np.concatenate([x[:1] + width, x[1:] - width])
    apart = []
    for theta in np.random.default_rng(9).uniform(0.1, 0.9, (4, len(effect.parameters))):
        plain, made = (rendered(effect, each, theta).mean(axis=0) for each in (x, wide))
        apart.append(np.abs(made - plain).max() / np.abs(plain).max())
    assert max(apart) < 1e-5 if effect.of_mean else max(apart) > 1e-2


@pytest.mark.parametrize("effect_id", ids())
def test_blocks_of_any_sizes_give_the_same_samples(effect_id):
    effect, x = own(effect_id), sound()
    theta = np.random.default_rng(5).uniform(0.1, 0.9, len(effect.parameters))
    whole = in_blocks(effect, x, theta, [x.shape[1]])
    assert np.allclose(in_blocks(effect, x, theta, [1, 63, 512, 7]), whole, atol=1e-5)


@pytest.mark.parametrize("effect_id", ids())
def test_after_a_reset_nothing_lies_behind(effect_id):
    effect, x = own(effect_id), sound()
    theta = np.random.default_rng(6).uniform(0.1, 0.9, len(effect.parameters))
    running = effect.stream(RATE)
    first = running.process(x, theta)
    running.reset()
    assert np.array_equal(running.process(x, theta), first)


@pytest.mark.parametrize("effect_id", ids())
def test_corners_give_finite_sound_at_any_rate(effect_id):
    effect, x = own(effect_id), sound(n=3_000)
    corners = np.random.default_rng(7).integers(0, 2, (6, len(effect.parameters))).astype(float)
    for rate in (8_000, 44_100, 192_000):
        made = effect.apply(np.repeat(x[None], len(corners), axis=0), corners, rate)
        assert made.shape == (len(corners), *x.shape) and made.dtype == np.float32
        assert np.isfinite(made).all()


@pytest.mark.parametrize("effect_id", ids())
def test_one_channel_is_taken_as_well(effect_id):
    effect = own(effect_id)
    made = effect.apply(sound(1)[None], defaults(effect)[None], RATE)
    assert made.shape == (1, 1, 6_000)


@pytest.mark.parametrize("effect_id", ids())
def test_what_went_in_is_left_as_it_was(effect_id):
    effect, x = own(effect_id), sound()
    before = x.copy()
    effect.stream(RATE).process(x, defaults(effect))
    assert np.array_equal(x, before)


def test_a_slip_of_the_pen_is_put_right():
    with pytest.raises(TimbrespaceError, match="Did you mean 'overdrive'"):
        own("overdriv")
