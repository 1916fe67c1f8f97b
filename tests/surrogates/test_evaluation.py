from __future__ import annotations

import pytest

from timbrespace.errors import Cancelled
from timbrespace.surrogates import evaluation
from timbrespace.surrogates.evaluation import Effort, learn_and_judge
from timbrespace.surrogates.inverses import METHODS
from timbrespace.surrogates.rows import ROWS


@pytest.fixture(scope="module")
def found(tones, tone_points, tone_meter):
    pytest.importorskip("torch")
    return learn_and_judge(
        tone_points, tones.dims, tones.usual(), tone_meter, effort=Effort(12, 8, 2), n_steps=300
    )


def test_words_know_how_well_they_close_the_loop(found):
    for word in found.surrogate.words[:2]:
        assert word.closed_loop == found.loop(word.name).spearman > 0.9
        assert not word.problem


def test_both_surrogates_are_told_the_frame_rate_of_the_voice(
    tones, tone_points, tone_meter, tone_surrogate, monkeypatch
):
    told = []

    def learned(*_, frame_hz=None, inverse=True, **__):
        told.append(frame_hz)
        if not inverse:
            raise Cancelled  # Both are asked for: that is all.
        return tone_surrogate

    monkeypatch.setattr(evaluation, "fit_surrogate", learned)
    with pytest.raises(Cancelled):
        learn_and_judge(tone_points, tones.dims, tones.usual(), tone_meter)
    assert told == [50.0, 50.0]


def test_both_splits_are_judged_beside_the_simpler_methods(found):
    anywhere, region = found.foretold
    assert anywhere.split.name != region.split.name
    for foretold in found.foretold:
        assert set(foretold.rows) == set(ROWS)
        assert (foretold.low[:2] <= foretold.r2[:2]).all()
        assert (foretold.r2[:2] <= foretold.high[:2]).all()
        assert (foretold.coverage[0.95] >= foretold.coverage[0.68]).all()
    assert anywhere.r2[1] > anywhere.rows["linear"][1]


def test_everything_that_has_a_slider_is_asked_swept_and_tried_out_of_reach(found):
    asked = {x.word for x in found.loops}
    assert {"loudness_lufs", "centroid_hz"} <= asked
    assert {x.method for x in found.loops} == set(METHODS)
    assert {r.word for r in found.reaches} == {s.word for s in found.sweeps}
