"""Methods learn what there is to learn, and drop a first guess that knows nothing."""

from __future__ import annotations

import numpy as np

from timbrespace.surrogates.transfer.methods import (
    Old,
    Scale,
    adapter,
    corrected,
    from_scratch,
    nearest,
)
from timbrespace.surrogates.transfer.process import Smoothness

SMOOTH = (Smoothness(1.2, 0.5, 0.02),)


def world(n, seed=0):
    z = np.random.default_rng(seed).standard_normal((n, 4)) * 3 + 1
    return z, 0.5 + 0.1 * np.tanh(z[:, :1]) + 0.05 * z[:, 1:2]


def missed(foretell):
    z, truth = world(300, seed=7)
    return float(np.abs(foretell(z)[0] - truth).mean())


def test_latents_are_scaled_as_a_whole():
    z, _ = world(500)
    scaled = Scale.of(z)(z * [1, 1, 1, 1])
    assert np.isclose((scaled**2).mean(), 1, atol=1e-6)
    wide = Scale.of(z * [1, 1, 1, 9])(z * [1, 1, 1, 9])
    assert wide[:, 3].std() > 5 * wide[:, 0].std(), "a large dim stays larger than a small one"


def test_a_first_guess_that_is_right_is_kept_and_a_wrong_one_dropped():
    z, y = world(12)
    scale = Scale.of(world(400)[0])

    def right(z):
        return 0.4 + 0.1 * np.tanh(z[:, :1]) + 0.05 * z[:, 1:2], np.zeros((len(z), 1))

    def wrong(z):
        return np.sin(50 * z[:, 2:3]), np.zeros((len(z), 1))

    scratch = missed(from_scratch(scale, z, y))
    helped, harmed = (missed(corrected(f, scale, z, y)) for f in (right, wrong))
    assert helped < 0.7 * scratch and harmed < 2 * scratch


def test_an_adapter_finds_the_old_latents_again():
    old_latents, words = world(600, seed=3)
    turn = np.linalg.qr(np.random.default_rng(1).standard_normal((4, 4)))[0]

    def foretell(z):
        return 0.5 + 0.1 * np.tanh(z[:, :1]) + 0.05 * z[:, 1:2], np.zeros((len(z), 1))

    old = Old(old_latents, words, foretell, SMOOTH)
    anchors, heard = world(100, seed=4)
    made = adapter(old, Scale.of(old_latents @ turn), anchors @ turn, heard)
    z, truth = world(300, seed=7)
    assert np.corrcoef(made(z @ turn)[0][:, 0], truth[:, 0])[0, 1] > 0.9


def test_the_nearest_anchor_answers_for_its_surroundings():
    anchors = np.array([[0.0, 0], [10, 0]])
    said, spread = nearest(Scale.of(anchors), anchors, np.array([[1.0], [2.0]]))(
        np.array([[1.0, 1], [9, -1]])
    )
    assert said.tolist() == [[1.0], [2.0]] and (spread == 1).all()
