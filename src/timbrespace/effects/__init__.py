"""Effects: audio in, audio out, with named settings that are points of a space."""

from timbrespace.effects.base import Effect, Parameter, Running

__all__ = ["Effect", "Parameter", "Running"]
