"""Sounds that no clip is: averages, random latents, ways from one clip to another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.api.blend import Decoded
from timbrespace.api.decoding import Decoder
from timbrespace.measure.align import at_rate
from timbrespace.measure.codecs.space import SpaceCodec
from timbrespace.measure.waveform import Mono, si_sdr_db
from timbrespace.reports.results import Result
from timbrespace.semantics.descriptors import describe
from timbrespace.spaces.base import Audio, DecodingSpace
from timbrespace.spaces.drawing import DRAWS

if TYPE_CHECKING:
    import pandas as pd

#: Places on the way from one clip to another.
PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)
DRAWN_S = 5.0
#: What a genre's average is of, if there is such a genre, as in the original.
GENRE = "jazz"


def write_sound(path: Path, audio: Mono, sample_rate: int) -> str:
    """A sound of the report as FLAC, 16 bit; its path relative to the folder of the study."""
    import soundfile

    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.clip(audio, -1, 1), sample_rate, subtype="PCM_16")
    return f"{path.parent.name}/{path.name}"


def averages(
    decoder: Decoder, items: pd.DataFrame, seed: int
) -> dict[str, tuple[Sequence[str], Decoded]]:
    """The mean of three clips, of a genre, of all: ids and sound."""
    random = np.random.default_rng([seed, 5])
    ids = items["id"].tolist()
    genres = sorted(items["label.genre"].unique())
    genre = GENRE if GENRE in genres else genres[0]
    chosen = {
        "mean of three": [str(ids[i]) for i in random.permutation(len(ids))[:3]],
        f"mean of {genre}": items.loc[items["label.genre"] == genre, "id"].astype(str).tolist(),
        "mean of all": [str(i) for i in ids],
    }
    return {name: (some, decoder.blend(some).sound()) for name, some in chosen.items()}


def draws(decoder: Decoder, seed: int) -> dict[str, Decoded]:
    """Random latents, from each of three distributions; the box also frame by frame."""
    found = {how: decoder.draw(how, duration_s=DRAWN_S, seed=seed) for how in DRAWS}
    alone = decoder.draw("uniform", duration_s=DRAWN_S, seed=seed, independent=True)
    return {
        **{f"random, {how}": made for how, made in found.items()},
        "random, uniform, every frame on its own": alone,
    }


def between(decoder: Decoder, first: str, last: str) -> dict[str, Decoded]:
    """Sounds on the way from one clip to another."""
    blend = decoder.blend([first, last])
    return {f"{place:.0%} of the way": blend.sound(at=place) for place in PLACES}


def likeness_to_mixing(
    decoder: Decoder, ids: Sequence[str], made: Decoded, where: dict[str, str], command: str
) -> Result:
    """SI-SDR between the decoded mean of latents and the plain mean of the decoded sounds.

    High: averaging latents is mixing signals, and nothing more.
    """
    alone = [decoder.blend([item]).sound() for item in ids]
    n = min(each.audio.shape[1] for each in [*alone, made])
    # Each was made quieter to fit by its own measure: undone, so that the mix is a plain mean.
    mixed = np.mean([e.audio[0, :n] * 10 ** (e.quieter_db / 20) for e in alone], axis=0)
    value = si_sdr_db(mixed.astype(np.float32), made.audio[0, :n])
    return Result("si_sdr_to_mixing", where, value, unit="dB", n_items=len(ids), better="",
                  command=command)  # fmt: skip


def flatness_db(audio: Mono, sample_rate: int) -> float:
    """Spectral flatness in dB: near 0 for noise, far below for tones."""
    return float(np.asarray(describe(audio[None, None], sample_rate)["flatness_db"])[0])


def through(space: DecodingSpace, audio: Audio, sample_rate: int) -> Mono:
    """A sound encoded and decoded, as long as it was and in step with it, ``(T,)``."""
    source = at_rate(audio, sample_rate, space.sample_rate)
    return SpaceCodec(space).carry(source, space.sample_rate).audio
