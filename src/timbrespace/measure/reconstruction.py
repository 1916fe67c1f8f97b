"""A space beside what it has to beat: the same sounds, the same bits, the same ears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.measure import bits as rates
from timbrespace.measure.align import at_rate
from timbrespace.measure.codecs.base import Carried, Codec
from timbrespace.measure.codecs.frames import fit_dct, fit_pca
from timbrespace.measure.codecs.mel_pca import fit_mel_pca
from timbrespace.measure.codecs.opus import Opus
from timbrespace.measure.codecs.pcm import Pcm
from timbrespace.measure.codecs.space import SpaceCodec, quantised
from timbrespace.measure.distances import Source
from timbrespace.measure.waveform import Mono, si_sdr_db
from timbrespace.spaces.base import Audio, DecodingSpace, Latents

#: What is measured of each sound, in this order.
METRICS = ("si_sdr", "multi_resolution_stft", "mel_distance", "log_spectral_distance")
#: Bits of a latent, unless told otherwise.
BITS = 8
#: What hears a sound ``(C, T)`` at a rate for the Fréchet distance: embeddings ``(F, D)``.
Embed = Callable[[Audio, int], Latents]


class Sound(NamedTuple):
    """A sound to be measured on, or fitted on."""

    #: For tables and errors.
    name: str
    #: ``(C, T)``.
    audio: Audio
    #: In Hz.
    sample_rate: int
    #: What it was recorded with: intervals are drawn over groups.
    group: str


@dataclass
class Heard:
    """What one codec made of all sounds.

    Args:
        codec: Which.
        values: A row of :data:`METRICS` for each sound; NaN where it is silent.
        kbit_s: Of each sound.
        coded_kbit_s: Of each sound through an entropy coder; empty where that is not counted.
        embeddings: Of each sound ``(F, D)``; empty where nothing hears.
    """

    codec: Codec
    values: list[tuple[float, ...]] = field(default_factory=list)
    kbit_s: list[float] = field(default_factory=list)
    coded_kbit_s: list[float] = field(default_factory=list)
    embeddings: list[Latents] = field(default_factory=list)

    def table(self) -> NDArray[np.float64]:
        """The values as ``(N, metrics)``."""
        return np.array(self.values, np.float64).reshape(-1, len(METRICS))


@dataclass(frozen=True)
class Comparison:
    """Several codecs on the same sounds.

    Args:
        heard: One for each codec.
        groups: Of each sound.
        sample_rate: Everything was compared at, in Hz.
        reference: Embeddings of the sources.
        seconds: Of sound.
    """

    heard: tuple[Heard, ...]
    groups: tuple[str, ...]
    sample_rate: int
    reference: tuple[Latents, ...]
    seconds: float


def compare(
    codecs: Sequence[Codec],
    sounds: Iterable[Sound],
    sample_rate: int,
    *,
    embed: Embed | None = None,
    job: Job | None = None,
) -> Comparison:
    """Carry every sound with every codec, and measure what arrives.

    Args:
        codecs: Their names must differ.
        sounds: Each is mixed down and resampled (soxr) to the common rate first; what a rate
            cannot hold is not asked of anybody.
        sample_rate: The common rate in Hz, that of the space.
        embed: For the Fréchet audio distance; None: it is left out.
        job: Counts sounds; can be stopped.
    """
    job, heard = quiet_job(job, "measure"), [Heard(codec) for codec in codecs]
    groups: list[str] = []
    reference: list[Latents] = []
    seconds = 0.0
    for sound in sounds:
        job.check()
        source = at_rate(sound.audio, sound.sample_rate, sample_rate)
        groups.append(sound.group)
        seconds += len(source) / sample_rate
        if embed is not None:
            reference.append(embed(source[None], sample_rate))
        known = Source(source, sample_rate)
        for each in heard:
            _take(each, each.codec.carry(source, sample_rate), known, embed)
        job.advance(1, sound.name)
    return Comparison(tuple(heard), tuple(groups), sample_rate, tuple(reference), seconds)


def rivals(
    space: DecodingSpace,
    sounds: Sequence[Mono],
    *,
    bits: int = BITS,
    beside: Sequence[DecodingSpace] = (),
) -> list[Codec]:
    """A space at a stated quantisation, as float32, and what it has to beat at the same rate.

    Args:
        space: Says the rate: its numbers a second times the bits of each.
        sounds: Ranges, components and tables are fitted on these ``(T,)``, at the space's rate;
            none of them may be measured on.
        bits: Of a latent, where the space has no levels of its own, and of the coefficients of
            transforms.
        beside: Other spaces, each at its own rate.

    Returns:
        ``space``, ``space-float32`` (where it has no levels of its own), ``pcm``, ``opus``,
        ``dct``, ``pca``, ``mel-pca``, and the other spaces by their ids.
    """
    own = quantised(space, sounds, space.sample_rate, bits)
    kbit_s = kbit_s_of(own)
    numbers, each = _equal_numbers(own, bits)
    density = numbers / space.hop
    codecs: list[Codec] = [own]
    if own.own_bits is None:
        codecs.append(SpaceCodec(space, name="space-float32"))
    return [
        *codecs,
        Pcm.at(kbit_s, space.sample_rate),
        Opus.at(kbit_s),
        fit_dct(sounds, density, each),
        fit_pca(sounds, density, each),
        fit_mel_pca(sounds, space.sample_rate, numbers, space.hop, each),
        *(quantised(other, sounds, space.sample_rate, bits, other.id) for other in beside),
    ]


def kbit_s_of(codec: SpaceCodec) -> float:
    """What a space takes, from its frames alone: a sound's last, unfinished frame is not in it."""
    frame = codec.own_bits
    if frame is None and codec.quantiser is not None:
        frame = codec.quantiser.bits_per_frame
    return rates.kbit_s(frame or 0.0, codec.space.hop, codec.space.sample_rate)


