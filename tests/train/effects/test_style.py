"""The embedding learns, repeats itself, and hears effects of any length and level."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE  # noqa: E402
from tests.train.tones import losses_over, tones  # noqa: E402
from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.train.effects.style import Style  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402

X = torch.from_numpy(tones(8, STYLE.drawn, STYLE.sample_rate))


def model() -> Style:
    torch.manual_seed(0)
    return Style(STYLE)


def test_the_loss_falls():
    losses = losses_over(model(), X, 40)
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])


def test_the_same_seed_gives_the_same_draws():
    assert losses_over(model(), X, 3) == losses_over(model(), X, 3)


def test_the_loss_is_its_parts_as_they_are_weighed():
    parts = model().losses(X, Progress(0, 0, 10))
    told = {name: float(value.detach()) for name, value in parts.items()}
    wanted = told["contrast"] + STYLE.naming * told["naming"] + STYLE.reading * told["reading"]
    assert told["loss"] == pytest.approx(wanted, rel=1e-5)


def test_held_out_losses_do_not_depend_on_where_the_training_stands():
    made = model().eval()
    told = []
    for step in (0, 7):
        torch.manual_seed(3)
        told.append(float(made.losses(X, Progress(0, step, 10))["loss"].detach()))
    assert told[0] == told[1]


@pytest.mark.parametrize("n_samples", [1, 500, STYLE.segment, STYLE.segment + 1, 5_001])
def test_any_length_is_covered_by_segments(n_samples):
    z = model().eval().encode(torch.randn(2, 1, n_samples)).detach()
    n_segments = STYLE.segments.count(STYLE.stft.n_frames(n_samples))
    assert z.shape == (2, n_segments, STYLE.dims)


def test_loudness_makes_no_difference():
    made = model().eval()
    assert torch.allclose(made.encode(X), made.encode(0.1 * X), atol=1e-4)


def test_it_makes_no_sound():
    with pytest.raises(TimbrespaceError, match="no sound"):
        model().decode(torch.zeros(1, 1, STYLE.dims))


def test_settling_names_the_dims_and_tells_what_is_heard():
    made = model().eval()
    dims = made.settle([X, X])
    assert [dim.name for dim in dims] == [f"z{i:02d}" for i in range(STYLE.dims)]
    assert made.figures()["n_checked/overdrive"] > 0
