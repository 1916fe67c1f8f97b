"""What real sounds are in a space: some of their frames, for voices that bring none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.base import Audio, Dim, Latents
from timbrespace.spaces.playing.posterior import N_FRAMES, chosen

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.voice import Voice

#: Sound that is encoded at most, in seconds; of one sound, so that no long one outweighs others.
MOST_S, MOST_OF_ONE_S = 300.0, 10.0

#: From a sound ``(C, T)`` and its rate in Hz to frames ``(F, D)``.
Encode = Callable[[Audio, int], Latents]


class Encoding(Protocol):
    """A space, or a voice that also hears."""

    id: str
    dims: tuple[Dim, ...]

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz."""


def frames_of(
    voice: Encoding | Voice,
    sounds: Path | str | Corpus,
    *,
    n_frames: int = N_FRAMES,
    most_s: float = MOST_S,
    seed: int = 0,
    job: Job | None = None,
) -> Latents:
    """Frames ``(M, D)`` that sounds have in a space, at most ``n_frames`` of them.

    Args:
        voice: A space, or a voice with ``encode``.
        sounds: A folder, one sound, an atlas, or a corpus.
        n_frames: At most so many.
        most_s: Sound that is encoded at most, drawn at random, in seconds.
        seed: Of both draws.
        job: Progress in sounds.

    Raises:
        TimbrespaceError: The voice can't hear, or there is no sound.
        Cancelled: The job was asked to stop.
    """
    encode = getattr(voice, "encode", None)
    if encode is None:
        raise TimbrespaceError(
            f"'{voice.id}' only makes sound, it can't hear any.",
            "Draw its latents from the prior, from a box or by Sobol instead.",
        )
    job = quiet_job(job, "encode")
    read = sounds_of(corpus_of(sounds, job), seed, job)
    return usual_frames(encode, read, len(voice.dims), n_frames, most_s, seed)


def usual_frames(
    encode: Encode,
    sounds: Iterable[tuple[Audio, int]],
    n_dims: int,
    n_frames: int | None = N_FRAMES,
    most_s: float = MOST_S,
    seed: int = 0,
) -> Latents:
    """Frames ``(M, D)`` of sounds ``(C, T)`` with their rates, taken in the order they come.

    Args:
        encode: What hears them.
        sounds: As they come.
        n_dims: Of a frame.
        n_frames: At most so many, drawn at random; None keeps all.
        most_s: No more sounds are taken after so many seconds.
        seed: Of the draw.
    """
    parts, heard_s = [np.zeros((0, n_dims), np.float32)], 0.0
    for audio, rate in sounds:
        excerpt = audio[:, : int(MOST_OF_ONE_S * rate)]
        parts.append(encode(excerpt, rate))
        heard_s += excerpt.shape[1] / rate
        if heard_s >= most_s:
            break
    frames = np.concatenate(parts)
    return frames if n_frames is None else chosen(frames, n_frames, seed)


def corpus_of(sounds: Path | str | Corpus, job: Job | None = None) -> Corpus:
    """The corpus of a folder, a sound or an atlas.

    Raises:
        TimbrespaceError: There is no sound, or nobody has said where an atlas's sounds lie.
    """
    from timbrespace.atlas.remembered import recall_sounds
    from timbrespace.atlas.store import Store
    from timbrespace.corpus import Corpus, scan

    if isinstance(sounds, Corpus):
        return sounds
    path = Path(sounds).expanduser()
    if not (path / "atlas.json").is_file():
        corpus = scan(path, job=job)
        corpus.check_not_empty()
        return corpus
    store, root = Store.open(path), recall_sounds(path)
    if root is None or not root.is_dir():
        raise TimbrespaceError(
            f"Nobody has said where the sounds of '{path}' lie.",
            f"timbrespace serve {path} --sounds FOLDER says it once.",
        )
    return Corpus(root, store.items(), store.rejects(), copies=path / "augmented")


def sounds_of(corpus: Corpus, seed: int, job: Job) -> Iterator[tuple[Audio, int]]:
    """The sounds ``(C, T)`` of a corpus with their rates, in an order drawn at random.

    Args:
        corpus: Of files, or of windows.
        seed: Of the order.
        job: Progress in sounds; those that can't be decoded are named there and passed over.

    Raises:
        Cancelled: The job was asked to stop.
    """
    from timbrespace.audio.decode import read
    from timbrespace.audio.faults import DecodeError

    rows: list[Any] = list(corpus.items.itertuples(index=False))
    job.begin(len(rows), "Hearing sounds", unit="sounds")
    for index in np.random.default_rng([seed, 3]).permutation(len(rows)):
        job.check()
        row = rows[index]
        length_s = min(float(row.duration_s), MOST_OF_ONE_S)
        try:
            yield read(corpus.base_of(row) / row.path, float(row.offset_s), length_s)
        except DecodeError:
            job.say(f"left out: {row.path}")
        job.advance(1)
