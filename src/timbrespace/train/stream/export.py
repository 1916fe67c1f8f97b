"""The steps as files: ONNX hands the state in and out, TorchScript keeps it in buffers."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from timbrespace.spaces.trained import graphs
from timbrespace.train.onnx_export import OPSET, halved, quiet
from timbrespace.train.stream.buffered import Buffered
from timbrespace.train.stream.steps import DecoderStep, EncoderStep

if TYPE_CHECKING:
    import onnx

    from timbrespace.train.stream.model import StreamModel

#: Names of the graphs' ends, as the runtime knows them.
ENCODER = ("block", "hearing", "latents", "heard")
DECODER = ("latents_in", "speaking", "sound", "spoken")


def export_onnx(model: StreamModel, path: Path) -> None:
    """Write ``model.onnx``: ``block, hearing -> latents, heard`` and ``latents_in, speaking ->
    sound, spoken``, each for any number of sounds at once.
    """
    encoder, decoder = EncoderStep(model).eval(), DecoderStep(model).eval()
    graphs.save(graphs.join(_graph(encoder, ENCODER), _graph(decoder, DECODER)), path)


def export_torchscript(model: StreamModel, path: Path) -> None:
    """Write a TorchScript file with ``encode``, ``decode`` and ``reset``."""
    encoder, decoder = EncoderStep(model).eval(), DecoderStep(model).eval()
    with warnings.catch_warnings():
        # It is deprecated, and still what the hosts of such files load.
        warnings.filterwarnings("ignore", ".*torch.jit.*deprecated", DeprecationWarning)
        both = Buffered(traced(encoder), traced(decoder), encoder, decoder)
        torch.jit.save(torch.jit.script(both.eval()), str(path))


def traced(step: EncoderStep | DecoderStep) -> nn.Module:
    """A step as TorchScript, for any number of sounds at once."""
    example = (torch.zeros(1, step.n_in), torch.zeros(1, step.n_state))
    script: nn.Module = torch.jit.trace(step, example)  # type: ignore[no-untyped-call]
    return script


def _graph(step: EncoderStep | DecoderStep, names: tuple[str, str, str, str]) -> onnx.ModelProto:
    example = (torch.zeros(2, step.n_in), torch.zeros(2, step.n_state))
    any_number = {0: torch.export.Dim("n", min=1, max=4096)}
    with torch.no_grad(), quiet():
        program = torch.onnx.export(
            step, example, input_names=names[:2], output_names=names[2:], opset_version=OPSET,
            dynamic_shapes=(any_number, any_number), dynamo=True, verbose=False,
        )  # fmt: skip
    assert program is not None
    return halved(program.model_proto)
