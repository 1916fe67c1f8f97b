"""The waveform autoencoder learns, repeats itself, and stays what it was when dims move."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from tests.train.tones import losses_over, tones  # noqa: E402
from tests.train.waveform.tiny import ALL, PLAIN, RESIDUAL  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402
from timbrespace.train.waveform.kind import KIND  # noqa: E402
from timbrespace.train.waveform.model import Waveform  # noqa: E402


def batch_for(config, n_items: int = 6) -> torch.Tensor:
    return torch.from_numpy(tones(n_items, config.segment, config.sample_rate))


def model_of(config) -> Waveform:
    torch.manual_seed(0)
    return Waveform(config)


@pytest.mark.parametrize("body", ALL)
def test_the_loss_falls(body):
    config = ALL[body]
    losses = losses_over(model_of(config), batch_for(config), 15)
    assert min(losses[-5:]) < 0.9 * losses[0]


@pytest.mark.parametrize("body", ALL)
def test_the_same_seed_gives_the_same_losses(body):
    config = ALL[body]
    first, second = (losses_over(model_of(config), batch_for(config), 3) for _ in range(2))
    assert first == second


def test_the_studys_loss_is_the_root_mean_square_error():
    x, model = batch_for(PLAIN), model_of(PLAIN)
    made = model.decode(model.encode(x))
    loss = model.losses(x, Progress(0, 0, 1))["loss"]
    assert float(loss.detach()) == pytest.approx(float((made - x).square().mean().sqrt().detach()))


@pytest.mark.parametrize("n_samples", [1, 7, 100, 2_001])
@pytest.mark.parametrize("body", ALL)
def test_any_length_is_covered_by_whole_frames(body, n_samples):
    model = model_of(ALL[body])
    z = model.encode(0.1 * torch.randn(2, 1, n_samples))
    assert z.shape == (2, model.config.geometry.n_frames(n_samples), model.config.n_dims)
    assert model.decode(z).shape[-1] >= n_samples


@pytest.mark.parametrize("body", ALL)
def test_settling_puts_the_variance_in_order_and_changes_no_sound(body):
    model, x = model_of(ALL[body]), batch_for(ALL[body])
    before = model.decode(model.encode(x)).detach()
    dims = model.settle([x[:3], x[3:]])
    variances = model.figures()["variance_per_dim"]
    assert variances == sorted(variances, reverse=True)
    assert torch.allclose(model.decode(model.encode(x)), before, atol=1e-5)
    assert len({dim.name for dim in dims}) == model.config.n_dims
    z = model.encode(x).flatten(0, 1).detach()
    assert all(float(z[:, i].min()) >= dim.low - 1e-6 for i, dim in enumerate(dims))


def test_a_quantised_frame_costs_what_it_says():
    model = model_of(RESIDUAL)
    z = model.encode(batch_for(RESIDUAL))
    assert model.bits_per_frame == pytest.approx(6 * math.log2(7))
    steps = (z + 1) * (6 / 2)
    assert torch.allclose(steps, steps.round(), atol=1e-4)


def test_the_rate_goes_down_for_spectra_and_stays_for_the_study():
    study, ours = model_of(PLAIN), model_of(RESIDUAL)
    assert study.schedule(study.optimiser(), 100) is None
    optimiser = ours.optimiser()
    schedule = ours.schedule(optimiser, 100)
    rates = []
    for _ in range(100):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == RESIDUAL.learning_rate and rates[-1] < 0.05 * rates[0]


@pytest.mark.parametrize("preset", ["small", "improved", "improved-55112"])
def test_silence_is_a_code_of_its_own_and_comes_back_as_silence(preset):
    model = model_of(resolve(KIND, preset).model)
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.01 * torch.randn_like(weight))
        z = model.encode(torch.zeros(1, 1, 3_000))
        assert not z.any() and not model.decode(z).any()


def test_rate_and_optimiser_are_those_of_the_settings():
    model = model_of(PLAIN)
    optimiser = model.optimiser()
    assert isinstance(optimiser, torch.optim.Adam)
    assert optimiser.param_groups[0]["lr"] == 0.02
