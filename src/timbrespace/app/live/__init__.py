"""The page's Instrument: one engine, one page that plays it, and what that page asks."""

from timbrespace.app.live.instrument import Instrument
from timbrespace.app.live.playing import Engine

__all__ = ["Engine", "Instrument"]
