"""Twin of ``train/table/export.py``."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from timbrespace.spaces.trained import graphs  # noqa: E402
from timbrespace.train.table.export import Drawing  # noqa: E402


def network() -> nn.Module:
    torch.manual_seed(0)
    made = nn.Sequential(
        nn.Sequential(nn.Linear(5, 7), nn.BatchNorm1d(7), nn.LeakyReLU(0.1)),
        nn.Identity(), nn.Linear(7, 6), nn.ReLU(), nn.Linear(6, 3), nn.Sigmoid(),
    )  # fmt: skip
    made(3 * torch.rand(64, 5))
    return made.eval()


@pytest.mark.parametrize("n", [1, 2, 300])
def test_every_layer_is_drawn_as_it_computes(n: int) -> None:
    made, drawing = network(), Drawing("x", 5)
    session = graphs.open_session(drawing.finished(drawing.through(made, "x"), "y", 3))
    x = torch.randn(n, 5)
    with torch.no_grad():
        expected = made(x).numpy()
    assert np.abs(session.run(["y"], {"x": x.numpy()})[0] - expected).max() < 1e-5


def test_a_layer_that_nobody_knows_is_not_left_out() -> None:
    with pytest.raises(TypeError, match="Conv1d"):
        Drawing("x", 5).through(nn.Conv1d(1, 1, 1), "x")
