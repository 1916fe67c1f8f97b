"""Codes: every one comes back, none is far from what it stands for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.trained.wavenet import mulaw

CODES = np.arange(mulaw.N_CODES)


def test_every_code_comes_back():
    assert mulaw.encode(mulaw.decode(CODES)).tolist() == CODES.tolist()


@given(st.floats(-1, 1))
def test_no_other_code_is_nearer_on_the_bent_scale(x):
    bent = np.sign(x) * np.log1p(255 * abs(x)) / np.log(256)
    code = int(mulaw.encode(np.array([x]))[0])
    assert abs(bent - (2 * code / 255 - 1)) <= 1 / 255 + 1e-12


def test_silence_has_its_code_and_loud_sounds_are_clipped():
    assert mulaw.encode(np.zeros(1)).tolist() == [mulaw.SILENCE]
    assert mulaw.encode(np.array([-7.0, 7.0])).tolist() == [0, 255]


def test_trainings_have_the_same_codes():
    torch = pytest.importorskip("torch")
    from timbrespace.train.wavenet.outputs import from_codes, to_codes

    x = np.linspace(-1, 1, 5_001)
    assert np.array_equal(mulaw.encode(x), to_codes(torch.from_numpy(x)).numpy())
    there = from_codes(torch.from_numpy(CODES)).numpy()
    assert np.abs(mulaw.decode(CODES) - there).max() <= 1e-6
