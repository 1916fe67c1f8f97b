"""The layers: orthogonal where they mix, the identity where they bend, until trained."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.couplings import MAX_SCALE, build_net, initialise, push  # noqa: E402


@pytest.mark.parametrize("n_dims", [2, 5, 64])
@pytest.mark.parametrize("n_blocks", [0, 3])
def test_an_untrained_flow_is_a_rotation(n_dims, n_blocks):
    x = torch.randn(20, n_dims, generator=torch.Generator().manual_seed(0))
    y, logdet = push(build_net(n_dims, n_blocks=n_blocks, hidden=8, seed=0), x)
    assert torch.allclose(y.norm(dim=1), x.norm(dim=1), rtol=1e-4)
    assert torch.allclose(logdet, torch.zeros(20), atol=1e-5)


def test_initialised_every_dim_comes_out_standardised():
    x = torch.randn(500, 8, generator=torch.Generator().manual_seed(0)) * 5 + 2
    net = build_net(8, n_blocks=2, hidden=8, seed=0)
    initialise(net, x)
    y = push(net, x)[0]
    assert y.mean(0).abs().max() < 1e-5
    # The last rotation mixes dims that are standardised, but not quite uncorrelated.
    assert y.var(0).mean().item() == pytest.approx(1.0, abs=0.01)


def test_no_coupling_scales_beyond_its_bound():
    net = build_net(4, n_blocks=1, hidden=8, seed=0)
    coupling = net.transforms[2]
    with torch.no_grad():
        coupling.hyper[-1].bias.fill_(1e6)
    scale = coupling().call_and_ladj(torch.zeros(1, 4))[1].exp()
    assert 1 < scale.item() <= MAX_SCALE**2 * 1.001


def test_every_dim_is_bent_by_some_coupling():
    net = build_net(5, n_blocks=1, hidden=8, seed=0)
    masks = [layer.mask for layer in net.transforms if hasattr(layer, "mask")]
    assert len(masks) == 2 and torch.equal(masks[0], ~masks[1])


def test_the_same_seed_builds_the_same_and_leaves_other_chance_alone():
    torch.manual_seed(5)
    before = torch.get_rng_state()
    one, two, other = (build_net(4, n_blocks=1, hidden=8, seed=s) for s in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    x = torch.ones(1, 4)
    assert torch.equal(one()(x), two()(x)) and not torch.equal(one()(x), other()(x))
