"""Compiled loops: what they give, and what they do where nothing can be kept."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.compiled import compiled, compiled_as, fused


def add_up(x):
    total = 0.0
    for each in x:
        total += each
    return total


def test_a_loop_gives_what_python_gives():
    x = np.linspace(0, 1, 101)
    assert compiled(add_up)(x) == add_up(x)
    assert compiled_as("f8(f8[::1])")(add_up)(x) == add_up(x)
    assert fused(add_up)(x) == add_up(x)


def test_division_by_nothing_stops_no_stream():
    assert compiled_as("f8(f8)")(lambda x: 1.0 / x)(0.0) == np.inf


def test_where_nothing_can_be_kept_it_still_compiles(monkeypatch):
    from numba.core.dispatcher import Dispatcher

    def refuse(self):
        raise RuntimeError("no locator available")

    monkeypatch.setattr(Dispatcher, "enable_caching", refuse)
    assert compiled(add_up)(np.ones(3)) == 3.0
