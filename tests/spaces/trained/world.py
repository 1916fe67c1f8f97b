"""A space made of two ONNX graphs by hand: frames of two samples, doubled and halved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.folder import SpaceFacts

HOP = 2
FACTS = SpaceFacts(
    kind="toy",
    name="bells",
    sample_rate=8_000,
    hop=HOP,
    dims=(Dim("first", "Hz", 0.0, 1.0), Dim("second")),
    delay_samples=3,
    model={"factor": 2.0, "widths": [1, 2]},
    training={"n_train": 5},
    bits_per_frame=4.0,
)


def scaling(taken: str, given: str, factor: float, opset: int = 17) -> onnx.ModelProto:
    """A graph ``given = taken * factor``, whose inner names are those of any other."""
    shape = ["f", HOP]
    graph = helper.make_graph(
        [
            helper.make_node("Mul", [taken, "w"], ["y"]),
            helper.make_node("Identity", ["y"], [given]),
        ],
        "graph",
        [helper.make_tensor_value_info(taken, TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(given, TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.array([factor], np.float32), "w")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)


def joined(factor: float = 2.0) -> onnx.ModelProto:
    return graphs.join(
        scaling("audio", "latents", factor), scaling("latents_in", "sound", 1 / factor)
    )


def write_toy(folder: Path, facts: SpaceFacts = FACTS, factor: float = 2.0) -> Path:
    """A whole space on disk."""
    weights = {"w": np.array([factor], np.float32), "n": np.array(3)}
    folders.write(folder, facts, weights, lambda p: graphs.save(joined(factor), p), {"loss": 0.5})
    return folder


class ToySpace:
    """The runtime of a toy."""

    def __init__(self, folder: Path) -> None:
        facts = folders.read(folder)
        self.id, self.kind, self.name = facts.id, facts.kind, facts.name
        self.sample_rate, self.hop, self.dims = facts.sample_rate, facts.hop, facts.dims
        self.delay_samples, self.model_hash = facts.delay_samples, folders.model_hash(folder)
        model = graphs.load(folder / folders.MODEL)
        self._encoder = graphs.open_session(graphs.part(model, "latents"))
        self._decoder = graphs.open_session(graphs.part(model, "sound"))

    def encode(self, audio, sample_rate):
        assert sample_rate == self.sample_rate
        frames = audio[0, : audio.shape[1] // HOP * HOP].reshape(-1, HOP)
        return self._encoder.run(["latents"], {"audio": frames})[0]

    def decode(self, latents):
        late = np.zeros((1, self.delay_samples), np.float32)
        sound = self._decoder.run(["sound"], {"latents_in": latents})[0].reshape(1, -1)
        return np.concatenate([late, sound], axis=1)


class ToyKind:
    """What an entry point of a package gives."""

    open = ToySpace
