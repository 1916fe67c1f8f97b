import numpy as np
import pytest
import torch

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.descriptors import DESCRIPTORS, describe, describe_frames


def test_numpy_and_torch_agree_in_both_precisions(noise, harmonic):
    hiss = noise(0.3)
    x = np.concatenate([hiss, harmonic(250, seconds=0.3), hiss + harmonic(900, seconds=0.3)])
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
    time_s = np.arange(44_100) / 44_100
    tone = harmonic(110) * np.minimum(1, time_s / 0.05) * np.exp(-2 * time_s)
    found = describe(tone + 1e-3 * noise(), 44_100)
    for known in DESCRIPTORS:
        assert known.low < known.high
        assert known.low <= found[known.name][0] <= known.high, known.name
        if known.unit:
            assert known.name.endswith(f"_{known.unit.lower()}")


@pytest.mark.parametrize("known", DESCRIPTORS, ids=lambda known: known.name)
def test_what_says_that_it_is_differentiable_is(known, noise, harmonic):
    x = torch.tensor(noise(0.3) + harmonic(300, seconds=0.3), requires_grad=True)
    value = describe(x, 44_100, [known.name])[known.name].sum()
    if not known.differentiable:
        assert not value.requires_grad or known.name.startswith(("pitch", "inharmonicity"))
        return
    value.backward()
    assert torch.isfinite(x.grad).all() and x.grad.abs().max() > 0
    # A step along the gradient raises the value by what the gradient says.
    step = 1e-6 * x.grad / x.grad.norm()
    with torch.no_grad():
        raised = describe(x + step, 44_100, [known.name])[known.name].sum() - value
    assert raised.item() == pytest.approx((x.grad * step).sum().item(), rel=0.1)


def test_only_what_is_asked_for_is_measured_in_that_order(noise, monkeypatch):
    found = describe(noise(0.2), 44_100, ["flux", "duration_s"])
    assert list(found) == ["flux", "duration_s"]
    with pytest.raises(TimbrespaceError, match="no descriptor 'shiny'.*brightness"):
        describe(noise(0.2), 44_100, ["shiny"])


def test_silence_has_a_duration_and_nothing_else(noise):
    x = np.concatenate([noise(0.5), 0 * noise(0.5)])
    found = describe(x, 44_100)
    for name, values in found.items():
        assert np.isnan(values[1]) == (name != "duration_s"), name


def test_a_sweep_is_followed_by_what_follows_frequency():
    hz = np.geomspace(200, 6_000, 2 * 44_100)
    sweep = 0.5 * np.sin(2 * np.pi * np.cumsum(hz) / 44_100)[None, None]
    names = ["centroid_hz", "rolloff_hz", "brightness", "sharpness_acum"]
    times_s, found = describe_frames(sweep, 44_100, names, step_s=0.1)
    expected = hz[(times_s * 44_100).astype(int)]
    assert found["centroid_hz"][0] == pytest.approx(expected, rel=0.1)
    assert found["rolloff_hz"][0] == pytest.approx(expected, rel=0.1)
    for name in ("brightness", "sharpness_acum"):
        assert (np.diff(found[name][0, 4:-2]) > 0).all(), name


def test_every_course_has_one_value_for_each_moment(noise):
    times_s, found = describe_frames(noise(1, batch=2), 44_100, step_s=0.25)
    assert times_s.tolist() == [0.125, 0.375, 0.625, 0.875]
    assert set(found) == {known.name for known in DESCRIPTORS if known.framewise}
    assert all(values.shape == (2, 4) for values in found.values())
    assert found["loudness_lufs"] == pytest.approx(describe(noise(1, batch=2), 44_100)[
        "loudness_lufs"][:, None] * np.ones(4), abs=4)  # fmt: skip


def test_what_has_no_course_says_so(noise):
    with pytest.raises(TimbrespaceError, match="attack_s.*whole sound"):
        describe_frames(noise(0.2), 44_100, ["attack_s"])


@pytest.mark.parametrize("length", [1, 50, 441, 2_000])
def test_sounds_of_a_few_samples_are_measured_without_complaint(length):
    x = np.ones((1, 1, length)) * np.r_[1, -1][np.arange(length) % 2]
    found = describe(x, 44_100)
    assert found["duration_s"][0] == pytest.approx(length / 44_100)
    assert all(np.isfinite(value) | np.isnan(value) for value in found.values())
