"""Bodies: same seed, same body; factors are what they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.synth.bodies import MATERIALS, draw_body


@pytest.mark.parametrize("material", MATERIALS)
def test_resonances_follow_the_stated_series(material):
    body = draw_body(material, seed=2)
    hz = np.sort(np.asarray(body.frequencies_hz)[: 40 if material != "metal" else 10])[:10]
    if material == "metal":  # pairs follow after the first of each
        hz = np.asarray(body.frequencies_hz)[:10]
    k = np.arange(1, len(hz) + 1)
    slope = np.polyfit(np.log(k), np.log(hz), 1)[0]
    assert slope == pytest.approx(body.inharmonicity, abs=0.06)
    assert hz[0] == pytest.approx(body.pitch_hz)


def test_bodies_of_a_material_differ_a_little_and_materials_a_lot():
    assert draw_body("wood", seed=1) == draw_body("wood", seed=1)
    dampings = {m: [draw_body(m, seed=s).damping for s in range(30)] for m in MATERIALS}
    for lighter, heavier in zip(MATERIALS[:-1], MATERIALS[1:], strict=True):
        assert np.median(dampings[lighter]) < np.median(dampings[heavier])
        assert 0.05 < np.std(np.log(dampings[lighter])) < 0.3
