"""Figures draw what they are given, and colours tell settings apart."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.reports.results import Result
from timbrespace.reports.style import as_svg
from timbrespace.studies.effects import space_figures as figures
from timbrespace.studies.records import Records

RNG = np.random.default_rng(0)
LAYOUT, THETA = RNG.standard_normal((60, 2)), RNG.uniform(0, 1, (60, 3))


def test_near_settings_have_near_colours_and_far_ones_others():
    corners = figures.domain_colours(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
    apart = np.abs(corners[:, None] - corners[None]).sum(axis=-1)
    assert apart[~np.eye(4, dtype=bool)].min() > 0.3
    moved = figures.domain_colours(THETA[:, :2] + 1e-3)
    assert np.abs(moved - figures.domain_colours(THETA[:, :2])).max() < 0.05


@pytest.mark.parametrize("n_settings", [1, 2, 3])
def test_each_pair_of_settings_has_its_panel(n_settings):
    names = ["drive", "muffle", "tone"][:n_settings]
    figure = figures.setting_pairs(LAYOUT, THETA[:, :n_settings], names, "Overdrive")
    titles = [ax.get_title(loc="left") for ax in figure.axes if ax.get_title(loc="left")]
    assert len(titles) == {1: 1, 2: 1, 3: 3}[n_settings]
    assert b"<svg" in as_svg(figure)


def test_a_way_goes_through_all_its_places():
    figure = figures.way(LAYOUT, LAYOUT[:9], "Overdrive", ("clean", "driven"))
    (line,) = figure.axes[0].lines
    assert len(line.get_xdata()) == 9
    assert {"clean", "driven"} <= {text.get_text() for text in figure.axes[0].texts}


def test_accuracies_are_drawn_for_every_feature_with_chance():
    rows = [
        Result("effect_accuracy", {"features": name, "probe": probe}, value, value - 0.1,
               value + 0.1, baselines={"chance": 0.1})
        for name, value in (("style", 0.8), ("vae", 0.6)) for probe in ("linear", "forest")
    ]  # fmt: skip
    figure = figures.accuracy(Records(rows), {"linear": "linear", "forest": "forest"})
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["style", "vae"]
    assert b"chance" in as_svg(figure) or figure.axes[0].lines


def test_effects_are_told_by_colour():
    figure = figures.by_effect({"style": LAYOUT}, RNG.integers(0, 2, 60), ["overdrive", "dry"])
    assert len(figure.axes) == 1
