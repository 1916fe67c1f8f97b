"""The kind is found, builds and opens."""

from __future__ import annotations

import pytest

from tests.train.spectrogram.tiny import TINY
from tests.train.tones import tones, written
from timbrespace.spaces.base import DecodingSpace
from timbrespace.train.kinds import kind_named


def test_it_is_known_builds_and_opens(tmp_path):
    torch = pytest.importorskip("torch")
    kind = kind_named("spectrogram")
    model = kind.build(TINY)
    batch = torch.from_numpy(tones(2, model.segment, model.sample_rate))
    space = kind.open(written(tmp_path / "bells", kind, model, TINY, batch))
    assert isinstance(space, DecodingSpace)
    assert (space.id, space.sample_rate, space.hop) == ("spectrogram:bells", 8_000, 13 * 32)
