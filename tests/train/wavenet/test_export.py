"""The graphs compute what the network computes, for any length."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from timbrespace.spaces.trained import graphs  # noqa: E402
from timbrespace.train.wavenet.export import export_onnx  # noqa: E402

from .world import model, sounds  # noqa: E402


@pytest.mark.parametrize("bottleneck", ["vae", "vq"])
def test_graphs_equal_the_network(tmp_path, bottleneck):
    made = model(bottleneck=bottleneck).eval()
    made.centre.normal_()
    made.spread.uniform_(1, 2)
    export_onnx(made, tmp_path / "model.onnx")
    whole = graphs.load(tmp_path / "model.onnx")
    for n_samples in (80, 960, 2_400):
        features = made.features(sounds(1, n_samples)[:, 0])
        encoder = graphs.open_session(graphs.part(whole, "latents"))
        (latents,) = encoder.run(["latents"], {"features": features.numpy()})
        np.testing.assert_allclose(latents, made.latents(features).detach(), atol=1e-4)
        conditioner = graphs.open_session(graphs.part(whole, "conditions"))
        (conditions,) = conditioner.run(["conditions"], {"latents_in": latents[0]})
        wanted = made.network.conditioner(torch.from_numpy(latents))[0]
        assert conditions.shape == (n_samples // 80, 8, 12)
        np.testing.assert_allclose(conditions.reshape(len(wanted), -1), wanted, atol=1e-4)
