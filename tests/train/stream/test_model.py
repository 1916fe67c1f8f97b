"""The causal VAE learns, is causal, puts its dims in order and names them."""

from __future__ import annotations

import pytest
import torch

from tests.stream_world import notes
from timbrespace.train.model import Progress


def trained(model, n_steps: int) -> list[float]:
    x = torch.from_numpy(notes(4, model.segment))
    model.train()
    optimiser = model.optimiser()
    losses = []
    for step in range(n_steps):
        optimiser.zero_grad()
        loss = model.losses(x, Progress(0, step, n_steps))["loss"]
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    model.eval()
    return losses


def test_its_loss_falls(model):
    losses = trained(model, 12)
    assert losses[-1] < 0.85 * losses[0]


def test_the_latest_sample_changes_no_earlier_latent(model):
    x = torch.from_numpy(notes(1, 20 * model.hop))
    y = x.clone()
    y[..., 10 * model.hop :] = 0.0
    a, b = model.encode(x), model.encode(y)
    assert torch.equal(a[:, :10], b[:, :10])
    assert not torch.allclose(a[:, 10], b[:, 10])


def test_decoding_is_causal_too(model):
    torch.manual_seed(0)
    z = torch.randn(1, 12, 4)
    later = z.clone()
    later[:, 6:] += 1.0
    a, b = model.decode(z), model.decode(later)
    assert torch.equal(a[..., : 6 * model.hop], b[..., : 6 * model.hop])


@pytest.mark.parametrize("n_samples", [1, 255, 256, 4_097])
def test_every_sample_comes_out_again_late(model, n_samples):
    x = torch.from_numpy(notes(2, n_samples))
    assert model.decode(model.encode(x)).shape[-1] >= n_samples + model.delay_samples


def test_settling_turns_the_dims_and_not_the_sound(model):
    x = torch.from_numpy(notes(4, model.segment))
    trained(model, 4)
    with torch.no_grad():
        model.settle([x])  # It rounds the weights, once.
        model.centre.zero_()
        model.rotation.copy_(torch.eye(4))
        before = model.decode(model.encode(x))
        dims = model.settle([x])
        after = model.decode(model.encode(x))
        variances = model.encode(x)[:, 10:].flatten(0, 1).var(dim=0)
    assert (before - after).abs().max() < 1e-3
    assert float(variances[0]) == pytest.approx(float(variances.max()))
    assert len({dim.name for dim in dims}) == len(dims) == 4
    assert all(dim.low < dim.high for dim in dims)
