"""A HiFi-GAN voice as one graph: from latents by mel frames to sound, its state in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.playing.hifigan import folder as folders
from timbrespace.spaces.playing.hifigan.mel import FLOOR
from timbrespace.spaces.trained import graphs

if TYPE_CHECKING:
    import onnx

    from timbrespace.spaces.playing.hifigan.voice import HifiganVoice


def decoder(voice: HifiganVoice) -> onnx.ModelProto:
    """From ``latents_in`` (F, D) and ``speaking`` (1, S) to ``sound`` (1, F * hop), ``spoken``.

    Args:
        voice: Opened.
    """
    from onnx import checker, helper, numpy_helper

    model = graphs.load(voice.folder / folders.GENERATOR)
    n_state, axes = voice.silence.shape[1], voice.axes
    constants: dict[str, NDArray[Any]] = {
        "axes": axes.axes,
        "mean": axes.mean,
        "floor": np.array(FLOOR, np.float32),
        "first": np.array([0], np.int64),
    }
    # What stands before the generator, which goes on as if it had been given mel frames.
    before = [
        helper.make_node("MatMul", ["latents_in", "axes"], ["along"]),
        helper.make_node("Add", ["along", "mean"], ["around"]),
        helper.make_node("Max", ["around", "floor"], ["frames"]),
        helper.make_node("Transpose", ["frames"], ["bands"], perm=[1, 0]),
        helper.make_node("Unsqueeze", ["bands", "first"], ["mel"]),
        helper.make_node("Identity", ["speaking"], ["state"]),
    ]
    after = [helper.make_node("Identity", ["next"], ["spoken"])]
    shapes: dict[str, list[int | str]] = {
        "latents_in": ["frames", len(voice.dims)],
        "speaking": [1, n_state],
        "sound": [1, "samples"],
        "spoken": [1, n_state],
    }
    ends = [helper.make_tensor_value_info(name, 1, shape) for name, shape in shapes.items()]
    graph = helper.make_graph(
        [*before, *model.graph.node, *after],
        "hifigan",
        ends[:2],
        ends[2:],
        [
            *(numpy_helper.from_array(value, name) for name, value in constants.items()),
            *model.graph.initializer,
        ],
    )
    made = helper.make_model(
        graph, opset_imports=list(model.opset_import), ir_version=model.ir_version,
        producer_name="timbrespace",
    )  # fmt: skip
    checker.check_model(made)
    return made
