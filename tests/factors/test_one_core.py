"""One thread inside, as many as before outside."""

from __future__ import annotations

import pytest
import torch
from threadpoolctl import threadpool_info

from timbrespace.factors.one_core import one_core


def threads() -> list[int]:
    return [torch.get_num_threads(), *(pool["num_threads"] for pool in threadpool_info())]


def test_one_thread_inside_and_as_before_outside_whatever_happens():
    before = threads()
    with one_core():
        assert set(threads()) == {1}
    assert threads() == before
    with pytest.raises(ValueError), one_core():
        raise ValueError
    assert threads() == before
