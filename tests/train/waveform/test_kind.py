"""The kind is found, builds and opens."""

from __future__ import annotations

import pytest

from tests.train.tones import tones, written
from tests.train.waveform.tiny import RESIDUAL
from timbrespace.spaces.base import DecodingSpace
from timbrespace.train.kinds import kind_named


def test_it_is_known_builds_and_opens(tmp_path):
    torch = pytest.importorskip("torch")
    kind = kind_named("waveform")
    model = kind.build(RESIDUAL)
    batch = torch.from_numpy(tones(2, model.segment, model.sample_rate))
    space = kind.open(written(tmp_path / "bells", kind, model, RESIDUAL, batch))
    assert isinstance(space, DecodingSpace)
    assert (space.id, space.sample_rate, space.hop) == ("waveform:bells", 8_000, 16)
