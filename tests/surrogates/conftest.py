"""A voice whose words are known, measured and learned once for all tests."""

from __future__ import annotations

import pytest

from tests.surrogates.tone_voice import NAMES, ToneVoice


@pytest.fixture(scope="session")
def tones():
    return ToneVoice()


@pytest.fixture(scope="session")
def tone_meter(tones):
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.meter import Meter

    return Meter(tones, NAMES, hold_for(tones, 0.4, 0.04))


@pytest.fixture(scope="session")
def tone_points(tones, tone_meter, tmp_path_factory):
    """Seven hundred of them, a tenth of which is for judging."""
    from timbrespace.surrogates.measuring import measure_points
    from timbrespace.surrogates.sampling import draw_latents

    drawn = draw_latents(tones.dims, tones.usual(), 700)
    file = tmp_path_factory.mktemp("tones") / "points.parquet"
    return measure_points(tone_meter, drawn, file, n_threads=1)


@pytest.fixture(scope="session")
def tone_surrogate(tones, tone_points):
    pytest.importorskip("torch")
    from timbrespace.surrogates.fitting import fit_surrogate
    from timbrespace.surrogates.splits import random_split

    split = random_split(len(tone_points.latents))
    return fit_surrogate(
        tone_points, tones.dims, tones.usual(), train=split.train, test=split.test, n_steps=600
    )
