"""Compile ahead: the first call of UMAP or PaCMAP builds machine code, better done unseen."""

from __future__ import annotations

import numpy as np

from timbrespace.explore import layout


def warm_up(method: layout.MethodName = "umap") -> None:
    """Lay out a tiny table once, so that the next call of ``method`` starts at full speed.

    Call it on another thread or in another process while sounds are being encoded.

    Example:
        >>> warm_up("pca")
    """
    tiny = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
    layout.compute(tiny, method)
