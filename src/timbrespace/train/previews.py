"""Reconstructions as a training goes on: files to listen to, pictures, and the logger's own.

Needs the extra ``models``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray

from timbrespace.audio.picture import spectrogram
from timbrespace.audio.write import write_wav
from timbrespace.train.model import TrainableModel

if TYPE_CHECKING:
    from timbrespace.train.learner import Learner

#: Held-out segments that are shown, the same ones each time.
N_SHOWN = 4
#: Frames and bands of a spectrogram.
_FRAMES, _BANDS = 300, 128
_FLOOR_DB = -80.0


@torch.no_grad()
def write_previews(learner: Learner, folder: Path, loggers: Sequence[Any]) -> None:
    """Reconstruct a few held-out segments as the model stands now.

    Writes ``1-source.wav`` once, ``1-epoch-0005.wav`` and ``1-epoch-0005.png`` (source above
    reconstruction) each time, and gives the same to TensorBoard and Weights & Biases. A model of
    what is no sound has nothing to be heard.
    """
    if not isinstance(learner.model, TrainableModel):
        return
    folder.mkdir(parents=True, exist_ok=True)
    rate, epoch = learner.model.sample_rate, learner.standing.epoch
    was_training = learner.model.training
    learner.model.eval()
    try:
        for number in range(min(N_SHOWN, len(learner.held))):
            source = learner.held[number]
            made = _reconstructed(learner, source)
            name = f"{number + 1}-epoch-{epoch:04}"
            if not (folder / f"{number + 1}-source.wav").exists():
                write_wav(folder / f"{number + 1}-source.wav", source, rate)
            write_wav(folder / f"{name}.wav", made, rate)
            picture = drawn(source, made, rate)
            _save_picture(folder / f"{name}.png", picture)
            for logger in loggers:
                _log(logger, number + 1, made, picture, rate, learner.standing.step)
    finally:
        learner.model.train(was_training)


def drawn(source: NDArray[Any], made: NDArray[Any], sample_rate: int) -> NDArray[np.uint8]:
    """Spectrograms of source and reconstruction ``(1, T)``, one above the other: ``(H, W, 3)``.

    Both against the loudest bin of the source: what is lost looks darker.
    """
    from matplotlib import colormaps

    # Drawn as one sound, so that one scale holds for both.
    joined = np.concatenate([source, made], axis=1)
    levels = spectrogram(joined, sample_rate, frames=2 * _FRAMES, bins=_BANDS, floor_db=_FLOOR_DB)
    half = len(levels) // 2
    rule = np.full((2, half), 255, np.uint8)
    stacked = np.concatenate([levels[:half].T[::-1], rule, levels[half : 2 * half].T[::-1]])
    coloured = colormaps["magma"](stacked, bytes=True)
    return np.ascontiguousarray(coloured[..., :3])


def _reconstructed(learner: Learner, source: NDArray[np.float32]) -> NDArray[np.float32]:
    """The segment through the model, without its delay, as long as the source."""
    batch = torch.from_numpy(source)[None].to(learner.device)
    out = learner.model.decode(learner.model.encode(batch)).float().cpu().numpy()[0]
    made = np.zeros_like(source)
    late = out[:, learner.model.delay_samples :][:, : source.shape[1]]
    made[:, : late.shape[1]] = late
    return np.nan_to_num(np.clip(made, -1, 1))


def _save_picture(path: Path, picture: NDArray[np.uint8]) -> None:
    from matplotlib.image import imsave

    imsave(path, picture)


def _log(
    logger: Any, number: int, made: NDArray[Any], picture: NDArray[Any], rate: int, step: int
) -> None:
    kind = type(logger).__name__
    if kind == "TensorBoardLogger":
        board = logger.experiment
        board.add_audio(f"reconstruction/{number}", made[0], step, rate)
        board.add_image(f"spectrogram/{number}", picture, step, dataformats="HWC")
    elif kind == "WandbLogger":
        logger.log_audio(f"reconstruction/{number}", [made[0]], step, sample_rate=[rate])
        logger.log_image(f"spectrogram/{number}", [picture], step)
