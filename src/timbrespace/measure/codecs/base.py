"""What every way to carry a sound offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from timbrespace.measure.waveform import Mono


@dataclass(frozen=True)
class Carried:
    """A sound as it arrives.

    Args:
        audio: ``(T,)``, as long as what was sent and in step with it.
        n_bits: What was sent: payload only, without container or tables.
        n_coded_bits: The same through an entropy coder with a fixed table; None where the
            bits are coded already, or were not counted.
    """

    audio: Mono
    n_bits: float
    n_coded_bits: float | None = None


class Codec(Protocol):
    """One way to carry a sound."""

    @property
    def name(self) -> str:
        """Short and unique within a comparison: ``"opus"``."""

    @property
    def title(self) -> str:
        """What it is, for a table: ``"Opus, 16 kbit/s asked"``."""

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound ``(T,)`` at ``sample_rate`` Hz and give what arrives, at that rate."""
