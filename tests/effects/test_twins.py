"""How closely what plays follows what is differentiated, for every effect of ours."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import values
from timbrespace.effects.catalogue import ids, own
from timbrespace.effects.drawing import draw_settings

SOUNDS = 4


@pytest.fixture(params=ids())
def effect(request):
    return own(request.param)


def sounds(rate, channels=1):
    """Decaying bursts of noise, half a second of them, ``(SOUNDS, C, T)``."""
    n = np.arange(rate // 2)
    random = np.random.default_rng(0)
    noise = random.normal(0, 0.2, (SOUNDS, channels, len(n)))
    return (noise * np.exp(-(n % (rate // 8)) / (rate / 32))).astype(np.float32)


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_the_twin_follows_the_form(effect, rate):
    torch = pytest.importorskip("torch")
    if effect.id.startswith("dasp:"):
        pytest.importorskip("dasp_pytorch")
    x, theta = sounds(rate), draw_settings(effect, SOUNDS, 1)
    twin = effect.apply(x, theta, rate)
    form = effect.apply(torch.tensor(x).double(), torch.tensor(theta), rate).numpy()
    assert twin.dtype == np.float32
    # What single precision costs, and a little.
    assert np.abs(twin - form).max() < 1e-6 * max(1.0, np.abs(form).max())


def test_blocks_of_any_size_give_the_same(effect):
    x = sounds(44_100, channels=2)[0]
    theta = draw_settings(effect, 1, 2)[0]
    running = effect.stream(44_100, 2)
    whole = running.process(x, theta)
    running.reset()
    cuts = np.cumsum([0, 1, 2, 511, 512, 700, 64, 3_000, x.shape[1]])
    parts = [running.process(x[:, a:b], theta) for a, b in zip(cuts, cuts[1:], strict=False)]
    assert np.abs(np.concatenate(parts, axis=1) - whole).max() < 1e-5


def test_each_sound_has_its_own_settings_and_begins_in_silence(effect):
    x, theta = sounds(16_000), draw_settings(effect, SOUNDS, 3)
    together = effect.apply(x, theta, 16_000)
    alone = effect.apply(x[2:3], theta[2:3], 16_000)
    assert np.array_equal(together[2:3], alone)


def test_the_tail_is_over_when_it_says(effect):
    rate = 8_000
    theta = draw_settings(effect, 8, 4)
    running = effect.stream(rate, 1)
    for each in theta:
        running.reset()
        burst = sounds(rate)[0]
        loud = np.abs(running.process(burst, each)).max()
        silence = np.zeros((1, 256), np.float32)
        for _ in range(-(-(running.tail_samples + running.delay_samples) // 256)):
            running.process(silence, each)
        assert np.abs(running.process(silence, each)).max() <= 1.1e-3 * loud + 1e-6


def test_the_middle_of_all_travels_is_between_the_ends(effect):
    middle = values(effect, np.full(len(effect.parameters), 0.5))
    for each in effect.parameters:
        assert min(each.low, each.high) < middle[each.name] < max(each.low, each.high)
        assert min(each.low, each.high) <= each.default <= max(each.low, each.high)
        assert each.identifiable or each.why_not
