"""The figure by layer shows every layer and every baseline."""

from __future__ import annotations

import numpy as np

from timbrespace.factors.probing.probes import PROBES, TITLES
from timbrespace.reports.layers import by_layer


def test_values_and_baselines_are_those_of_the_probing(probed):
    figure = by_layer(probed)
    for ax, probe in zip(figure.axes, PROBES, strict=True):
        assert ax.get_title(loc="left") == TITLES[probe]
        drawn = ax.containers[0].lines[0].get_ydata()
        np.testing.assert_allclose(
            drawn, [probed.of(c, probe).balanced.value for c in probed.layers]
        )
        across = {
            line.get_label(): line.get_ydata()[0]
            for line in ax.lines
            if len(line.get_xdata()) == 2
        }
        assert across["log-mel"] == probed.of(probed.baselines[0], probe).balanced.value
        assert across["chance (0.33)"] == probed.chance["uniform"]["balanced"]
    assert [t.get_text() for t in figure.axes[-1].get_xticklabels()] == ["0", "1", "2"]
