"""Memory that a plug-in's process and ours both see: samples are never sent, only pointed at."""

from __future__ import annotations

import mmap
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]

#: A plug-in always works on blocks of this many samples, whatever it is given: some make other
#: sound of the same input in other blocks.
STEP = 64
#: Most samples that go over at a time.
MOST = 8_192


@dataclass(frozen=True)
class Shape:
    """How much there is of everything.

    Args:
        controls: Numbers that the plug-in is given or gives.
        inputs: Rows of samples that go in.
        outputs: Rows that come out.
    """

    controls: int
    inputs: int
    outputs: int


class Shared:
    """The numbers and samples of one plug-in, mapped from a file.

    Args:
        path: The file.
        shape: How much it holds.

    Attributes:
        controls: ``(controls,)``.
        inputs: ``(inputs, MOST + STEP)``: what is left over from before, then what is new.
        outputs: ``(outputs, MOST + STEP)`` likewise.
    """

    def __init__(self, path: Path, shape: Shape) -> None:
        with path.open("r+b") as file:
            # Mapped memory lives as long as the arrays on it do, hence nothing is to be closed.
            self._mapped = mmap.mmap(file.fileno(), 4 * _length(shape))
        all_floats: Floats32 = np.frombuffer(self._mapped, np.float32)
        row = MOST + STEP
        ends = np.cumsum([shape.controls, shape.inputs * row, shape.outputs * row])
        self.controls, inputs, outputs, _ = np.split(all_floats, ends)
        self.inputs = inputs.reshape(shape.inputs, row)
        self.outputs = outputs.reshape(shape.outputs, row)


def new_file(shape: Shape) -> Path:
    """A file of zeros for :class:`Shared`; whoever asks for it deletes it."""
    in_memory = Path("/dev/shm")
    with tempfile.NamedTemporaryFile(
        prefix="timbrespace-", dir=in_memory if in_memory.is_dir() else None, delete=False
    ) as file:
        file.truncate(4 * _length(shape))
        return Path(file.name)


def _length(shape: Shape) -> int:
    return shape.controls + (shape.inputs + shape.outputs) * (MOST + STEP) + 1
