"""What plays is compared with what is differentiated, and timed."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.effects.catalogue import own
from timbrespace.effects.own import OwnEffect
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects import twins
from timbrespace.studies.records import Records


class Lazy(OwnEffect):
    """What plays lags behind by a thousandth."""

    def apply(self, x, theta, sample_rate):
        made = super().apply(x, theta, sample_rate)
        return made + np.float32(1e-3) if isinstance(x, np.ndarray) else made


def test_a_twin_that_follows_is_told_from_one_that_does_not():
    ours = own("overdrive")
    true, level_db = twins.apart(ours)
    off, worse_db = twins.apart(Lazy(ours.id, ours.title, ours.parameters, ours.room))
    assert true < 1e-5 and level_db < -100
    assert off == pytest.approx(1e-3, abs=1e-5) and worse_db > level_db + 30


class Clock:
    """A quarter of a second goes by whenever somebody looks."""

    now_s = 0.0

    def perf_counter(self):
        self.now_s += 0.25
        return self.now_s


class Plug:
    """Somebody else's: no form, and it looks at the clock once for each block."""

    parameters = own("overdrive").parameters
    closed = False

    def stream(self, sample_rate, channels):
        return self

    def process(self, block, theta):
        assert block.shape == (2, 512)
        twins.time.perf_counter()
        return block

    def close(self):
        self.closed = True


def test_speed_is_seconds_of_sound_in_a_second(monkeypatch):
    monkeypatch.setattr(twins, "time", Clock())
    plug, n = Plug(), 96_000 // 512
    (found,) = twins.records("plug", plug)
    # Once for each block, and once more at the end.
    assert found.value == pytest.approx(n * 512 / 48_000 / (0.25 * (n + 1)))
    assert found.where == {"effect": "plug", "block": "512"} and plug.closed


def test_numbers_are_told_and_a_plug_in_has_no_form():
    found = Records(twins.records("overdrive", own("overdrive"), command="again"))
    assert {each.command for each in found} == {"again"}
    made = Report("title")
    twins.add(made, Records([*found, Result("real_time", {"effect": "plug"}, 77.0)]))
    text = made.page()
    assert f"<td>{found.one('twin_apart').value:.1e}</td>" in text and "of this run" in text
    assert "<td>plug</td><td></td><td></td><td>77</td>" in text


def test_slow_ones_are_named():
    speeds = {"quick": 120.0, "slow": 30.0}
    made = Report("title")
    twins.add(made, Records([Result("real_time", {"effect": k}, v) for k, v in speeds.items()]))
    assert "in this run: slow." in made.page()
