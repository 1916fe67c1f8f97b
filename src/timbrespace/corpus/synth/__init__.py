"""Synthetic impact sounds with known factors: material, action, size, damping, inharmonicity.

These are not recordings. A body is a bank of damped resonances whose decay says what it is
made of (Klatzky, Pai & Krotkov 2000); an action is the force that drives it. They serve where
true factors must be known, without a download; for real sounds use the built-in corpus.

Example:
    >>> sound = impact("metal", "hit", seed=1)
    >>> sound.shape, sound.dtype
    ((48000,), dtype('float32'))
"""

from timbrespace.corpus.synth.bodies import MATERIALS, Body, draw_body
from timbrespace.corpus.synth.folder import write_corpus
from timbrespace.corpus.synth.forces import ACTIONS
from timbrespace.corpus.synth.sound import impact, render

__all__ = ["ACTIONS", "MATERIALS", "Body", "draw_body", "impact", "render", "write_corpus"]
