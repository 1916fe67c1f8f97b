"""The spectrogram VAE learns, shows a collapse, repeats itself, and keeps loudness."""

from __future__ import annotations

from dataclasses import replace

import pytest

torch = pytest.importorskip("torch")

from tests.train.spectrogram.tiny import TINY  # noqa: E402
from tests.train.tones import losses_over, tones  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402
from timbrespace.train.spectrogram.model import Spectrogram  # noqa: E402


def batch(n_items: int = 8) -> torch.Tensor:
    return torch.from_numpy(tones(n_items, TINY.segment, TINY.sample_rate))


def model_of(**changes) -> Spectrogram:
    torch.manual_seed(0)
    return Spectrogram(replace(TINY, **changes))


def test_the_loss_falls():
    losses = losses_over(model_of(), batch(), 30)
    assert min(losses[-5:]) < 0.8 * losses[0]


def test_the_same_seed_gives_the_same_draws():
    first, second = (losses_over(model_of(), batch(), 3) for _ in range(2))
    assert first == second


def test_the_loss_is_error_and_weighed_kl_and_each_dim_is_told():
    losses = model_of(kl_schedule="constant").losses(batch(), Progress(0, 0, 10))
    values = {name: float(value.detach()) for name, value in losses.items()}
    assert values["kl_weight"] == pytest.approx(TINY.kl_weight)
    assert values["loss"] == pytest.approx(
        values["error"] + values["kl_weight"] * values["kl"], rel=1e-4
    )
    per_dim = [value for name, value in values.items() if name.startswith("kl_dim/")]
    assert len(per_dim) == TINY.dims
    assert sum(per_dim) == pytest.approx(values["kl"], rel=1e-4)


def test_the_weight_follows_the_schedule():
    model, x = model_of(kl_schedule="linear", kl_steps=10), batch()
    weights = [float(model.losses(x, Progress(0, step, 100))["kl_weight"]) for step in (0, 5, 10)]
    assert weights == pytest.approx([0, TINY.kl_weight / 2, TINY.kl_weight])


def test_epochs_are_compared_at_the_full_weight():
    model, x = model_of(kl_schedule="linear", kl_steps=10), batch()
    values = {k: float(v.detach()) for k, v in model.losses(x, Progress(0, 0, 10)).items()}
    assert values["kl_weight"] == 0
    assert values["monitor"] == pytest.approx(values["error"] + TINY.kl_weight * values["kl"])


def test_a_heavy_kl_collapses_and_the_figures_show_it():
    used, collapsed = model_of(kl_weight=1e-5), model_of(kl_schedule="constant", kl_weight=10.0)
    for model in (used, collapsed):
        losses_over(model, batch(), 60)
        model.eval().settle([batch()])
    assert collapsed.figures()["active_units"] < used.figures()["active_units"]
    assert collapsed.figures()["kl"] < 0.1 * used.figures()["kl"]


def test_encoding_draws_nothing():
    model = model_of().eval()
    assert torch.equal(model.encode(batch()), model.encode(batch()))


@pytest.mark.parametrize("n_samples", [1, 100, TINY.segment, TINY.segment + 1, 3_001])
def test_any_length_is_covered_by_segments(n_samples):
    model = model_of().eval()
    z = model.encode(torch.randn(2, 1, n_samples)).detach()
    assert z.shape == (2, TINY.segments.count(TINY.stft.n_frames(n_samples)), TINY.dims + 2)
    assert model.decode(z).shape[-1] >= n_samples


def test_loudness_travels_in_its_own_dims():
    model, x = model_of().eval(), batch()
    with torch.no_grad():
        loud, quiet = model.encode(x), model.encode(0.1 * x)
    assert torch.allclose(loud[..., :-2], quiet[..., :-2], atol=1e-3)
    assert torch.allclose(0.1**TINY.power * loud[..., -2:], quiet[..., -2:], rtol=1e-3)


def test_silence_becomes_silence():
    model = model_of().eval()
    z = model.encode(torch.zeros(1, 1, TINY.segment)).detach()
    assert bool(torch.isfinite(z).all())
    assert float(model.decode(z).abs().max()) == 0


def test_settling_orders_dims_by_kl_and_changes_no_sound():
    model, x = model_of().eval(), batch()
    before = model.decode(model.encode(x).detach())
    dims = model.settle([x[:4], x[4:]])
    per_dim = model.figures()["kl_per_dim"]
    assert per_dim == sorted(per_dim, reverse=True)
    assert [dim.name for dim in dims[-2:]] == ["level", "spread"]
    assert len(dims) == TINY.dims + 2
    assert torch.allclose(model.decode(model.encode(x).detach()), before, atol=1e-3)
