"""Records of a comparison."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.reconstruction import METRICS, Comparison, Heard
from timbrespace.measure.records import BETTER, results


class Named:
    def __init__(self, name):
        self.name, self.title = name, name


def comparison(embedded=True):
    rng = np.random.default_rng(0)
    groups = tuple(f"take {i // 2}" for i in range(12))
    embeddings = [rng.normal(size=(6, 3)) for _ in groups] if embedded else []

    def heard(name, worse):
        values = [(10 - worse + g, 1 + worse, 5 + worse, 6 + worse) for g in rng.normal(size=12)]
        made = Heard(Named(name), values, [8.0] * 12, [6.0] * 12)
        made.embeddings = [e + worse for e in embeddings]
        return made

    return Comparison(
        (heard("space", 0), heard("opus", 2)), groups, 22_050, tuple(embeddings), 60.0
    )


def one(found, name, **where):
    (result,) = [
        r for r in found if r.name == name and all(r.where.get(k) == v for k, v in where.items())
    ]
    return result


def test_every_codec_has_every_metric_with_an_interval_over_groups():
    found = results(comparison(), {"size": "55112"}, "timbrespace measure x y")
    for codec in ("space", "opus"):
        for name in METRICS:
            result = one(found, name, codec=codec, size="55112")
            assert result.low <= result.value <= result.high
            assert result.better == BETTER[name]
            assert (result.n_items, result.n_groups) == (12, 6)
            assert result.command == "timbrespace measure x y"
        assert one(found, "kbit_s", codec=codec).value == 8
        assert one(found, "kbit_s_coded", codec=codec).value == 6


def test_gains_are_positive_where_the_first_is_better_whichever_way_that_is():
    found = results(comparison())
    for name in METRICS:
        gain = one(found, "gain", metric=name, over="opus")
        assert gain.value == pytest.approx(2, abs=1.5)
        assert gain.low > 0


def test_the_frechet_distance_is_of_the_whole_set():
    found = results(comparison())
    assert one(found, "frechet_audio_distance", codec="space").value == pytest.approx(0, abs=1e-6)
    assert one(found, "frechet_audio_distance", codec="opus").value == pytest.approx(12, rel=0.01)
    assert one(found, "frechet_infinity", codec="opus").value > 10
    assert not [r for r in results(comparison(embedded=False)) if "frechet" in r.name]


def test_a_silent_sound_is_left_out_of_the_mean_and_of_the_count():
    made = comparison()
    made.heard[0].values[0] = (float("nan"),) * 4
    result = one(results(made), "si_sdr", codec="space")
    assert np.isfinite(result.value)
    assert result.n_items == 11
