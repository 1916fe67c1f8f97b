"""The page's Effects panel: spaces of settings, and the user's own sound through any effect."""

from timbrespace.app.effects.panel import Effects

__all__ = ["Effects"]
