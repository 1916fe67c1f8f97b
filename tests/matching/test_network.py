from __future__ import annotations

import numpy as np
import pytest

from timbrespace.matching.network import Network, logits_of, settings_of

torch = pytest.importorskip("torch")


@pytest.fixture(scope="module")
def both():
    from timbrespace.matching.learning.network import MatcherNetwork

    torch.manual_seed(0)
    learned = MatcherNetwork(np.zeros(20), np.ones(20), 3).eval()
    return learned, Network(learned.to_arrays())


@pytest.fixture(scope="module")
def pair():
    rng = np.random.default_rng(0)
    return rng.normal(size=20), 3 * rng.normal(size=20)


def test_numpy_answers_as_pytorch_does(both, pair):
    learned, asked = both
    belief = asked.believe(*pair)
    tensors = [torch.tensor(each[None], dtype=torch.float32) for each in pair]
    with torch.no_grad():
        raw, logits = learned(*tensors)
        theta = np.array([[0.2, 0.5, 0.9]])
        likely = learned.log_likelihood(raw, torch.tensor(theta, dtype=torch.float32))
    assert belief.point == pytest.approx(torch.sigmoid(logits)[0].numpy(), abs=1e-5)
    assert belief.log_density(theta) == pytest.approx(likely.numpy(), abs=1e-4)


def test_draws_are_settings_and_follow_the_seed(both, pair):
    belief = both[1].believe(*pair)
    one, other = (belief.draw(50, np.random.default_rng(3)) for _ in range(2))
    assert (one == other).all()
    assert one.shape == (50, 3)
    assert (one > 0).all() and (one < 1).all()
    assert belief.shares.sum() == pytest.approx(1)


def test_the_order_of_the_two_sounds_matters(both, pair):
    dry, reference = pair
    there, back = both[1].believe(dry, reference), both[1].believe(reference, dry)
    assert not np.allclose(there.point, back.point)


def test_settings_and_logits_are_inverse():
    theta = np.linspace(0.02, 0.98, 9)
    assert settings_of(logits_of(theta)) == pytest.approx(theta)
