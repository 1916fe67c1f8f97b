import numpy as np
import pytest
import torch

from timbrespace.semantics.descriptors import DESCRIPTORS, describe


def test_numpy_and_torch_agree_in_both_precisions(noise, harmonic):
    x = np.concatenate([noise(), harmonic(250), noise() + harmonic(900)])
    for dtype, close in ((np.float64, 1e-9), (np.float32, 1e-4)):
        ours = describe(x.astype(dtype), 44_100)
        theirs = describe(torch.tensor(x.astype(dtype)), 44_100)
        for name, values in ours.items():
            assert values.dtype == dtype and values.shape == (3,)
            assert np.allclose(theirs[name].numpy(), values, rtol=close, equal_nan=True), name


def test_a_sound_does_not_depend_on_its_batch(noise):
    x = noise(0.7, batch=4, channels=2)
    together = describe(x, 44_100)
    for i in range(4):
        for name, value in describe(x[i : i + 1], 44_100).items():
            assert value[0] == pytest.approx(together[name][i], rel=1e-9, nan_ok=True), name


def test_the_table_names_each_once_with_its_unit_and_a_sensible_range(noise, harmonic):
    names = [known.name for known in DESCRIPTORS]
    assert len(set(names)) == len(names)
    assert list(describe(noise(0.1), 44_100)) == names
    found = describe(harmonic(440) + 0.1 * noise(), 44_100)
    for known in DESCRIPTORS:
        assert known.low < known.high
        assert known.low <= found[known.name][0] <= known.high
        if known.unit:
            assert known.name.endswith(f"_{known.unit.lower()}")


@pytest.mark.parametrize("known", DESCRIPTORS, ids=lambda known: known.name)
def test_what_says_that_it_is_differentiable_is(known, noise):
    x = torch.tensor(noise(0.5), requires_grad=True)
    value = describe(x, 44_100)[known.name]
    if known.differentiable:
        value.sum().backward()
        assert torch.isfinite(x.grad).all() and x.grad.abs().max() > 0


@pytest.mark.parametrize("length", [1, 50, 441, 2_000])
def test_sounds_of_a_few_samples_are_measured_without_complaint(length):
    x = np.ones((1, 1, length)) * np.r_[1, -1][np.arange(length) % 2]
    found = describe(x, 44_100)
    assert found["duration_s"][0] == pytest.approx(length / 44_100)
    assert all(np.isfinite(value) | np.isnan(value) for value in found.values())
