"""Where a voice is at home: kept beside the sounds, and how many points lie there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job
from timbrespace.sonify.folder import HOME, Folder
from timbrespace.sonify.posterior import Posterior, posterior_of
from timbrespace.surrogates.known import Region

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.sonify.paths import Paths
    from timbrespace.spaces.voice import Voice

_NAME = "frames"
#: Frames on the way that are looked at.
MOST_SENT = 20_000


def home_of(
    folder: Folder,
    voice: Voice,
    sounds: Path | str | Corpus | None = None,
    *,
    seed: int = 0,
    job: Job | None = None,
) -> Posterior:
    """The voice's home as a folder keeps it, else as it is found now.

    Args:
        folder: Of a sonification.
        voice: Opened.
        sounds: As for :func:`timbrespace.sonify.posterior.posterior_of`; a corpus is never kept.
        seed: Of the draws.
        job: Progress in frames.
    """
    from safetensors.numpy import load_file

    known, file = folder.about().get("home"), folder.path / HOME
    asked = _asked(voice, sounds, seed)
    if known and asked is not None and known["asked"] == asked and file.is_file():
        return Posterior(load_file(file)[_NAME], str(known["said"]))
    return posterior_of(voice, sounds, seed=seed, job=job)


def keep_home(
    folder: Folder, home: Posterior, voice: Voice, sounds: Path | str | Corpus | None, seed: int
) -> None:
    """Keep a voice's home beside the sounds, for when the same is asked for again."""
    folder.keep(HOME, {_NAME: home.frames})
    folder.note(home={"asked": _asked(voice, sounds, seed), "said": home.said})


def share_at_home(frames: NDArray[np.floating], points: NDArray[np.floating]) -> float:
    """The share of points ``(N, K)`` as near to a frame as 99 % of the frames are to each other.

    Nearness is Mahalanobis distance, by the covariance of all frames ``(M, K)``.

    Example:
        >>> frames = np.random.default_rng(0).normal(size=(400, 3))
        >>> share_at_home(frames, frames), share_at_home(frames, frames + 30)
        (1.0, 0.0)
    """
    region = Region.of(np.asarray(frames, np.float64))
    return float((region.distance(np.asarray(points, np.float64)) <= region.radius).mean())


def share_on_the_way(frames: NDArray[np.floating], paths: Paths) -> float:
    """As :func:`share_at_home`, of all frames that the voice is sent: of tracks, not of items.

    Of very many, :data:`MOST_SENT` at even distances.
    """
    lengths = [paths.n_frames(index) for index in range(len(paths))]
    step = -(-sum(lengths) // MOST_SENT)
    begin, sent = 0, []
    for index, length in enumerate(lengths):
        sent.append(paths.track(index)[-begin % step :: step])
        begin += length
    return share_at_home(frames, np.concatenate(sent))


def _asked(voice: Voice, sounds: Path | str | Corpus | None, seed: int) -> list[str] | None:
    """What decides where the home is; None where that can't be said in a few words."""
    if sounds is not None and not isinstance(sounds, str | Path):
        return None
    return [voice.model_hash, "" if sounds is None else str(sounds), str(seed)]
