"""See, hear and steer the latent space of any sound model.

The functions here are what the command line, the page and the notebook call, too:

- :func:`build` turns a folder of sounds into an atlas,
- :func:`open` opens one that exists,
- :func:`scan` says what is in a folder and what cannot be read,
- ``synth`` makes labelled impact sounds with known factors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timbrespace.api import Atlas, build, demo, open, scan
    from timbrespace.corpus import synth

__version__ = "0.1.0"
__all__ = ["Atlas", "__version__", "build", "demo", "open", "scan", "synth"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``import timbrespace`` costs nothing."""
    from importlib import import_module

    if name == "synth":
        return import_module("timbrespace.corpus.synth")
    if name in __all__:
        return getattr(import_module("timbrespace.api"), name)
    raise AttributeError(f"module 'timbrespace' has no attribute {name!r}")
