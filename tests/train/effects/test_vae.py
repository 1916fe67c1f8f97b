"""The VAE hears effected sounds, and is a spectrogram VAE in all else."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import VAE  # noqa: E402
from tests.train.tones import losses_over, tones  # noqa: E402
from timbrespace.train.effects.vae import EffectedSpectrogram  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402
from timbrespace.train.spectrogram.model import Spectrogram  # noqa: E402

X = torch.from_numpy(tones(8, VAE.drawn, VAE.sample_rate))


def model() -> EffectedSpectrogram:
    torch.manual_seed(0)
    return EffectedSpectrogram(VAE)


def test_the_loss_falls_and_repeats_itself():
    losses = losses_over(model(), X, 30)
    assert min(losses[-5:]) < 0.9 * losses[0]
    assert losses_over(model(), X, 3) == losses_over(model(), X, 3)


def test_what_it_learns_from_is_effected():
    made = model().eval()
    torch.manual_seed(5)
    told = made.losses(X, Progress(0, 0, 10))["error"]
    torch.manual_seed(5)
    wet = torch.from_numpy(made.making.batch(X, None).wet)[:, None]
    wanted = Spectrogram.losses(made, wet, Progress(0, 0, 10))["error"]
    assert torch.allclose(told, wanted, rtol=1e-6)


def test_the_kl_follows_its_cycle():
    weights = [
        float(model().losses(X, Progress(0, step, 80))["kl_weight"]) for step in (0, 5, 10, 20)
    ]
    assert weights[0] == weights[3] == 0 and 0 < weights[1] < weights[2]


def test_settling_tells_of_the_kl_and_of_the_effects():
    made = model().eval()
    dims = made.settle([X])
    assert [dim.name for dim in dims[-2:]] == ["level", "spread"]
    assert {"active_units", "inaudible_share/overdrive"} <= set(made.figures())
