"""A space as a codec: its latents are what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.measure.align import at_rate, in_step
from timbrespace.measure.bits import OwnBits, Quantiser
from timbrespace.measure.codecs.base import Carried
from timbrespace.measure.waveform import Mono
from timbrespace.spaces.base import DecodingSpace

#: Bits of a latent that is not quantised.
FLOAT_BITS = 32


@dataclass(frozen=True)
class SpaceCodec:
    """Encode, round, decode.

    Args:
        space: What encodes and decodes.
        quantiser: Of its latents; None: they are sent as they are.
        own_bits: What a frame costs where the space quantises by itself; None: it does not.
        name: ``"space"``, or ``"space-float32"``.
    """

    space: DecodingSpace
    quantiser: Quantiser | None = None
    own_bits: float | None = None
    name: str = "space"

    @property
    def title(self) -> str:
        """What it is, for a table."""
        if self.own_bits is not None:
            return f"{self.space.id}, its own levels"
        if self.quantiser is None:
            return f"{self.space.id}, float32"
        return f"{self.space.id}, {int(np.log2(self.quantiser.levels.max()))} bit"

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound; a stated delay of the space is undone."""
        # What lags behind comes out of the silence after the end, whose frames are sent, too.
        delay = -(-self.space.delay_samples * sample_rate // self.space.sample_rate)
        latents = self.space.encode(np.pad(audio, (0, delay))[None], sample_rate)
        n_bits, n_coded = float(latents.size * FLOAT_BITS), None
        if self.quantiser is not None:
            codes = self.quantiser.codes(latents)
            latents = self.quantiser.values(codes) if self.own_bits is None else latents
            n_bits = len(codes) * self.quantiser.bits_per_frame
            n_coded = self.quantiser.coded_bits(codes)
        elif self.own_bits is not None:
            n_bits = len(latents) * self.own_bits
        heard = self.space.decode(latents)[:1, self.space.delay_samples :]
        arrived = at_rate(heard, self.space.sample_rate, sample_rate)
        return Carried(in_step(arrived, len(audio)), n_bits, n_coded)


def quantised(
    space: DecodingSpace, sounds: Sequence[Mono], sample_rate: int, bits: int, name: str = "space"
) -> SpaceCodec:
    """A space whose latents are sent with so many bits each, or with its own few levels.

    Args:
        space: What encodes and decodes.
        sounds: Whose latents give the ranges, each ``(T,)``.
        sample_rate: Of these sounds, in Hz.
        bits: Of each latent, where the space has no levels of its own.
        name: Of the codec.
    """
    latents = [space.encode(sound[None], sample_rate) for sound in sounds]
    own = space.bits_per_frame if isinstance(space, OwnBits) else None
    if own is not None:
        return SpaceCodec(space, Quantiser.of_lattice(latents, own), own, name)
    return SpaceCodec(space, Quantiser.fit(latents, bits), name=name)
