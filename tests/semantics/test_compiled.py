"""What is compiled gives the values of the form that any array library can take."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from timbrespace.semantics import zwicker
from timbrespace.semantics.compiled import contrasted, salient
from timbrespace.semantics.onsets import SALIENCE
from timbrespace.semantics.peaks import peaks
from timbrespace.semantics.roughness import roughness
from timbrespace.semantics.sound import _power, _power_under


def as_tensor(x):
    torch = pytest.importorskip("torch")
    return torch.as_tensor(x)


@given(st.integers(1, 3), st.integers(1, 2), st.integers(1, 4), st.integers(3, 20), st.integers())
def test_powers_are_those_of_the_other_form(n_sounds, n_channels, n_frames, n_bins, seed):
    rng = np.random.default_rng(abs(seed))
    wide = rng.normal(size=(n_sounds, n_channels, 2 * n_frames, n_bins, 2)) @ [1, 1j]
    spectra = wide[:, :, ::2]
    np.testing.assert_allclose(_power(spectra), _power(as_tensor(spectra)), atol=1e-12)
    np.testing.assert_allclose(
        _power_under(spectra, 0.54, 0.46), _power_under(as_tensor(spectra), 0.54, 0.46), atol=1e-12
    )


@given(
    arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(3, 80)), elements=st.floats(0, 1)),
    st.floats(0.001, 0.6),
)
def test_peaks_are_those_of_the_other_form(spectra, contrast):
    needed = np.full((len(spectra), 1), contrast)
    quick, plain = peaks(spectra, needed), peaks(as_tensor(spectra), as_tensor(needed))
    for a, b in zip(quick, plain, strict=True):
        np.testing.assert_allclose(a, b.numpy(), atol=1e-12)


def test_every_peak_stands_over_its_valleys():
    spectra = np.random.default_rng(0).random((20, 300))
    rows, bins = contrasted(spectra, np.full(20, 0.5))
    for row in range(20):
        at = bins[rows == row]
        assert (spectra[row, at] >= 0.5).all()
        for a, b in zip(at, at[1:], strict=False):
            assert min(spectra[row, a], spectra[row, b]) - spectra[row, a:b].min() >= 0.5


@pytest.mark.parametrize("loudest", [False, True])
def test_beats_are_those_of_the_other_form(loudest):
    rng = np.random.default_rng(1)
    spectra = rng.random((30, 400)) * rng.random((30, 1))
    found = peaks(spectra, np.full((30, 1), 0.05))
    plain = peaks(as_tensor(spectra), as_tensor(np.full((30, 1), 0.05)))
    np.testing.assert_allclose(
        roughness(found, 11.0, loudest=loudest),
        roughness(plain, 11.0, loudest=loudest).numpy(),
        rtol=1e-9,
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_masking_is_that_of_the_other_form(dtype):
    levels = np.random.default_rng(2).uniform(-20, 100, (4, 50, 28)).astype(dtype)
    quick = zwicker.specific_loudness(levels)
    assert quick.dtype == dtype
    np.testing.assert_allclose(
        quick, zwicker.specific_loudness(as_tensor(levels)).numpy(), rtol=1e-4, atol=1e-5
    )


@given(arrays(np.float64, st.integers(1, 120), elements=st.floats(0, 1, width=16)))
def test_salient_frames_stand_over_all_before_and_the_mean_about(strength):
    found, last = [], -len(strength)
    for f, value in enumerate(strength):
        about = strength[max(0, f - 9) : f + 10]
        highest = strength[max(0, f - 3) : f + 1].max()
        # Sums of numbers of 16 bits are exact in double precision, whatever their order.
        if value >= max(highest, about.sum() / len(about) + SALIENCE) and f - last > 3:
            last = f
            found.append(f)
    assert salient(strength, 3, 9, SALIENCE).tolist() == found
