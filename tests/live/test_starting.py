"""Where a voice begins: where it can be heard."""

from __future__ import annotations

import numpy as np

from tests.live.world import FailingVoice, ToneVoice
from timbrespace.live.starting import starting_latents


def test_the_loudest_of_a_few_usual_latents():
    usual = np.zeros((200, 2), np.float32)
    usual[:, 1] = np.linspace(0.01, 0.4, 200)
    start = starting_latents(ToneVoice(usual=usual))
    assert start[1] > 0.2 and (usual == start).all(axis=1).any()


def test_it_is_always_the_same():
    assert (starting_latents(ToneVoice()) == starting_latents(ToneVoice())).all()


def test_a_voice_that_fails_begins_somewhere():
    voice = FailingVoice()
    for voice.fault in ("raise", "nan"):
        assert np.isfinite(starting_latents(voice)).all()
