"""What is exported computes the same, takes any length, and leaves the module as it was."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.spaces.trained import graphs  # noqa: E402
from timbrespace.train.onnx_export import exported  # noqa: E402


def test_it_computes_the_same_at_another_length_and_in_evaluation():
    module = torch.nn.Sequential(torch.nn.Conv1d(1, 3, 4, 2), torch.nn.BatchNorm1d(3))
    module[1].eval()
    graph = exported(module, torch.zeros(2, 1, 20), "audio", "latents", any_length=(0, 2))
    assert module.training and not module[1].training

    x = torch.randn(3, 1, 77)
    given = graphs.open_session(graph).run(["latents"], {"audio": x.numpy()})[0]
    np.testing.assert_allclose(given, module(x).detach().numpy(), atol=1e-6)
