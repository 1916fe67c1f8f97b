"""Figures look alike and leave matplotlib as they found it."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from timbrespace.reports.style import COLOURS, as_png, as_svg, canvas


def test_the_users_own_style_is_left_alone():
    before = dict(mpl.rcParams)
    with canvas(2, 3) as (figure, axes):
        assert axes.shape == (2, 3)
    as_svg(figure)
    as_png(figure)
    assert dict(mpl.rcParams) == before


def test_bytes_are_of_the_kind_they_say():
    with canvas() as (figure, _):
        pass
    assert b"<svg" in as_svg(figure) and as_png(figure).startswith(b"\x89PNG")


def test_colours_differ_in_lightness_or_hue_for_those_who_see_two_cones():
    """Deuteranopia by the matrix of Vienot et al. (1999), in linear light."""
    rgb = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in COLOURS]) / 255
    to_lms = np.array([[17.8824, 43.5161, 4.1194], [3.4557, 27.1554, 3.8671],
                       [0.03, 0.1843, 1.4671]])  # fmt: skip
    blind = np.array([[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]])
    seen = (rgb**2.2) @ (np.linalg.inv(to_lms) @ blind @ to_lms).T
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=2)
    assert apart[np.triu_indices(len(COLOURS), 1)].min() > 0.1
