"""Whoever leaves last restores what was there before."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from timbrespace.app.one_thread import OneThread


def n_threads():
    np.ones((2, 2)) @ np.ones((2, 2))
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_the_last_to_leave_restores():
    calm = OneThread()
    with threadpool_limits(2, "blas"):
        before = n_threads()
        if not before:
            pytest.skip("this NumPy has no BLAS that can be asked")
        calm.__enter__()
        assert n_threads() == {1}
        with pytest.raises(ValueError), calm:
            raise ValueError
        assert n_threads() == {1}
        calm.__exit__(None, None, None)
        assert n_threads() == before