def measure(
    space: DecodingSpace,
    sounds: Iterable[Sound],
    fitted_on: Sequence[Sound],
    *,
    bits: int = BITS,
    beside: Sequence[DecodingSpace] = (),
    baselines: bool = True,
    embed: Embed | None = None,
    job: Job | None = None,
) -> Comparison:
    """How near a space comes to its sources, beside PCM, Opus, DCT, PCA and mel PCA.

    Args:
        space: What encodes and decodes.
        sounds: Measured on these.
        fitted_on: See :func:`rivals`; of other groups than ``sounds``.
        bits: Of a latent.
        beside: Other spaces, to be compared with.
        baselines: Whether all of :func:`rivals` are measured, or the space alone.
        embed: For the Fréchet audio distance.
        job: Progress; can be stopped.

    Raises:
        TimbrespaceError: There is nothing to fit on.
    """
    if not fitted_on:
        raise TimbrespaceError(
            "Ranges and components have to be fitted on sounds that are not measured, and there "
            "are none.",
            "Give sounds of two groups at least.",
        )
    plain = [at_rate(s.audio, s.sample_rate, space.sample_rate) for s in fitted_on]
    if baselines:
        codecs = rivals(space, plain, bits=bits, beside=beside)
    else:
        codecs = [quantised(space, plain, space.sample_rate, bits)]
    return compare(codecs, sounds, space.sample_rate, embed=embed, job=job)


def _equal_numbers(own: SpaceCodec, bits: int) -> tuple[float, int]:
    """Numbers in a frame, and bits of each, for transforms at the same bits as a space.

    A space with levels of its own (three bits a number, say) is met with fewer numbers of the
    usual bits, since three bits would serve no transform.
    """
    if own.own_bits is None:
        return float(len(own.space.dims)), bits
    return own.own_bits / bits, bits


def _take(heard: Heard, carried: Carried, source: Source, embed: Embed | None) -> None:
    arrived, rate, n_samples = carried.audio, source.sample_rate, len(source.audio)
    heard.values.append(
        (
            si_sdr_db(source.audio, arrived),
            source.multi_resolution_stft(arrived),
            *source.level_distances_db(arrived),
        )
    )
    heard.kbit_s.append(rates.kbit_s(carried.n_bits, n_samples, rate))
    if carried.n_coded_bits is not None:
        heard.coded_kbit_s.append(rates.kbit_s(carried.n_coded_bits, n_samples, rate))
    if embed is not None:
        heard.embeddings.append(embed(arrived[None], rate))
