"""A small surrogate of the toy voice, learned and judged once for all tests that read of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.surrogates.tone_voice import NAMES, ToneVoice


@cache
def judged():
    """The evaluation; its last word gets no slider."""
    from timbrespace.surrogates.evaluation import Effort, learn_and_judge
    from timbrespace.surrogates.fitting import with_words
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.measuring import measure_points
    from timbrespace.surrogates.meter import Meter
    from timbrespace.surrogates.sampling import draw_latents

    voice = ToneVoice()
    meter = Meter(voice, NAMES, hold_for(voice, 0.4, 0.04))
    with TemporaryDirectory() as folder:
        drawn = draw_latents(voice.dims, voice.usual(), 200)
        points = measure_points(meter, drawn, Path(folder) / "points.parquet", n_threads=1)
    found = learn_and_judge(
        points, voice.dims, drawn.usual, meter, effort=Effort(8, 4, 2), n_steps=150
    )
    *words, last = found.surrogate.words
    lost = replace(last, problem="It is the same wherever one plays this voice.", closed_loop=None)
    return replace(found, surrogate=with_words(found.surrogate, [*words, lost]))
