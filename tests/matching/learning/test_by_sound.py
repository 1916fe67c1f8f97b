from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("auraloss")

from tests.matching.matching_world import RATE_HZ, Dull, hiss  # noqa: E402
from timbrespace.effects.catalogue import own  # noqa: E402
from timbrespace.matching.learning import by_sound, pool  # noqa: E402
from timbrespace.matching.learning.network import MatcherNetwork  # noqa: E402
from timbrespace.matching.learning.scenes import Clip, Scenes  # noqa: E402
from timbrespace.matching.style import N_FIGURES  # noqa: E402


def heard(effect, told) -> by_sound.Heard:
    scenes = Scenes([Clip(hiss(i, 2.6), f"g{i}", "noise") for i in range(4)], RATE_HZ, 0.4)
    dry = pool.dry_pool(scenes, 8, 0, None)
    wet = pool.wet_pool(effect, scenes, dry, 0, None)
    return by_sound.Heard(effect, scenes, dry, wet, np.array(told), 0)


def test_spsa_finds_the_slopes_of_many_settings_in_the_mean():
    at = torch.tensor([[0.3, 0.6, 0.8]])
    ahead = torch.tensor([1.0, -2.0, 0.5])
    slopes = by_sound.spsa(
        lambda t: (t * ahead).sum(dim=1), at, np.random.default_rng(0), n_draws=400
    )
    assert slopes[0].tolist() == pytest.approx(ahead.tolist(), abs=0.4)


@pytest.mark.parametrize(("effect", "told"), [(own("overdrive"), [0, 1]), (Dull(), [0])])
def test_refining_keeps_only_what_came_nearer(effect, told):
    torch.manual_seed(0)
    here = heard(effect, told)
    network = MatcherNetwork(np.zeros(N_FIGURES), np.full(N_FIGURES, 10.0), len(told)).eval()
    before = network.point[1].bias.clone()
    made = by_sound.refine(network, here, here, 6, 0)
    assert made.kept is not torch.equal(before, network.point[1].bias)
    assert made.way.startswith("gradient" if effect.differentiable else "SPSA")
    assert np.isfinite([made.before, made.after]).all()


def test_settings_that_are_not_looked_for_are_the_true_ones():
    here = heard(Dull(), [0])
    rows = np.array([2, 3])
    whole = here.whole(torch.full((2, 1), 0.25), rows)
    assert whole[:, 0].tolist() == [0.25, 0.25]
    assert whole[:, 1].numpy() == pytest.approx(here.wet.theta[rows, 1])
