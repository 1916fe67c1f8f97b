"""The kinds of space that come with the package."""

from __future__ import annotations

from timbrespace.train.effects.kind import KIND as EFFECTS
from timbrespace.train.kinds import Kind
from timbrespace.train.motion.kind import KIND as MOTION
from timbrespace.train.spectrogram.kind import KIND as SPECTROGRAM
from timbrespace.train.stream.kind import KIND as STREAM
from timbrespace.train.table.kind import KIND as TABLE
from timbrespace.train.waveform.kind import KIND as WAVEFORM
from timbrespace.train.wavenet.kind import KIND as WAVENET

#: Each kind's room has a ``kind.py`` that defines it; add it here.
OWN: tuple[Kind, ...] = (WAVEFORM, SPECTROGRAM, STREAM, EFFECTS, MOTION, WAVENET, TABLE)
