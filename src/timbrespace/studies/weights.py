"""Which of YAMNet's two sets of weights a study uses."""

from __future__ import annotations

import os

from timbrespace.spaces.yamnet.weights import H5_VARIABLE, cached

SAID = {
    "h5": "YAMNet with the weights 'h5', those of the original study and its papers.",
    "tfhub": "YAMNet with the weights 'tfhub', because 'h5', those of the original study, are "
    "not at hand (timbrespace weights fetch h5). The two were trained separately: layers of one "
    "mean nothing in the other, and numbers may differ.",
}


def at_hand() -> str:
    """``"h5"`` where a file is named or in the cache, else ``"tfhub"``."""
    named = os.environ.get(H5_VARIABLE)
    return "h5" if named or cached("h5") is not None else "tfhub"
