"""From tracks of latents to sounds that begin and end cleanly, and are equally loud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.semantics.loudness import integrated
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.holding import WARM_UP_S, decode_frames

#: As loud as this all sounds are made, unless another level is asked for (EBU R 128).
LOUDNESS_LUFS = -23.0
#: Nothing is lifted by more: what is so soft is noise.
MOST_GAIN_DB = 50.0
#: The loudest sample.
CEILING = 0.98
FADE_IN_S, FADE_OUT_S = 0.01, 0.04


@dataclass(frozen=True)
class Sounded:
    """One item's sound.

    Args:
        audio: ``(C, T)`` at the voice's rate.
        loudness_lufs: As the voice made it; NaN where it is silent.
        gain_db: That was put on it.
    """

    audio: Audio
    loudness_lufs: float
    gain_db: float


def render(
    voice: Voice, tracks: Sequence[Latents], loudness_lufs: float | None = LOUDNESS_LUFS
) -> list[Sounded]:
    """Sounds of tracks ``(F, K)``, side by side where the voice can.

    Each is made as if its first frame had been held before, and the decoder's delay is cut off:
    what is heard begins with the track and is ``F * hop`` samples long.

    Args:
        voice: Decodes.
        tracks: Of the voice's latents; of any lengths, and best of similar ones.
        loudness_lufs: What all are brought to; None leaves them as they are, but for peaks.

    Example:
        >>> from timbrespace.spaces.playing.opening import open_voice
        >>> bells = open_voice("stream:bells")
        >>> [sound] = render(bells, [bells.usual()[:1].repeat(100, axis=0)])
        >>> sound.audio.shape
        (1, 25600)
    """
    rate = voice.sample_rate
    made = []
    for audio in decode_tracks(voice, tracks):
        loudness = float(integrated(audio[None], rate)[0])
        gain_db = _gain_db(audio, loudness, loudness_lufs)
        levelled = faded(audio * np.float32(10 ** (gain_db / 20)), rate)
        made.append(Sounded(levelled, loudness, gain_db))
    return made


def decode_tracks(voice: Voice, tracks: Sequence[Latents]) -> list[Audio]:
    """What a voice makes of tracks ``(F, K)``: ``(C, F * hop)`` each, without its delay."""
    lead = int(np.ceil(WARM_UP_S * voice.sample_rate / voice.hop))
    tail = -(-voice.delay_samples // voice.hop)
    longest = max(len(track) for track in tracks) + tail
    padded = np.stack([_padded(track, lead, longest) for track in tracks])
    begin = lead * voice.hop + voice.delay_samples
    sounds = decode_frames(voice, padded)
    return [
        np.ascontiguousarray(sound[:, begin : begin + len(track) * voice.hop])
        for sound, track in zip(sounds, tracks, strict=True)
    ]


def faded(audio: Audio, sample_rate: int) -> Audio:
    """A sound ``(C, T)`` that comes and goes without a click."""
    n = audio.shape[1]
    envelope = np.ones(n, np.float32)
    for seconds, end in ((FADE_IN_S, slice(None)), (FADE_OUT_S, slice(None, None, -1))):
        length = min(n // 2, round(seconds * sample_rate))
        ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(1, length))
        envelope[end][:length] *= ramp.astype(np.float32)
    return np.asarray(audio * envelope, np.float32)


def _padded(track: Latents, lead: int, longest: int) -> Latents:
    before = np.repeat(track[:1], lead, axis=0)
    behind = np.repeat(track[-1:], longest - len(track), axis=0)
    return np.concatenate([before, track, behind]).astype(np.float32)


def _gain_db(audio: Audio, loudness: float, wanted: float | None) -> float:
    peak = float(np.abs(audio).max(initial=0.0))
    headroom_db = 20 * float(np.log10(CEILING / max(peak, 1e-9)))
    if wanted is None or not np.isfinite(loudness):
        return min(0.0, headroom_db)
    return min(wanted - loudness, headroom_db, MOST_GAIN_DB)
