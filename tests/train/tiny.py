"""A kind of space that trains in a second: frames through a linear layer and back, with noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs
from timbrespace.train.kinds import Kind

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "small": {"n_dims": 4, "epochs": 3},
    "wide": {"n_dims": 16},
}


@dataclass(frozen=True)
class TinyConfig:
    n_dims: int = 8
    hop: int = 16
    frames: int = 32
    learning_rate: float = 0.01
    noise: float = 0.01
    batch_size: int = 8
    widths: tuple[int, ...] = (8, 4)
    window: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.n_dims <= self.hop:
            raise TimbrespaceError(f"n_dims is {self.n_dims}.", f"Use 1 to {self.hop}.")


def build(config: TinyConfig):
    import torch
    from torch import nn

    from timbrespace.train.model import TrainableModel

    class TinyModel(TrainableModel):
        def __init__(self) -> None:
            super().__init__()
            self.sample_rate, self.hop = 8_000, config.hop
            self.segment = config.hop * config.frames
            self.bits_per_frame = 8.0 * config.n_dims
            self.encoder = nn.Linear(config.hop, config.n_dims)
            self.norm = nn.BatchNorm1d(config.n_dims)
            self.decoder = nn.Linear(config.n_dims, config.hop)

        def encode(self, x):
            z = self.encoder(x.reshape(x.shape[0], -1, config.hop))
            return self.norm(z.transpose(1, 2)).transpose(1, 2)

        def decode(self, z):
            return self.decoder(z).reshape(z.shape[0], 1, -1)

        def losses(self, x, progress):
            z = self.encode(x)
            y = self.decode(z + config.noise * torch.randn_like(z))
            mse = (x - y).square().mean()
            return {"loss": mse, "spread": z.detach().std()}

        def optimiser(self):
            return torch.optim.Adam(self.parameters(), lr=config.learning_rate)

        def schedule(self, optimiser, n_steps):
            return torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.5, max(1, n_steps))

        def figures(self):
            return {"n_parameters": float(sum(p.numel() for p in self.parameters()))}

        def export(self, path: Path) -> None:
            # By hand: the exporter takes seconds, and has tests of its own.
            state = {k: v.detach().numpy() for k, v in self.state_dict().items()}
            scale = state["norm.weight"] / np.sqrt(state["norm.running_var"] + self.norm.eps)
            shift = state["norm.bias"] - state["norm.running_mean"] * scale
            encoder = _linear("audio", "latents", scale[:, None] * state["encoder.weight"],
                              scale * state["encoder.bias"] + shift)  # fmt: skip
            decoder = _linear("latents_in", "sound", state["decoder.weight"],
                              state["decoder.bias"])  # fmt: skip
            graphs.save(graphs.join(encoder, decoder), path)

    return TinyModel()


def _linear(taken: str, given: str, weight, bias):
    """One linear layer as a graph."""
    from onnx import TensorProto, helper, numpy_helper

    n_out, n_in = weight.shape
    graph = helper.make_graph(
        [helper.make_node("Gemm", [taken, "w", "b"], [given], transB=1)],
        "linear",
        [helper.make_tensor_value_info(taken, TensorProto.FLOAT, ["f", n_in])],
        [helper.make_tensor_value_info(given, TensorProto.FLOAT, ["f", n_out])],
        [
            numpy_helper.from_array(np.asarray(v, np.float32), n)
            for v, n in ((weight, "w"), (bias, "b"))
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


class TinySpace:
    """The runtime: frames of the sound through the two graphs."""

    def __init__(self, folder: Path) -> None:
        facts = folders.read(folder)
        self.id, self.kind, self.name = facts.id, facts.kind, facts.name
        self.sample_rate, self.hop, self.dims = facts.sample_rate, facts.hop, facts.dims
        self.delay_samples = facts.delay_samples
        self.model_hash = folders.model_hash(folder)
        model = graphs.load(folder / folders.MODEL)
        self._encoder = graphs.open_session(graphs.part(model, "latents"))
        self._decoder = graphs.open_session(graphs.part(model, "sound"))

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        mono = Resampler(sample_rate, self.sample_rate).push(to_mono(audio), last=True)[0]
        whole = np.zeros(-(-max(1, len(mono)) // self.hop) * self.hop, np.float32)
        whole[: len(mono)] = mono
        frames = whole.reshape(-1, self.hop)
        return np.asarray(self._encoder.run(["latents"], {"audio": frames})[0])

    def decode(self, latents: Latents) -> Audio:
        out = self._decoder.run(["sound"], {"latents_in": latents})[0]
        return np.asarray(out).reshape(1, -1)


TINY = Kind(
    name="tiny",
    title="a linear layer, for tests",
    config=TinyConfig,
    presets=PRESETS,
    build=build,
    open=TinySpace,
    search={"learning_rate": (1e-3, 1e-1, "log"), "n_dims": (2, 8), "noise": [0.0, 0.01]},
)
