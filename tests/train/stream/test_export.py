"""What is exported gives the samples of the model it came from."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.stream_world import RATE_HZ, notes
from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.stream.export import export_torchscript


def test_onnx_gives_what_pytorch_gives(stream_space):
    path, model = stream_space
    x = notes(1, 9_000)[0]
    space = open_space(path)
    with torch.no_grad():
        z = model.encode(torch.from_numpy(x)[None])
        y = model.decode(z)[0].numpy()
    # Phases of what is all but silent are rounding errors, and the encoder hears a little of it.
    assert np.abs(space.encode(x, RATE_HZ) - z[0].numpy()).max() < 1e-3
    assert np.abs(space.decode(z[0].numpy()) - y).max() < 1e-4


@pytest.mark.filterwarnings("ignore:.torch.jit.load. is deprecated:DeprecationWarning")
def test_torchscript_gives_what_onnx_gives_after_a_reset_too(stream_space, tmp_path):
    path, model = stream_space
    export_torchscript(model, tmp_path / "voice.ts")
    script = torch.jit.load(str(tmp_path / "voice.ts"))
    x = notes(1, 40 * model.hop)[0, 0]
    space = open_space(path)
    with torch.inference_mode():
        for _ in range(2):
            script.reset()
            z = script.encode(torch.from_numpy(x)).numpy()
            y = script.decode(torch.from_numpy(z)).numpy()
            assert np.abs(z - space.open_encoder().push(x)).max() < 1e-3
            assert np.abs(y - space.decode(z)[0]).max() < 1e-4
