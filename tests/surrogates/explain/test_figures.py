"""Figures show what there is: a dot where it is beyond noise, hatches where nobody knows."""

from __future__ import annotations

import numpy as np

from tests.surrogates.analysis_world import NAMES, ToySurrogate, points, truth
from timbrespace.reports.style import as_svg
from timbrespace.surrogates.explain.figures import heat_figure, importance_figure, local_figure
from timbrespace.surrogates.explain.heat import over_dims, over_map
from timbrespace.surrogates.explain.importance import permutation_importance
from timbrespace.surrogates.explain.local import around


def test_a_dot_for_each_that_is_beyond_noise():
    held = points(200)
    found = permutation_importance(
        truth, held.latents.astype(float), held.values, NAMES, [f"z{i}" for i in range(5)]
    )
    ax = importance_figure(found).axes[0]
    assert len(ax.lines) == found.beyond().sum() > 0


def test_one_panel_for_each_map():
    z = np.random.default_rng(0).standard_normal((80, 5))
    heats = over_dims(ToySurrogate(), NAMES[:3], (0, 1), side=8)
    heats += over_map(ToySurrogate(), NAMES[:1], z[:, :2], z, side=8)
    figure = heat_figure(heats)
    shown = [ax for ax in figure.axes if ax.get_visible() and ax.get_title(loc="left")]
    assert len(shown) == 4 and len(as_svg(figure)) > 1000


def test_arrows_of_both_kinds():
    local = around(ToySurrogate(), np.zeros(5) + 0.2, truth)
    figure = local_figure(local, NAMES[:2])
    assert len(figure.axes) == 2
    assert figure.axes[0].get_legend_handles_labels()[1] == ["surrogate", "decodes nearby"]
