"""What a program does from frame to frame, before it is compiled."""

from __future__ import annotations

import numpy as np
import pytest

from tests.exports.world import drawn_surrogate
from timbrespace.exports.inlets import home, inlets
from timbrespace.spaces.base import Dim

torch = pytest.importorskip("torch")

from timbrespace.exports.nn_tilde import guess_module  # noqa: E402
from timbrespace.exports.program import Steering, program  # noqa: E402

DIMS = tuple(Dim(f"z{i}") for i in range(4))


@pytest.fixture
def surrogate():
    return drawn_surrogate(DIMS)


@pytest.fixture
def steering(surrogate):
    words = inlets(surrogate)
    made = Steering(
        guess_module(surrogate),
        [word.name for word in words],
        [surrogate.names.index(word.name) for word in words],
        torch.tensor([word.low for word in words]),
        torch.tensor([word.high for word in words]),
        ["pitch_hz"],
        torch.from_numpy(home(surrogate)).float(),
        0.005,
        len(surrogate.names),
    )
    made.smoothing_ms = 0.0
    return made


def frames(*rows):
    """Words as a batch of one, ``(1, K, F)``."""
    return torch.tensor(rows, dtype=torch.float32).T[None]


def test_a_guess_is_that_of_the_surrogate(surrogate):
    near = np.random.default_rng(0).normal(size=4)
    words = np.array([[-20.0, 60.0, 40.0, 880.0]])
    for asked in ({"brightness": 60.0}, {"loudness_lufs": -20.0, "pitch_hz": 880.0}, {}):
        marks = np.array([[float(name in asked) for name in surrogate.names]])
        given = guess_module(surrogate)(
            *(torch.from_numpy(np.atleast_2d(x)).float() for x in (words, marks, near))
        )
        assert given[0].detach().numpy() == pytest.approx(surrogate.guess(asked, near), abs=1e-4)


def test_words_that_stand_still_leave_the_latents_where_they_are(steering):
    one = steering(frames(*[[-20, 40, 300]] * 3))
    again = steering(frames([-20, 40, 300]))
    assert torch.equal(one[:, :, 0], one[:, :, 2]) and torch.equal(one[:, :, 0], again[:, :, 0])
    assert not torch.equal(steering(frames([-20, 41, 300])), again)


def test_with_stay_0_the_same_words_give_the_same_latents(steering):
    steering.stay = 0.0
    there, away, back = steering(frames([-20, 40, 300], [-12, 66, 300], [-20, 40, 300]))[0].T
    assert torch.equal(there, back) and not torch.equal(there, away)


def test_smoothing_comes_closer_by_a_share_of_the_way(steering):
    target = steering(frames([-20, 40, 300]))[0, :, 0]
    steering.begin(1)
    steering.smoothing_ms = 20.0
    path = steering(frames(*[[-20, 40, 300]] * 5))[0]
    left = (path.T - target).norm(dim=1)
    assert torch.allclose(left[1:] / left[:-1], torch.tensor(np.exp(-0.25)).float(), atol=1e-3)


def test_another_size_of_batch_begins_anew(steering):
    first = steering(frames([-20, 40, 300]))
    steering(frames([-12, 66, 300]))
    two = steering(frames([-20, 40, 300]).repeat(2, 1, 1))
    assert torch.allclose(two, first.repeat(2, 1, 1), atol=1e-6)


def test_free_words_are_freed_and_asked_for_by_name(steering):
    assert steering.set_free("brightness", 1) == 0 and steering.free == ["brightness", "pitch_hz"]
    one = steering(frames([-20, 40, 300]))
    assert torch.equal(steering(frames([-20, 60, 900])), one), "neither has a say"
    assert steering.set_free("all", 0) == 0 and steering.free == []
    one = steering(frames([-20, 60, 900]))
    assert steering.set_free("all", 1) == 0 and len(steering.free) == 3
    assert torch.equal(steering(frames([-12, 66, 900])), one), "nothing is asked for"
    assert steering.set_free("warmth", 1) == 1 and len(steering.free) == 3


@pytest.mark.parametrize("hears", [True, False])
@pytest.mark.parametrize("plays", [True, False])
def test_a_program_has_just_the_methods_it_names(steering, hears, plays):
    class Voice(torch.nn.Module):
        def decode(self, z):
            return z

        encode = decode

    params = {"decode": [4, 1, 4, 1]}
    params |= {"encode": [4, 1, 4, 1], "forward": [4, 1, 4, 1]} if hears else {}
    params |= {"play": [3, 1, 4, 1]} if plays else {}
    made = program(Voice(), params, {}, steering if plays else None, 48_000)
    assert made.get_methods() == list(params)
    assert hasattr(made, "encode") == hears and hasattr(made, "play") == plays
    assert ("stay" in made.get_attributes()) == plays
    assert made.sample_rate == 48_000 and made.decode_params.tolist() == [4, 1, 4, 1]
