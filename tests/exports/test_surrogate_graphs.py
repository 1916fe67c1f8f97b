"""The graphs of a surrogate give in ONNX Runtime what it gives in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from tests.exports.world import WORDS, drawn_surrogate
from timbrespace.exports.surrogate_graphs import guess_graph, predict_graph
from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained.graphs import open_session


@pytest.fixture(params=[WORDS, WORDS[:2]], ids=["with Hz", "without"])
def surrogate(request):
    return drawn_surrogate(tuple(Dim(f"z{i}") for i in range(5)), words=request.param)


def test_predict(surrogate):
    latents = np.random.default_rng(1).normal(0, 2, (20, 5)).astype(np.float32)
    given = open_session(predict_graph(surrogate)).run(["words", "spread"], {"latents": latents})
    for ours, theirs in zip(surrogate.predict(latents.astype(float)), given, strict=True):
        assert theirs == pytest.approx(ours, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("n_wanted", [0, 1, 2])
def test_guess(surrogate, n_wanted):
    rng, k = np.random.default_rng(2), len(surrogate.names)
    near = rng.normal(size=(8, 5)).astype(np.float32)
    wanted = np.array([rng.uniform(w.low, w.high, 8) for w in surrogate.words], np.float32).T
    marks = np.zeros((8, k), np.float32)
    marks[:, :n_wanted] = 1.0
    feed = {"wanted": wanted, "marks": marks, "near": near}
    (given,) = open_session(guess_graph(surrogate)).run(["latents"], feed)
    names = surrogate.names[:n_wanted]
    for row, start, found in zip(wanted, near, given, strict=True):
        asked = dict(zip(names, row.tolist(), strict=False))
        assert found == pytest.approx(surrogate.guess(asked, start.astype(float)), abs=1e-4)


def test_words_that_are_free_have_no_say(surrogate):
    run = open_session(guess_graph(surrogate)).run
    k = len(surrogate.names)
    marks, near = np.eye(1, k, dtype=np.float32), np.zeros((1, 5), np.float32)
    one, other = np.full((1, k), 30, np.float32), np.full((1, k), 50, np.float32)
    other[:, 0] = 30
    given = [run(None, {"wanted": w, "marks": marks, "near": near})[0] for w in (one, other)]
    assert np.array_equal(*given)
