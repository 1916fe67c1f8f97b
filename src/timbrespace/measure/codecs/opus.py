"""Opus, the codec to beat: libopus through PyAV, with the bytes that it really makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.measure.align import at_rate, in_step
from timbrespace.measure.codecs.base import Carried
from timbrespace.measure.waveform import Mono

if TYPE_CHECKING:
    import av

RATE_HZ = 48_000
#: The least that RFC 6716 speaks of. Asked for less, libopus makes no fewer bytes at frames of
#: 20 ms with a variable rate (about 4.8 kbit/s are left), or frames that hold nothing.
LEAST_KBIT_S = 6.0
MOST_KBIT_S = 256.0


@dataclass(frozen=True)
class Opus:
    """libopus at a nominal rate: mono, 20 ms frames, constrained variable rate, best effort.

    Args:
        nominal_kbit_s: What it is asked for; what it takes is measured.
    """

    nominal_kbit_s: float
    name: str = "opus"

    @classmethod
    def at(cls, kbit_s: float) -> Opus:
        """Opus near a rate, as far as Opus goes.

        Example:
            >>> Opus.at(0.5).nominal_kbit_s
            6.0
        """
        return cls(float(min(max(kbit_s, LEAST_KBIT_S), MOST_KBIT_S)))

    @property
    def title(self) -> str:
        """What it is, for a table."""
        lowest = ", its lowest" if self.nominal_kbit_s == LEAST_KBIT_S else ""
        return f"Opus, {self.nominal_kbit_s:.3g} kbit/s asked{lowest}"

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound; only the payload of packets is counted, no container.

        Raises:
            TimbrespaceError: PyAV came without libopus.
        """
        encoder, skipped = _encoder(self.nominal_kbit_s)
        sent = at_rate(audio[None], sample_rate, RATE_HZ)
        packets = _encode(encoder, np.pad(sent, (0, skipped)))
        heard = in_step(_decode(packets), len(sent), skipped)
        n_bits = 8 * sum(len(packet) for packet in packets)
        return Carried(in_step(at_rate(heard[None], RATE_HZ, sample_rate), len(audio)), n_bits)


def _encoder(kbit_s: float) -> tuple[av.AudioCodecContext, int]:
    """An encoder, and the samples that its output lags by."""
    import av

    try:
        encoder = av.CodecContext.create("libopus", "w")
    except av.codec.codec.UnknownCodecError:
        raise TimbrespaceError(
            "This PyAV has no libopus.", "Install the wheel: pip install --force-reinstall av"
        ) from None
    encoder.sample_rate, encoder.layout, encoder.format = RATE_HZ, "mono", "flt"
    encoder.bit_rate = round(kbit_s * 1000)
    encoder.options = {"frame_duration": "20", "vbr": "constrained", "application": "audio"}
    encoder.open()
    # The header says by how much the decoder has to skip (RFC 7845: 16 bit, little-endian).
    return encoder, int.from_bytes((encoder.extradata or b"")[10:12], "little")


def _encode(encoder: av.AudioCodecContext, audio: Mono) -> list[bytes]:
    import av

    size = encoder.frame_size
    whole = np.pad(audio, (0, -len(audio) % size)).astype(np.float32)
    packets = []
    for at in range(0, len(whole), size):
        frame = av.AudioFrame.from_ndarray(whole[None, at : at + size], "flt", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, at
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets


def _decode(packets: list[bytes]) -> Mono:
    import av

    decoder = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout = RATE_HZ, "mono"
    frames = [f for packet in packets for f in decoder.decode(av.Packet(packet))]
    blocks = [f.to_ndarray().astype(np.float32).reshape(-1) for f in frames]
    whole = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    integer = bool(frames) and frames[0].format.name in ("s16", "s16p")
    return whole / np.float32(32768.0) if integer else whole
