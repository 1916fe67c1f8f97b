"""dasp-pytorch, where it is installed."""

from __future__ import annotations

from typing import Any

from timbrespace.errors import MissingExtra


def functions() -> Any:
    """The module of its functions.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        from dasp_pytorch import functional
    except ImportError as error:
        raise MissingExtra("dasp-pytorch's effects with gradients", "models") from error
    return functional
